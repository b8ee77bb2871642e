"""Differences are found word by word, and never take long."""

from time import perf_counter

import pytest

from jurisdictions.differences import LISTED, Edit, difference, edits

pytestmark = pytest.mark.any_database


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(span.kind.value, span.text) for span in difference(before, after)]


def test_words_that_stay_stand_between_those_removed_and_added():
    assert shown("A licence is needed", "A full licence is required now") == [
        ("same", "A"),
        ("added", "full"),
        ("same", "licence is"),
        ("removed", "needed"),
        ("added", "required now"),
    ]


def test_what_is_added_to_a_list_leaves_its_other_items_alone():
    before, after = LISTED.join(["Act, s. 3", "Paper"]), LISTED.join(["Act, s. 3", "Paper", "Book"])
    assert shown(before, after) == [("same", "Act, s. 3 · Paper"), ("added", "· Book")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("the same", "the  same\n", [("same", "the same")]),
        ("a a a", "a a", [("same", "a a"), ("removed", "a")]),
        ("x end", "y end", [("removed", "x"), ("added", "y"), ("same", "end")]),
    ],
)
def test_the_ends_of_texts_are_no_special_case(before, after, expected):
    assert shown(before, after) == expected


def test_both_texts_can_be_read_from_the_difference():
    before = "One two three four five six seven"
    after = "Zero one two four three five eight seven nine"
    spans = difference(before, after)
    assert " ".join(s.text for s in spans if s.kind != "added") == before
    assert " ".join(s.text for s in spans if s.kind != "removed") == after


def test_a_word_that_two_long_changes_share_by_chance_does_not_part_them():
    spans = shown("one two three four and five six seven", "a b c d and e f g h")
    assert [kind for kind, _ in spans] == ["removed", "added"]
    assert [kind for kind, _ in shown("one and two", "a and b")] == [
        *("removed", "added", "same", "removed", "added"),
    ]


def test_markdown_counts_as_words():
    assert shown("It is *so*", "It is **so**")[1:] == [("removed", "*so*"), ("added", "**so**")]


@pytest.mark.parametrize("words", ["a b " * 1500, "a " * 3000, "w " + "x y z " * 1000])
def test_a_long_text_that_repeats_itself_takes_no_time(words):
    begun = perf_counter()
    spans = difference(words, "start " + words[::-1] + " end")
    assert perf_counter() - begun < 2
    assert " ".join(s.text for s in spans if s.kind != "added") == " ".join(words.split())


def test_only_what_is_said_otherwise_is_an_edit():
    before = {"Stance": "Regulated", "Answer": "Yes"}
    assert edits(before, {"Stance": "Regulated", "Answer": "No"}) == (Edit("Answer", "Yes", "No"),)
    assert edits(before, before) == ()
