"""Every option of a filter says how many jurisdictions it would leave, the others kept."""

import pytest
from django.test import Client

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


@pytest.mark.parametrize("name", ["approach", "kind", "regulator", "has"])
@pytest.mark.parametrize("query", ["", "&q=securities", "&kind=country", "&approach=incentive-led"])
def test_a_count_is_what_choosing_the_option_shows(name, query):
    kept = "" if f"{name}=" in query else query
    for value, label in options(kept, name).items():
        shown = parse(Client().get(f"/?{DAY}{kept}&{name}={value}")).select(".list-table .region")
        assert label.endswith(f"({len(shown)})"), value


def test_the_counts_are_those_of_the_day():
    then = parse(Client().get("/?as_of=2024-12-31")).select("select[name=approach] option")
    assert "Enforcement-led (1)" in [squeeze(option) for option in then]
