"""What comes first, said once for both databases.

1. What is called exactly as was asked: MiCA, VARA, Dubai.
2. What is cited so, where the question holds a number: Art. 59, 15 U.S.C.
3. What holds the words as they were typed; then what holds only words of the same meaning.
4. Among those, by how much it is about them, a title counting for several texts and a place or a
   law for more than what is said of it; then the later finding.
"""

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
    cases = " ".join(f"WHEN '{kind.value}' THEN {number}" for kind, number in numbers.items())
    return f"CASE d.kind {cases} END"


WEIGHT = by_kind(WEIGHTS)
PLACE = by_kind({kind: float(place) for place, kind in enumerate(Kind)})

# A name that is just what was asked; one that begins with it.
CALLED = "d.names LIKE %(called)s"
CITED = "d.names LIKE %(cited)s"
NAMED = (
    "SELECT d.id, " + CALLED + " FROM jurisdictions_searchdocument d "
    "WHERE d.names <> '' AND (" + CALLED + " OR " + CITED + ") ORDER BY d.id LIMIT 200"
)


def names_asked(question: Question) -> dict[str, str]:
    """The parameters of `NAMED`. The words are letters and digits, so that no sign of LIKE is
    among them; only citations are known by their beginnings, since other names begin with
    anything."""
    words = " ".join(question.words)
    called = f"%|{words}|%"
    is_citation = any(word.isdecimal() for word in question.words)
    return {"called": called, "cited": f"%|{words} %" if is_citation else called}


def order(called: list[int], cited: list[int], typed: str, relevance: str) -> str:
    """The ORDER BY of hits; `typed` is a condition, empty where there are no synonyms."""
    steps = [among(called, 0), among(cited, 1), f"WHEN {typed} THEN 2" if typed else ""]
    tier = " ".join(filter(None, steps))
    first = f"CASE {tier} ELSE 3 END, " if tier else ""
    named = f"CASE {among(called, PLACE)} END, " if called else ""
    return f"{first}{named}{relevance} * {WEIGHT} DESC, d.begins DESC, {PLACE}, d.key"


def among(keys: list[int], then) -> str:
    return f"WHEN d.id IN ({', '.join(map(str, keys))}) THEN {then}" if keys else ""
