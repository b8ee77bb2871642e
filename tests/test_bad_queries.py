"""Bad input is answered by name: 400 and what is accepted, never a guess and never a 500."""

import pytest
from django.test import Client

from .addresses import DATED
from .pages import parse, refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

NUL, RIGHT_TO_LEFT, BROKEN = "%00", "%E2%80%AE", "%FF"


@pytest.mark.few
@pytest.mark.parametrize("address", DATED)
@pytest.mark.parametrize(
    "day",
    [
        "2024-02-30",
        "2024-13-01",
        "2023-02-29",
        "1899-12-31",
        "2101-01-01",
        "0000-00-00",
        "9999-12-31",
        "24-1-1",
        "2024-1-1",
        "20240101",
        "2024-W01-1",
        "today",
        "%D9%A2%D9%A0%D9%A2%D9%A4-01-01",
        "2024-01-01" + NUL,
        "2024-01-01T00:00",
        "-1",
    ],
)
def test_an_impossible_day_is_refused_by_name(address, day):
    problems = refused(f"{address}?as_of={day}")
    assert list(problems) == ["as_of"]
    assert "Accepted: a day from 1900-01-01 to 2100-12-31" in problems["as_of"]


@pytest.mark.few
@pytest.mark.parametrize("address", DATED)
@pytest.mark.parametrize(
    "query", ["as_of=", "as_of=2024-01-01&as_of=2025-01-01", "as_of=2024-01-01&as_of=2024-01-01"]
)
def test_an_empty_or_repeated_day_is_refused(address, query):
    assert list(refused(f"{address}?{query}")) == ["as_of"]


@pytest.mark.few
@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31", "2024-02-29"])
@pytest.mark.parametrize("address", DATED)
def test_the_first_and_the_last_day_are_accepted(address, day):
    assert Client().get(f"{address}?as_of={day}").status_code == 200


@pytest.mark.parametrize("address", DATED)
def test_a_parameter_that_the_page_has_not_is_refused(address):
    problems = refused(f"{address}?asof=2024-01-01")
    assert "no parameter of that name" in problems["asof"]
    assert "as_of" in problems["asof"]


@pytest.mark.few
@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/", "approach"),
        ("/", "kind"),
        ("/", "regulator"),
        ("/", "has"),
        ("/compare/", "jurisdiction"),
        ("/compare/", "criterion"),
        ("/compare/", "section"),
        ("/compare/", "stance"),
        ("/findings/", "jurisdiction"),
        ("/findings/", "criterion"),
        ("/findings/", "section"),
        ("/findings/", "stance"),
        ("/findings/", "confidence"),
        ("/instruments/", "jurisdiction"),
        ("/instruments/", "kind"),
        ("/instruments/", "regulator"),
        ("/instruments/", "status"),
        ("/sources/", "kind"),
        ("/sources/", "access"),
        ("/sources/", "jurisdiction"),
        ("/findings/", "source"),
        ("/changes/", "jurisdiction"),
        ("/changes/", "criterion"),
        ("/changes/", "section"),
        ("/changes/", "kind"),
        ("/changes/", "from"),
        ("/changes/", "to"),
        ("/compare/", "against"),
        ("/compare/", "rows"),
        ("/compare/", "open"),
        ("/compare/", "move"),
        ("/timeline/", "jurisdiction"),
        ("/timeline/", "kind"),
        ("/timeline/", "instrument"),
        ("/timeline/", "from"),
        ("/timeline/", "to"),
        ("/timeline.ics", "kind"),
        ("/glossary/", "jurisdiction"),
        ("/glossary/", "concept"),
        ("/pillars/", "criterion"),
        ("/coverage/", "criterion"),
        ("/topics/custody/", "stance"),
    ],
)
@pytest.mark.parametrize(
    "value",
    ["atlantis", "", NUL, RIGHT_TO_LEFT, BROKEN, "1", "%27%20OR%201=1--", "x" * 5000, "%3Cb%3E"],
)
def test_an_unknown_empty_or_crafted_value_is_refused_by_name(address, parameter, value):
    problems = refused(f"{address}?{parameter}={value}")
    assert list(problems) == [parameter]
    assert "Accepted: " in problems[parameter]


@pytest.mark.parametrize(
    "pair",
    [
        "non-custodial-architecture",
        "non-custodial-architecture:",
        "non-custodial-architecture:prohibited",
        ":recognised",
        "atlantis:recognised",
        "non-custodial-architecture:recognised:recognised",
    ],
)
def test_a_pair_needs_a_criterion_and_a_stance_of_its_scale(pair):
    assert list(refused(f"/?has={pair}")) == ["has"]


@pytest.mark.parametrize("address", ["/findings/", "/instruments/", "/sources/", "/timeline/"])
@pytest.mark.parametrize(
    "number", ["0", "-1", "1000000000", "9999", "1.5", "1e3", "01", "x", "", "%D9%A1"]
)
def test_a_page_that_is_not_there_is_refused(address, number):
    problems = refused(f"{address}?page={number}")
    assert list(problems) == ["page"]
    assert "from 1" in problems["page"]


