"""On the lists of findings and instruments every option says how many rows it would leave."""

from datetime import date

import pytest

from jurisdictions.models import Finding

from .factories import make_event, make_finding, make_instrument
from .pages import page_at, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

DAY = "as_of=2026-11-24"


def found(address: str) -> int:
    """How many rows the caption tells of."""
    return int(squeeze(page_at(address).caption).split()[0])


def counts(page, name: str) -> dict[str, int]:
    """The counts of a filter by value, from its select or its tick boxes."""
    options = page.select(f".bar select[name={name}] option[value]:not([value=''])")
    boxes = page.select(f".bar input[type=checkbox][name={name}]")
    labels = {option["value"]: squeeze(option) for option in options}
    labels |= {box["value"]: squeeze(box.parent) for box in boxes}
    return {value: int(label.rpartition("(")[2].rstrip(")")) for value, label in labels.items()}


FILTERS = [
    ("/findings/", "jurisdiction"),
    ("/findings/", "section"),
    ("/findings/", "criterion"),
    ("/findings/", "stance"),
    ("/findings/", "confidence"),
    ("/instruments/", "jurisdiction"),
    ("/instruments/", "kind"),
    ("/instruments/", "regulator"),
    ("/instruments/", "status"),
]
QUERIES = {
    "/findings/": "&stance=not-recognised&stance=regulated&q=the&jurisdiction=dubai",
    "/instruments/": "&jurisdiction=united-states&status=in-force&q=act",
}


@pytest.mark.few(5)
@pytest.mark.parametrize(("address", "name"), FILTERS)
@pytest.mark.parametrize("narrowed", [False, True])
def test_a_count_is_what_choosing_the_option_alone_shows(address, name, narrowed):
    kept = QUERIES[address] if narrowed else ""
    others = "".join(f"&{p}" for p in kept.split("&") if p and not p.startswith(f"{name}="))
    counted = counts(page_at(f"{address}?{DAY}{kept}"), name)
    assert sum(counted.values()) > 0
    for value, count in counted.items():
        assert count == found(f"{address}?{DAY}{others}&{name}={value}"), value


@pytest.mark.any_database
@pytest.mark.parametrize(("address", "name"), FILTERS)
def test_the_counts_of_a_filter_leave_its_own_choice_out(address, name):
    before = counts(page_at(f"{address}?{DAY}"), name)
    chosen = max(before, key=before.get)
    assert counts(page_at(f"{address}?{DAY}&{name}={chosen}"), name) == before


def test_an_option_that_would_leave_nothing_stays_and_a_chosen_one_stays_chosen():
    page = page_at(f"/findings/?{DAY}&jurisdiction=dubai&stance=unclear&confidence=background")
    assert counts(page, "stance")["prohibited"] == 0
    assert [box["value"] for box in page.select("input[checked]")] == ["dubai", "unclear"]
    chosen = page.select_one("select[name=confidence] option[selected]")
    assert squeeze(chosen).startswith("Background knowledge (")


def test_the_source_narrows_every_count():
    counted = counts(page_at(f"/findings/?{DAY}&source=vara-regs"), "jurisdiction")
    assert counted["dubai"] == found(f"/findings/?{DAY}&source=vara-regs")
    assert counted["united-states"] == 0


def test_the_counts_are_those_of_the_day():
    then = counts(page_at("/findings/?as_of=2020-06-30"), "criterion")
    assert sum(then.values()) == Finding.objects.as_of(date(2020, 6, 30)).count()
    assert then != counts(page_at(f"/findings/?{DAY}"), "criterion")


def test_tick_boxes_are_folded_away_and_can_be_sent_from_where_they_are():
    for address in ("/findings/", "/instruments/"):
        folded = page_at(address).select(".bar details")
        assert [len(each.select("button")) for each in folded] == [1]
        assert not page_at(address).select(".bar > fieldset")


@pytest.mark.parametrize(
    ("day", "status"),
    [("2024-05-31", "not-yet"), ("2024-06-01", "proposed"), ("2025-01-01", "in-force")],
)
def test_instruments_are_counted_by_their_status_of_the_day(day, status):
    text = make_instrument(name="Zebra Act")
    for kind, when in (("proposed", date(2024, 6, 1)), ("in-force", date(2025, 1, 1))):
        make_event(
            instrument=text, jurisdiction=text.jurisdiction, kind=kind, date=when, is_milestone=True
        )
    counted = counts(page_at(f"/instruments/?as_of={day}&q=zebra"), "status")
    assert {value for value, count in counted.items() if count} == {status}


def test_drafts_and_superseded_findings_are_not_counted():
    old = make_finding(stance="unclear", valid_from=date(2020, 1, 1), answer="Zebra")
    make_finding(
        jurisdiction=old.jurisdiction,
        criterion=old.criterion,
        stance="prohibited",
        answer="Zebra",
        valid_from=date(2024, 1, 1),
    )
    make_finding(
        stance="regulated", valid_from=date(2020, 1, 1), answer="Zebra", publication="draft"
    )
    counted = counts(page_at("/findings/?as_of=2025-01-01&q=zebra"), "stance")
    assert {value: count for value, count in counted.items() if count} == {"prohibited": 1}
