"""Columns and rows of the comparison are moved, added and taken away by plain forms and links."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from jurisdictions.choices import Move
from jurisdictions.filtersets.moving import moved

from .pages import page_at, parse, refused, squeeze

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

THREE = "jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
CHOICE = f"{THREE}&criterion=custody&criterion=stablecoins&as_of=2026-11-24&open=all"


def page(query: str):
    return page_at(f"/compare/?{query}")


def sent(query: str, name: str, value: str) -> list[tuple[str, str]]:
    """The query to which a page leads on which one of its controls is used."""
    form = page(query).select_one("form#arrange")
    pairs = [(i["name"], i["value"]) for i in form.select("input")] + [(name, value)]
    answer = Client().get(form["action"], pairs_to_dict(pairs))
    if answer.status_code == 200:
        return pairs
    return parse_qsl(urlsplit(answer.headers["Location"]).query)


def pairs_to_dict(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {name: [v for n, v in pairs if n == name] for name, _ in pairs}


def named(pairs: list[tuple[str, str]], name: str) -> list[str]:
    return [value for other, value in pairs if other == name]


def controls(query: str) -> list[str]:
    return [button["aria-label"] for button in page(query).select("th .moves button")]


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("left:dubai", ["united-states", "dubai", "european-union"]),
        ("right:united-states", ["european-union", "united-states", "dubai"]),
        ("out:european-union", ["united-states", "dubai"]),
    ],
)
def test_a_column_is_moved_and_everything_else_is_kept(move, order):
    led_to = sent(CHOICE, "move", move)
    assert named(led_to, "jurisdiction") == order
    assert named(led_to, "criterion") == ["custody", "stablecoins"]
    assert named(led_to, "as_of") == ["2026-11-24"]
    assert named(led_to, "open") == ["all"]
    assert not named(led_to, "move")


def test_a_row_is_taken_out_of_those_shown():
    assert named(sent(CHOICE, "move", "row-out:custody"), "criterion") == ["stablecoins"]
    led_to = sent(f"{THREE}&section=pillars", "move", "row-out:governance-transition")
    assert len(named(led_to, "criterion")) == 3
    assert not named(led_to, "section")
    assert len(named(sent(THREE, "move", "row-out:custody"), "criterion")) == 17


def test_a_column_is_added_behind_the_others_and_everything_else_is_kept():
    two = "jurisdiction=dubai&jurisdiction=united-states&criterion=custody&sort=name"
    offered = [o["value"] for o in page(two).select("select[name=jurisdiction] option")]
    assert offered == ["", "european-union"]
    led_to = sent(two, "jurisdiction", "european-union")
    assert named(led_to, "jurisdiction") == ["dubai", "united-states", "european-union"]
    assert named(led_to, "criterion") == ["custody"]


def test_without_a_choice_nothing_is_added():
    placeholder = page(THREE.replace("&jurisdiction=dubai", "")).select_one("option[selected]")
    assert placeholder.has_attr("disabled")


def test_every_control_says_what_it_does_to_what():
    shown = controls(f"{THREE}&criterion=custody")
    assert shown == [
        "Move United States right",
        "Remove United States",
        "Move European Union left",
        "Move European Union right",
        "Remove European Union",
        "Move UAE/Dubai left",
        "Remove UAE/Dubai",
        "Remove Custody",
    ]
    turned = controls(f"{THREE}&criterion=custody&rows=jurisdictions")
    assert "Move UAE/Dubai up" in turned
    assert "Move United States down" in turned


@pytest.mark.parametrize("arranged", ["sort=name", "group=region"])
def test_what_is_sorted_or_grouped_is_not_moved_by_hand(arranged):
    assert not [label for label in controls(f"{THREE}&{arranged}") if label.startswith("Move")]
    assert "Remove UAE/Dubai" in controls(f"{THREE}&{arranged}")


def test_who_moves_what_was_sorted_has_an_order_of_their_own():
    query = moved(QueryDict("jurisdiction=a&jurisdiction=b&sort=name"), Move.LEFT, "b", [])
    assert query.urlencode() == "jurisdiction=b&jurisdiction=a"


@pytest.mark.parametrize(
    "move",
    [
        "left:united-states",
        "right:dubai",
        "left:atlantis",
        "out:japan",
        "row-out:dubai",
        "up:dubai",
        "left",
        "left:",
        ":dubai",
        "left:Dubai",
        "left:dubai:dubai",
        "",
        "left:dubai&move=left:dubai",
    ],
)
def test_what_cannot_be_moved_is_refused_by_name(move):
    problems = refused(f"/compare/?{THREE}&move={move}")
    assert list(problems) == ["move"]
    assert "such as left:dubai" in problems["move"]


def test_the_only_row_stays():
    query = f"/compare/?{THREE}&criterion=custody&move=row-out:custody"
    assert "It is the only row." in refused(query)["move"]


@pytest.mark.parametrize("address", ["/compare.csv", "/embed/compare/"])
def test_only_the_page_moves_anything(address):
    assert Client().get(f"{address}?{THREE}&move=left:dubai").status_code == 400


def test_the_controls_are_a_form_that_makes_no_other_request():
    shown = page(CHOICE)
    buttons = shown.select("button[name=move]")
    assert buttons
    assert all(button["form"] == "arrange" for button in buttons)
    assert not parse(Client().get(f"/embed/compare/?{CHOICE}")).select("button, form")


def test_on_a_phone_the_list_of_columns_moves_them():
    steps = [squeeze(li) for li in page(THREE).select(".columns li:has(.step)")]
    assert len(steps) == 3