@pytest.mark.parametrize("address", ["/", "/compare/", "/findings/", "/instruments/", "/sources/"])
@pytest.mark.parametrize("words", [NUL, RIGHT_TO_LEFT, BROKEN, "%0A", "%1B[31m", "x" * 101, ""])
def test_words_with_invisible_characters_or_without_end_are_refused(address, words):
    assert list(refused(f"{address}?q={words}")) == ["q"]


@pytest.mark.few
@pytest.mark.parametrize("address", ["/", "/compare/", "/findings/", "/instruments/", "/sources/"])
@pytest.mark.parametrize(
    "words", ["%25", "_", "%5C", "'", "%22", "%3Cscript%3E", "%E4%BD%A0", "x" * 100]
)
def test_any_visible_words_are_looked_for(address, words):
    response = Client().get(f"{address}?q={words}")
    assert response.status_code == 200
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    "query", ["jurisdiction=dubai&jurisdiction=dubai", "criterion=custody&criterion=custody"]
)
def test_the_same_value_twice_is_refused(query):
    assert list(refused(f"/compare/?{query}")) == [query.partition("=")[0]]


@pytest.mark.parametrize("parameter", ["q", "approach", "kind", "regulator"])
def test_a_single_parameter_given_twice_is_refused(parameter):
    assert list(refused(f"/?{parameter}=a&{parameter}=b")) == [parameter]


def test_several_problems_are_all_named():
    problems = refused("/?as_of=never&approach=atlantis&kind=moon")
    assert set(problems) == {"as_of", "approach", "kind"}


def test_nothing_of_a_crafted_value_or_name_is_repeated_on_the_page():
    response = Client().get("/?approach=%3Csvg/onload=x%3E&%3Cimg%20src=x%3E=1")
    assert response.status_code == 400
    for crafted in ("svg/onload", "img src"):
        assert crafted not in response.text


def test_an_unknown_slug_is_named_back_to_help_with_a_typing_mistake():
    assert (
        "“atlantis” is not among the choices here"
        in refused("/compare/?jurisdiction=atlantis")["jurisdiction"]
    )


@pytest.mark.parametrize(
    "address",
    [
        "/jurisdictions/atlantis/",
        "/jurisdictions/%00/",
        "/jurisdictions/Dubai/",
        "/pillars/custody/",
        "/topics/governance-transition/",
        "/proposals/atlantis/",
        "/instruments/atlantis/",
        "/findings/atlantis/",
        "/findings/%E2%80%AE/",
        "/findings/" + "x" * 3000 + "/",
        "/nowhere",
        "/index.php",
    ],
)
def test_an_unknown_address_is_a_404_page_of_ours(address):
    response = Client().get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.text


@pytest.mark.parametrize("address", ["/", "/compare/", "/about/", "/healthz", "/robots.txt"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_not_allowed(address, method):
    strict = Client(enforce_csrf_checks=True)
    assert getattr(strict, method)(address).status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "a b", "testserver:port", "[::1", "x" * 300, "é"])
def test_a_foreign_or_malformed_host_is_a_400(host):
    assert Client().get("/", headers={"host": host}).status_code == 400


def test_more_parameters_than_anybody_needs_are_a_400():
    query = "&".join(f"jurisdiction=place-{n}" for n in range(1500))
    assert Client().get(f"/compare/?{query}").status_code == 400


def offered(address: str) -> list[str]:
    """The addresses that the page of a refusal leads on to."""
    response = Client().get(address)
    assert response.status_code == 400, address
    return [link["href"] for link in parse(response).select("main p a")]


def test_what_a_mail_program_added_to_a_link_can_be_taken_away_again():
    known = "criterion=custody&jurisdiction=dubai&jurisdiction=united-states"
    rest, bare = offered(f"/compare/?{known}&utm_source=mail&fbclid=x")
    assert (rest, bare) == (f"/compare/?{known}", "/compare/")
    assert Client().get(rest).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=mail",
        "as_of=tomorrow",
        f"jurisdiction=dubai&{NUL}=1",
        "criterion=custody&a%20b=1",
    ],
)
def test_nothing_is_offered_where_nothing_is_left_or_a_name_cannot_be_told(query):
    assert offered(f"/compare/?{query}") == ["/compare/"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["jurisdiction=dubai", "jurisdiction=atlantis", "jurisdiction=united-states"], [0, 2]),
        (["jurisdiction=atlantis", "jurisdiction=utopia", "as_of=2025-01-01"], [2]),
        (["has=non-custodial-architecture:none-such", "has=atlantis:x", "jurisdiction=dubai"], [2]),
        (["stance=regulated", "stance=forbidden", "stance=%22x"], [0]),
    ],
)
def test_of_a_repeated_parameter_the_way_on_keeps_what_is_understood(four_places, given, kept):
    page = "/findings/" if "stance" in given[0] else "/"
    page = "/compare/" if "jurisdiction" in given[0] else page
    rest, _ = offered(f"{page}?{'&'.join(given)}")
    assert rest.partition("?")[2] == "&".join(given[place] for place in kept)
    assert Client().get(rest).status_code == 200


def test_what_is_left_stands_in_the_page_as_text():
    rest, _ = offered("/findings/?utm_source=x&q=%22%3E%3Cscript%3E")
    assert rest == "/findings/?q=%22%3E%3Cscript%3E"
