"""Forms that anybody may send: what is refused, with which sentence, and what is kept."""

from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from jurisdictions.guarded import PlainText, stamps
from jurisdictions.guarded.rates import DAY, HOUR, TooMany, admit
from jurisdictions.models import Answer, Attempt, Report

from .conftest import made_once
from .factories import make_finding, make_proposal
from .pages import inline_scripts, parse, squeeze
from .readers import NOON, QUESTION, kept, make_answer, make_report, opened, refusals, send

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

REPORT, ANSWER = "/findings/cell/report/", "/proposals/asked/answer/"
THANKS = [f"{REPORT}thanks/", f"{ANSWER}thanks/"]
FORMS = pytest.mark.parametrize("address", [REPORT, ANSWER])
GOOD = {
    REPORT: {"kind": "wrong", "text": "Art. 3 was repealed.", "email": "a@example.org"},
    ANSWER: {"position": "needed", "text": "Because.", "name": "Ada"},
}
SECOND = timedelta(seconds=1)


def make_what_is_asked():
    make_finding(slug="cell")
    make_proposal(slug="asked", question=QUESTION)


@pytest.fixture(scope="module", autouse=True)
def asked(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_what_is_asked)


def stored() -> int:
    return Report.objects.count() + Answer.objects.count()


# The page


@FORMS
def test_a_form_is_valid_html_with_a_label_for_each_field(address):
    response = Client().get(address)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.text)
    page = parse(response)
    for field in page.select("form[method=post] :is(input:not([type=hidden]), textarea)"):
        assert page.select_one(f"label[for={field['id']}]") or field.find_parent("label"), field
    assert not page.select("[style], style")
    assert not inline_scripts(page)


@FORMS
def test_people_do_not_meet_the_field_for_programs(address):
    decoy = parse(Client().get(address)).select_one("[name=website]")
    assert decoy.parent.has_attr("hidden")
    assert not decoy.has_attr("style")


def test_fields_about_the_reader_tell_the_browser_what_they_are():
    for address, name in ((REPORT, "email"), (ANSWER, "name")):
        field = parse(Client().get(address)).select_one(f"[name={name}]")
        assert field["autocomplete"] == name


@FORMS
def test_only_the_page_of_a_form_sets_a_cookie_and_no_script_can_read_it(address):
    response = Client().get(address)
    assert list(response.cookies) == ["csrftoken"]
    cookie = response.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    assert "Cookie" in response.headers["Vary"]
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", [*THANKS, "/findings/cell/", "/proposals/asked/", "/about/"])
def test_the_pages_around_a_form_set_no_cookie(address):
    response = Client().get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@FORMS
def test_the_token_is_masked_anew_on_every_page(address):
    client = Client()
    tokens = {kept(client.get(address))["csrfmiddlewaretoken"] for _ in range(3)}
    assert len(tokens) == 3


@FORMS
def test_a_form_without_its_token_is_a_403_and_nothing_is_stored(address):
    client = Client(enforce_csrf_checks=True)
    response = send(client, address, **GOOD[address])
    assert response.status_code == 403
    assert "The form is out of date" in response.text
    assert not stored()


@FORMS
def test_a_form_as_a_browser_sends_it_is_taken(address):
    client = Client(enforce_csrf_checks=True)
    entries = kept(client.get(address)) | GOOD[address] | {"stamp": opened()}
    response = client.post(address, entries)
    assert (response.status_code, response.headers["Location"]) == (302, f"{address}thanks/")
    assert stored() == 1
    assert client.get(f"{address}thanks/").status_code == 200


@FORMS
def test_other_methods_are_not_allowed(address):
    client = Client(enforce_csrf_checks=True)
    for method in ("put", "patch", "delete", "options", "trace"):
        assert getattr(client, method)(address).status_code == 405
    assert client.post(f"{address}thanks/").status_code == 405


