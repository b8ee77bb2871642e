"""Differences are found word by word, as far as that takes no time."""

import pytest

from jurisdictions.texts import differences
from jurisdictions.texts.differences import LISTED, Edit, difference, edits

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


def spans_around(words: str, number: int) -> list[tuple[str, str]]:
    """The difference of two texts that share some words between so many on either side."""
    before, after = ("abc"[:number], "def"[:number]), ("ghi"[:number], "jkl"[:number])
    texts = (" ".join([*left, words, *right]) for left, right in (before, after))
    return shown(*texts)


def test_a_word_that_two_long_changes_share_by_chance_does_not_part_them():
    spans = shown("one two three four and five six seven", "a b c d and e f g h")
    assert [kind for kind, _ in spans] == ["removed", "added"]
    assert [kind for kind, _ in spans_around("and", 3)] == ["removed", "added"]


@pytest.mark.parametrize(("word", "around"), [("and", 2), ("and then", 3)])
def test_a_word_between_short_changes_stays_and_so_do_two_between_long_ones(word, around):
    stays = ["removed", "added", "same", "removed", "added"]
    assert [kind for kind, _ in spans_around(word, around)] == stays


def test_markdown_counts_as_words():
    assert shown("It is *so*", "It is **so**")[1:] == [("removed", "*so*"), ("added", "**so**")]


@pytest.mark.parametrize(
    ("limit", "kinds"), [(4, "removed added same removed added"), (3, "removed added")]
)
def test_texts_are_compared_up_to_so_many_pairs_of_equal_words(monkeypatch, limit, kinds):
    monkeypatch.setattr(differences, "PAIRS_LIMIT", limit)
    assert [kind for kind, _ in shown("one x x two", "three x x four")] == kinds.split()


@pytest.mark.parametrize("words", ["a b " * 1500, "a " * 3000, "w " + "x y z " * 1000])
def test_a_long_text_that_repeats_itself_is_not_compared_and_loses_no_word(monkeypatch, words):
    # To compare it would take seconds.
    monkeypatch.setattr(differences, "SequenceMatcher", None)
    spans = difference(words, "start " + words[::-1] + " end")
    assert " ".join(s.text for s in spans if s.kind != "added") == " ".join(words.split())


def test_only_what_is_said_otherwise_is_an_edit():
    before = {"Stance": "Regulated", "Answer": "Yes"}
    assert edits(before, {"Stance": "Regulated", "Answer": "No"}) == (Edit("Answer", "Yes", "No"),)
    assert edits(before, before) == ()
