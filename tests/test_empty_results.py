"""When nothing is found, the page says which filter to drop and what is found then."""

import pytest

from .pages import page_at, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

DAY = "as_of=2026-11-24"


def ways_out(page) -> dict[str, tuple[str, int]]:
    """The address and the number of rows by the text of each link."""
    items = page.select("tbody .list li")
    return {squeeze(li.a): (li.a["href"], int(squeeze(li).split()[-2])) for li in items}


EMPTY = [
    (
        f"/?{DAY}&kind=country&approach=legislative-led&q=mica",
        ["Without Approach Legislative-led", "Without Kind Country", "Without Find mica"],
    ),
    (
        f"/?{DAY}&jurisdiction=dubai&jurisdiction=european-union"
        "&has=governance-transition:partly-recognised&has=custody:prohibited",
        [
            "Without Jurisdiction UAE/Dubai, European Union",
            "Without Stance Governance Transition: Partly recognised",
            "Without Stance Custody: Prohibited",
        ],
    ),
    (
        f"/findings/?{DAY}&jurisdiction=dubai&jurisdiction=united-states&stance=regulated"
        "&stance=prohibited&section=pillars",
        [
            "Without Jurisdiction UAE/Dubai, United States",
            "Without Section Pillars",
            "Without Stance Regulated, Prohibited",
        ],
    ),
    (
        f"/findings/?{DAY}&jurisdiction=united-states&source=vara-regs&q=the",
        ["Without Jurisdiction United States", "Without Source", "Without Find the"],
    ),
    (
        f"/instruments/?{DAY}&jurisdiction=dubai&kind=statute&status=proposed&q=law",
        [
            "Without Jurisdiction UAE/Dubai",
            "Without Kind Statute",
            "Without Status Proposed",
            "Without Find law",
        ],
    ),
    (f"/instruments/?{DAY}&regulator=us-sec&jurisdiction=dubai", None),
]


@pytest.mark.parametrize(("address", "texts"), EMPTY)
def test_each_chosen_filter_can_be_dropped_and_the_count_is_what_is_found_then(address, texts):
    offered = ways_out(page_at(address))
    if texts:
        words = sorted(offered)
        assert all(word.startswith(text) for word, text in zip(words, sorted(texts), strict=True))
    for href, count in offered.values():
        assert "as_of=2026-11-24" in href
        caption = squeeze(
            page_at(address.partition("?")[0] + href).select_one(".list-table caption")
        )
        assert int(caption.split()[0]) == count


def test_filters_that_are_only_empty_together_each_promise_something():
    offered = ways_out(page_at(f"/instruments/?{DAY}&regulator=us-sec&jurisdiction=dubai"))
    assert len(offered) == 2
    assert all(count > 0 for _, count in offered.values())


@pytest.mark.parametrize("address", ["/", "/findings/", "/instruments/"])
def test_a_page_that_finds_something_offers_no_way_out(address):
    assert not ways_out(page_at(f"{address}?{DAY}&q=e"))


def test_a_day_on_which_nothing_holds_blames_no_filter():
    table = squeeze(page_at("/findings/?as_of=1900-01-01").tbody)
    assert table == "No finding is like this on that day."


def test_dropping_a_filter_begins_the_list_anew_and_show_all_keeps_the_day():
    page = page_at(f"/findings/?{DAY}&q=nothing+like+it&page=1")
    assert [href for href, _ in ways_out(page).values()] == [f"?{DAY}"]
    assert page.select_one("tbody p a")["href"] == f"/findings/?{DAY}"
