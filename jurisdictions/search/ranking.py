"""What comes first, said once for both databases.

1. What is called exactly as was asked: MiCA, VARA, Dubai.
2. What is cited so, where the question holds a number: Art. 59, 15 U.S.C.
3. What holds the words as they were typed; then what holds only words of the same meaning.
4. Among those, by how much it is about them, a title counting for several texts and a place or a
   law for more than what is said of it; then the later finding.

So the first `WEIGHED` are ordered, which is all of nearly every question. What more hits have in
common tells little of each: to weigh it in all takes long, and nobody reads on so far. What of them
is weighed is chosen by what the index knows at once: what is called or cited so; what has the words
in its title; what has them anywhere; both as they were typed, then in words of the same meaning. Of
those alike in that, the kinds in their order, and the later findings first. All that isn't chosen
follows as it was written, the latest first.
"""

from collections.abc import Iterable

from .kinds import Kind
from .questions import Question

# A word in a title counts for so many in a text.
TITLE = 8.0
WEIGHTS = {
    Kind.JURISDICTION: 2.0,
    Kind.PILLAR: 2.0,
    Kind.TOPIC: 2.0,
    Kind.INSTRUMENT: 1.6,
    Kind.REGULATOR: 1.5,
    Kind.APPROACH: 1.5,
    Kind.PROPOSAL: 1.5,
    Kind.TERM: 1.3,
    Kind.FINDING: 1.0,
    Kind.SOURCE: 0.7,
}


def by_kind(numbers: dict[Kind, float]) -> str:
    """A number for each kind, in SQL."""
    # From the last on: one after the other is tried, and most are findings.
    cases = [f"WHEN '{kind.value}' THEN {numbers[kind]}" for kind in reversed(list(numbers))]
    return f"CASE d.kind {' '.join(cases)} END"


WEIGHT = by_kind(WEIGHTS)
PLACE = by_kind({kind: place for place, kind in enumerate(Kind)})

# So many hits are weighed.
WEIGHED = 2000
BY_KIND_AND_DAY = f"{PLACE}, d.begins DESC, d.key"

# A name that is just what was asked; one that begins with it.
CALLED = "d.names LIKE %(called)s"
CITED = "d.names LIKE %(cited)s"
# Begins a WITH: what is called or cited so, and which of it is called so.
NAMED = (
    "named AS (SELECT d.id AS id, " + CALLED + " AS is_called FROM jurisdictions_searchdocument d "
    # As the index of names says it: SQLite takes it in these words only.
    "WHERE NOT (d.names = '') AND (" + CALLED + " OR " + CITED + ") ORDER BY d.id LIMIT 200)"
)
IS_NAMED = "d.id IN (SELECT id FROM named)"
IS_CALLED = "d.id IN (SELECT id FROM named WHERE is_called)"


def names_asked(question: Question) -> dict[str, str]:
    """The parameters of `NAMED`. The words are letters and digits, so that no sign of LIKE is
    among them; only citations are known by their beginnings, since other names begin with
    anything."""
    words = " ".join(question.words)
    called = f"%|{words}|%"
    is_citation = any(word.isdecimal() for word in question.words)
    return {"called": called, "cited": f"%|{words} %" if is_citation else called}


# What holds the words asked for only in others of the same meaning.
OTHER_WORDS = 3


def tier(typed: str) -> str:
    """How a hit was found, the smaller the sooner, in SQL; `typed` is a condition, empty where
    there are no synonyms, and nothing is found in other words then."""
    known = f"WHEN {IS_CALLED} THEN 0 WHEN {IS_NAMED} THEN 1"
    if not typed:
        return f"CASE {known} ELSE 2 END"
    return f"CASE {known} WHEN {typed} THEN 2 ELSE {OTHER_WORDS} END"


def order(relevance: str) -> str:
    """The ORDER BY of hits whose tier is called `tier`."""
    called = f"CASE WHEN {IS_CALLED} THEN {PLACE} END"
    return f"tier, {called}, {relevance} * {WEIGHT} DESC, d.begins DESC, {PLACE}, d.key"


def foremost(steps: Iterable[str]) -> str:
    """What a WITH has to hold so that `FOREMOST` are the keys of those hits that are weighed.

    steps   the FROM and WHERE of hits, the first ones first; of each no more than are still wanted
    """
    parts, before = [], []
    for number, matching in enumerate(steps):
        chosen = " UNION ALL ".join(before)
        others = f"AND d.id NOT IN ({chosen})" if before else ""
        still = f"{WEIGHED} - (SELECT COUNT(*) FROM ({chosen}) AS chosen)" if before else WEIGHED
        parts.append(
            f"step_{number} AS (SELECT d.id AS id {matching} {others} "
            f"ORDER BY {BY_KIND_AND_DAY} LIMIT {still})"
        )
        before.append(f"SELECT id FROM step_{number}")
    return f"{', '.join(parts)}, foremost AS ({' UNION ALL '.join(before)})"


FOREMOST = "SELECT id FROM foremost"
