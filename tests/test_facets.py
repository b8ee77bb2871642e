"""Every option of a filter says how many jurisdictions it would leave, the others kept."""

from datetime import date

import pytest
from django.db.models import QuerySet
from django.test import Client

from jurisdictions.models import ApproachPeriod, Finding, Regulator

from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("four_places")]

DAY = "as_of=2026-11-24"


def options(query: str, name: str) -> dict[str, str]:
    """Label with count by value, over all selects of that name."""
    selects = parse(Client().get(f"/?{DAY}{query}")).select(f"select[name={name}] option")
    return {option["value"]: squeeze(option) for option in selects if option["value"]}


def test_without_a_filter_the_counts_are_those_of_all():
    assert options("", "approach")["guidance-led"] == "Guidance-led (1)"
    assert options("", "approach")["prohibition-led"] == "Prohibition-led (0)"
    assert options("", "kind")["country"] == "Country (1)"
    pillar = "iterative-development:partly-recognised"
    assert options("", "has")[pillar] == "Partly recognised (3)"


def test_the_counts_of_a_filter_keep_the_others_but_not_its_own_choice():
    approaches = options("&kind=country&approach=guidance-led", "approach")
    assert approaches["guidance-led"].endswith("(1)")
    assert approaches["legislative-led"].endswith("(0)")
    kinds = options("&kind=country&approach=guidance-led", "kind")
    assert (kinds["country"][-3:], kinds["emirate"][-3:]) == ("(1)", "(0)")


def test_stances_on_several_pillars_must_all_hold():
    chosen = "&has=non-custodial-architecture:partly-recognised"
    counted = options(chosen, "has")
    assert counted["non-custodial-architecture:not-recognised"].endswith("(1)")
    assert counted["governance-transition:not-recognised"].endswith("(1)")
    assert counted["governance-transition:partly-recognised"].endswith("(1)")


@pytest.mark.few
@pytest.mark.parametrize("name", ["approach", "kind", "regulator", "has"])
@pytest.mark.parametrize("query", ["", "&q=securities", "&kind=country", "&approach=incentive-led"])
def test_a_count_is_what_choosing_the_option_shows(name, query):
    kept = "" if f"{name}=" in query else query
    offered = options(kept, name)
    assert offered
    for value, label in offered.items():
        shown = parse(Client().get(f"/?{DAY}{kept}&{name}={value}")).select(".list-table .region")
        assert label.endswith(f"({len(shown)})"), value


def of_approach(day: date) -> QuerySet:
    return ApproachPeriod.objects.as_of(day).filter(approach__slug="guidance-led")


def with_stance(day: date, criterion: str, stance: str) -> QuerySet:
    return Finding.objects.as_of(day).filter(criterion__slug=criterion, stance=stance)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 11, 24)])
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("approach=guidance-led", of_approach),
        ("regulator=us-sec", lambda day: Regulator.objects.filter(slug="us-sec")),
        ("has=custody:regulated", lambda day: with_stance(day, "custody", "regulated")),
        (
            "has=iterative-development:partly-recognised",
            lambda day: with_stance(day, "iterative-development", "partly-recognised"),
        ),
    ],
)
def test_what_is_shown_are_the_places_of_what_the_database_finds(day, query, rows):
    shown = parse(Client().get(f"/?as_of={day}&{query}")).select(".list-table .region")
    compared = rows(day).filter(jurisdiction__compared=True)
    names = set(compared.values_list("jurisdiction__short_name", flat=True))
    assert {squeeze(one) for one in shown} == names


def test_the_counts_are_those_of_the_day():
    then = parse(Client().get("/?as_of=2024-12-31")).select("select[name=approach] option")
    assert "Enforcement-led (1)" in [squeeze(option) for option in then]