@pytest.mark.parametrize("address", [REPORT, ANSWER, *THANKS])
@pytest.mark.parametrize("query", ["x=1", "kind=wrong", "as_of=never", "as_of="])
def test_a_parameter_that_is_not_understood_is_refused_by_name(address, query):
    response = Client().get(f"{address}?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in squeeze(parse(response).select_one(".terms"))


@FORMS
@pytest.mark.parametrize("extra", [{"state": "done"}, {"text": ["a", "b"]}, {"public_note": "x"}])
def test_a_field_that_the_form_has_not_or_only_once_is_a_400(address, extra):
    response = send(Client(), address, **GOOD[address] | extra)
    assert response.status_code == 400
    assert not stored()


@pytest.mark.parametrize("address", ["/findings/nothing/report/", "/proposals/nothing/answer/"])
def test_there_is_no_form_for_what_is_not_there(address):
    assert Client().get(address).status_code == 404
    assert send(Client(), address).status_code == 404


# Programs


@FORMS
def test_who_fills_in_the_hidden_field_is_refused_with_everything_typed_kept(address):
    response = send(Client(), address, **GOOD[address] | {"website": "https://example.org"})
    assert "people don’t see" in refusals(response)[0]
    assert kept(response).items() >= (GOOD[address] | {"website": ""}).items()
    assert not stored()


@FORMS
@pytest.mark.parametrize(
    ("ago", "sentence"), [(SECOND, "within three seconds"), (DAY + SECOND, "more than a day ago")]
)
def test_who_is_too_quick_or_too_slow_is_refused_with_everything_typed_kept(address, ago, sentence):
    response = send(Client(), address, ago=ago, **GOOD[address])
    [refusal] = refusals(response)
    assert sentence in refusal
    assert kept(response).items() >= GOOD[address].items()
    assert not stored()


def test_the_mark_of_who_was_too_quick_grows_older_and_that_of_who_was_too_slow_is_new():
    before = timezone.now()
    quick, slow = (send(Client(), REPORT, ago=ago) for ago in (SECOND, DAY + SECOND))
    opened_quickly, opened_slowly = (stamps.opened(kept(page)["stamp"]) for page in (quick, slow))
    assert opened_quickly <= timezone.now() - SECOND
    assert opened_slowly >= before


def test_a_mark_that_lies_ahead_since_the_clock_was_set_back_is_new_too():
    """By it nobody would ever have waited long enough until the clock has caught up."""
    page = send(Client(), REPORT, ago=-HOUR, **GOOD[REPORT])
    assert kept(page).items() >= GOOD[REPORT].items()
    assert stamps.opened(kept(page)["stamp"]) <= timezone.now()


@pytest.mark.parametrize(
    "forge",
    [
        lambda true: "",
        lambda true: "2026-01-01",
        lambda true: true[:-1] + ("y" if true.endswith("x") else "x"),
        lambda true: "x" * 3000,
        lambda true: "\x00",
    ],
    ids=["empty", "a day", "altered", "long", "odd"],
)
def test_a_forged_mark_is_refused_with_everything_typed_kept(forge):
    stamp = forge(opened())
    response = send(Client(), REPORT, **GOOD[REPORT] | {"stamp": stamp})
    assert "without the mark" in refusals(response)[0]
    assert kept(response).items() >= GOOD[REPORT].items()
    stamps.opened(kept(response)["stamp"])


@pytest.mark.parametrize("age", [timedelta(seconds=3), timedelta(days=1)])
def test_the_first_and_the_last_moment_are_accepted(age):
    stamps.check(NOON, NOON + age)


@pytest.mark.parametrize(
    "age", [timedelta(seconds=2.9), timedelta(days=1, seconds=0.1), -SECOND, timedelta(0)]
)
def test_a_moment_before_or_after_is_not(age):
    with pytest.raises(ValidationError):
        stamps.check(NOON, NOON + age)


def test_who_sends_it_in_the_moment_of_opening_is_too_quick_and_keeps_that_moment():
    with pytest.raises(ValidationError) as refusal:
        stamps.check(NOON, NOON)
    assert refusal.value.code == "quick"


# What is typed


@FORMS
def test_an_empty_form_says_what_is_missing_with_links_to_the_fields(address):
    response = send(Client(), address)
    page = parse(response)
    links = page.select(".refused a")
    assert links
    assert all(page.find(id=link["href"][1:]).name in ("input", "textarea") for link in links)
    html5lib.HTMLParser(strict=True).parse(response.text)
    assert page.select_one(".refused").has_attr("autofocus")
    for link in links:
        field = page.find(id=link["href"][1:])
        described = field.get("aria-describedby") or field.find_parent("fieldset").get(
            "aria-describedby"
        )
        assert all(page.find(id=name) for name in described.split())


@FORMS
@pytest.mark.parametrize("odd", ["\x00", "\x1b[31m", "\u202e", "\ufffd", "\u0007", "\ue000"])
def test_a_control_or_invisible_character_is_refused_and_the_text_is_kept(address, odd):
    typed = f"before{odd}after"
    response = send(Client(), address, **GOOD[address] | {"text": typed})
    assert "control or invisible character" in refusals(response)[0]
    assert kept(response)["text"].replace(odd, "") == "beforeafter"
    assert not stored()


def test_broken_utf_8_is_refused_and_not_a_500():
    body = f"stamp={opened()}&website=&kind=wrong&text=%FF%FE&email="
    response = Client().post(REPORT, body, content_type="application/x-www-form-urlencoded")
    assert refusals(response)


@FORMS
def test_a_text_may_be_as_long_as_allowed_and_no_longer(address):
    whole = "ä" * 2000
    response = send(Client(), address, **GOOD[address] | {"text": whole + "x"})
    assert "2000 characters" in refusals(response)[0]
    assert kept(response)["text"] == whole + "x"
    assert send(Client(), address, **GOOD[address] | {"text": whole}).status_code == 302


def test_a_value_that_is_no_choice_and_a_bad_e_mail_are_refused():
    response = send(Client(), REPORT, kind="bad", text="x", email="not one")
    assert len(refusals(response)) == 2
    assert len(refusals(send(Client(), ANSWER, position="bad"))) == 1


def test_a_name_has_one_line():
    assert refusals(send(Client(), ANSWER, position="needed", name="a\nb"))
    assert refusals(send(Client(), ANSWER, position="needed", name="n" * 81))


def test_more_than_a_form_can_hold_is_a_400():
    assert send(Client(), REPORT, kind="wrong", text="x" * 3_000_000).status_code == 400


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\tb", "a b"),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("  around  ", "around"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_text_is_kept_in_one_way_of_writing(typed, text):
    assert PlainText(lines=3).clean(typed) == text


# Floods


def admitted(address: str, *moments: datetime) -> None:
    for moment in moments:
        admit(address, moment)


def every(gap: timedelta, number: int, start: datetime = NOON) -> list[datetime]:
    return [start + gap * step for step in range(number)]


def test_five_an_hour_come_through_and_the_sixth_is_told_when_to_try_again():
    admitted("192.0.2.1", *every(SECOND, 5))
    with pytest.raises(TooMany) as refusal:
        admit("192.0.2.1", NOON + HOUR - SECOND)
    assert refusal.value.until == NOON + HOUR
    admit("192.0.2.1", NOON + HOUR)


def test_a_refusal_does_not_count():
    admitted("192.0.2.1", *every(SECOND, 5))
    for _ in range(10):
        with pytest.raises(TooMany):
            admit("192.0.2.1", NOON + 2 * SECOND)
    assert Attempt.objects.count() == 5


def test_another_address_is_not_held_up():
    admitted("192.0.2.1", *every(SECOND, 5))
    admit("192.0.2.2", NOON + 10 * SECOND)


def test_twenty_a_day_come_through_across_midnight():
    spread = every(HOUR / 4, 20)
    admitted("192.0.2.1", *spread)
    with pytest.raises(TooMany) as refusal:
        admit("192.0.2.1", NOON + DAY - SECOND)
    assert refusal.value.until == NOON + DAY
    admit("192.0.2.1", NOON + DAY)


def test_of_two_limits_that_are_reached_the_one_that_ends_later_is_told():
    admitted("192.0.2.1", *every(HOUR, 15), *every(SECOND, 5, NOON + 15 * HOUR))
    with pytest.raises(TooMany) as refusal:
        admit("192.0.2.1", NOON + 15 * HOUR + 5 * SECOND)
    assert refusal.value.until == NOON + DAY


def test_all_together_have_a_limit_too():
    for number in range(200):
        admit(f"192.0.2.{number}", NOON)
    with pytest.raises(TooMany) as refusal:
        admit("198.51.100.1", NOON + SECOND)
    assert refusal.value.until == NOON + HOUR


def test_no_address_is_stored_and_its_name_changes_by_the_day():
    admitted("192.0.2.1", NOON, NOON + DAY - SECOND)
    names = set(Attempt.objects.values_list("address", flat=True))
    assert len(names) == 2
    assert not any("192" in name and "." in name for name in names)


def test_what_was_counted_is_forgotten_after_a_day():
    admitted("192.0.2.1", NOON, NOON + DAY)
    assert Attempt.objects.get().at == NOON + DAY


@FORMS
def test_too_much_is_a_429_that_says_when_to_try_again_and_gives_the_text_back(address):
    client = Client()
    for number in range(5):
        entries = GOOD[address] | {"text": f"Text {number}"}
        assert send(client, address, **entries).status_code == 302
    response = send(client, address, **GOOD[address] | {"text": "The <sixth>"})
    assert response.status_code == 429
    assert 3500 < int(response.headers["Retry-After"]) <= 3600
    page = parse(response)
    until = datetime.fromisoformat(page.select_one(".lede time")["datetime"])
    assert timedelta(minutes=59) < until - timezone.now() < timedelta(minutes=61)
    assert (until.second, until.microsecond) == (0, 0)
    assert "The <sixth>" in squeeze(page)
    assert stored() == 5
    html5lib.HTMLParser(strict=True).parse(response.text)


def test_behind_a_proxy_each_client_is_counted_by_what_the_proxy_saw(settings):
    settings.BEHIND_PROXY, settings.PROXIES = True, 1
    client = Client()
    for number in range(6):
        forwarded = {"x-forwarded-for": f"203.0.113.{number}, 192.0.2.1"}
        entries = {"stamp": opened(), "website": "", **GOOD[REPORT], "text": f"Text {number}"}
        status = client.post(REPORT, entries, headers=forwarded).status_code
        assert status == (302 if number < 5 else 429)
    assert client.post(REPORT, entries, headers={"x-forwarded-for": "192.0.2.2"}).status_code == 302


@FORMS
def test_the_same_words_twice_are_stored_once_and_counted_once(address):
    for _ in range(7):
        assert send(Client(), address, **GOOD[address]).status_code == 302
    assert (stored(), Attempt.objects.count()) == (1, 1)


def test_two_readers_who_take_a_position_without_a_word_both_count():
    for _ in range(2):
        send(Client(), ANSWER, position="needed")
    assert Answer.objects.count() == 2


# Forgetting


def forget(capsys, *args) -> str:
    call_command("forget_readers", *args)
    return capsys.readouterr().out.strip()


def test_e_mail_addresses_and_hashes_are_forgotten_and_the_rest_stays(capsys):
    now = timezone.now()
    old = make_report(email="a@example.org", received_at=now - timedelta(days=91))
    late = make_report(email="b@example.org", received_at=now - timedelta(days=89))
    make_answer(name="Ada", received_at=now - timedelta(days=900))
    Attempt.objects.create(address="a", at=now - 2 * DAY)
    Attempt.objects.create(address="b", at=now)
    said = forget(capsys, "--days", "90")
    assert said == "Forgot 1 e-mail address and 1 hashed network address."
    assert forget(capsys) == "Forgot 0 e-mail addresses and 0 hashed network addresses."
    old.refresh_from_db()
    late.refresh_from_db()
    assert (old.email, late.email, old.text) == ("", "b@example.org", "It is.")
    assert Attempt.objects.get().address == "b"
    assert Answer.objects.get().name == "Ada"


@pytest.mark.parametrize("days", ["-1", "99999"])
def test_a_number_of_days_that_cannot_be_is_refused(days):
    with pytest.raises(CommandError, match="0 to 36500"):
        call_command("forget_readers", "--days", days)


def test_what_a_reader_wrote_is_in_no_history():
    report = make_report(email="a@example.org", text="Secret")
    entry = report.history.get()
    assert {"email", "text", "kind", "finding"}.isdisjoint(f.name for f in entry._meta.fields)
    assert datetime.now(UTC) - entry.history_date < HOUR
