"""Both databases read a text alike: words folded, stemmed, compounds and abbreviations apart."""

import re
import sqlite3
from pathlib import Path

import pytest

from jurisdictions.search.questions import LONGEST, MOST_WORDS, read
from jurisdictions.search.stems import porter, stem
from jurisdictions.search.words import indexed, words_in

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Österreich", "osterreich"),
        ("O\N{COMBINING DIAERESIS}sterreich", "Österreich"),
        ("Straße", "STRASSE"),
        ("crypto-assets", "cryptoasset"),
        ("crypto asset", "Cryptoassets"),
        ("15 U.S.C. 78a", "15 usc 78a"),
        ("Art. 59(1)", "Article 59 1"),
        ("Regulation (EU) 2023/1114", "regulation eu 2023 1114"),
        ("tokenised", "tokenization"),
        ("licence", "licensing"),
        ("the DAO's members", "the DAO members"),
        ("DAO’s", "dao"),
        ("DAO'S", "DAOs'"),
        ("U.S.'s law", "us law"),
        ("custodial", "custodials"),
        ("authorised", "authorization"),
        ("custo\N{SOFT HYPHEN}dian", "custodian"),
        ("sand\N{ZERO WIDTH SPACE}\N{WORD JOINER}box's", "sandbox"),
        ("می\N{ZERO WIDTH NON-JOINER}شود", "میشود"),
    ],
)
def test_different_spellings_are_one(one, other):
    assert indexed(one) == indexed(other) != ""


def test_supervision_and_its_verb_stay_one_though_others_are_spelt_with_a_z():
    assert stem("supervised") == stem("supervision")


def test_stems_are_those_of_the_published_algorithm():
    """Held against the one that SQLite brings, over every word of the data."""
    texts = " ".join(path.read_text() for path in (ROOT / "fixtures").glob("*.yaml"))
    words = sorted({word for word in re.findall("[a-z]+", texts.lower()) if 3 < len(word) < 30})
    assert len(words) > 3000
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(word, tokenize='porter')")
    database.executemany("INSERT INTO t (rowid, word) VALUES (?, ?)", enumerate(words))
    database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    known = dict(database.execute("SELECT doc, term FROM v"))
    assert {word: porter(word) for word in words} == {w: known[n] for n, w in enumerate(words)}


@pytest.mark.parametrize("word", ["DAO'sx", "'s", "d'ordonnance", "DAO's1"])
def test_an_apostrophe_within_a_word_parts_it(word):
    assert indexed(word) == indexed(word.replace("'", " "))


def test_words_know_their_places_in_the_text():
    text = "The U.S. cryptoassets"
    found = [(word.stem, text[word.start : word.end]) for word in words_in(text)]
    assert found == [
        ("the", "The"),
        ("us", "U.S."),
        ("crypto", "cryptoassets"),
        ("asset", "cryptoassets"),
    ]


def test_what_nobody_sees_in_a_word_is_part_of_it():
    text = "a custo\N{SOFT HYPHEN}dian"
    assert [text[word.start : word.end] for word in words_in(text)] == text.split()


# --- Questions ---


def groups(text: str) -> list[tuple]:
    return [group.typed for group in read(text).groups]


def test_words_are_asked_for_in_any_order_and_quoted_ones_in_theirs():
    assert groups("white paper") == [(("white",),), (("paper",),)]
    for quoted in ('"white paper"', "“white paper”", '"white paper', "«white paper»"):
        assert groups(quoted) == [(("white", "paper"),)]
        assert read(quoted).groups[0].is_quoted


def test_what_is_joined_belongs_together():
    assert groups("non-custodial") == [(("non", "custodi"),)]
    assert groups("Art. 59(1)") == [(("art",),), (("59", "1"),)]


def test_whose_something_is_says_nothing():
    assert groups("DAO's members") == groups("DAO’s members") == [(("dao",),), (("member",),)]
    assert groups("who's the DAO") == [(("dao",),)]


def test_a_minus_before_a_word_or_a_quotation_leaves_out():
    question = read('token -stablecoin -"white paper" e-money')
    assert [g.typed for g in question.groups] == [(("token",),), (("e", "monei"),)]
    assert question.without == (("stablecoin",), ("white", "paper"))


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    assert groups("what is the custody of tokens") == [(("custodi",),), (("token",),)]
    assert groups("what is it") == [(("what",),), (("is",),), (("it",),)]


@pytest.mark.parametrize(
    "text", ["", " ", "-", '"', '""', "***", "-custody", "( ) : ^", "\0", "\n"]
)
def test_a_text_without_anything_to_find_is_an_empty_question(text):
    assert not read(text)


def test_a_question_has_an_end():
    assert len(read("word " * 1000).text) <= LONGEST
    assert len(read("a1 b2 " * 50).groups) <= MOST_WORDS


def test_what_must_not_be_there_is_written_as_it_was_typed():
    asked = read("CASP -licenses")
    again = read(asked.text_of(asked.groups, quoted=True))
    assert again.without == asked.without
