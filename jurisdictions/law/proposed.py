"""Which changes are none of law: only what is proposed changed.

A finding that begins may rest on nothing new but a bill or a consultation. It says something new
then, and still the law is what it was the day before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ..caching.held import held
from . import in_force
from .caveats import (
    Caveat,
    Caveats,
    Spans,
    spans_with_kinds,
)
from .changes import Change
from .cited import cited

DAY = timedelta(days=1)
ASKED_FOR = {Caveat.PROPOSED, Caveat.BILL, Caveat.CONSULTATION}
# What a text is on the eve of a change and on its day.
Turn = tuple[Caveat | None, Caveat | None]
Turns = Mapping[int, Turn]


def is_of_proposals(after: Turns, before: Turns, *, same_stance: bool) -> bool:
    """Is all that moved only asked for: what is cited now and wasn't before, and what became
    something else on the day? Where the stance moved too, what may be law must still be cited:
    otherwise it may have ended.

    `after` and `before` have the texts that the two versions of a finding cite, by key.
    """
    every = {**before, **after}
    moved = [turn for text, turn in every.items() if text not in before or turn[0] != turn[1]]
    missing = any(on_day is None for text, (_, on_day) in before.items() if text not in after)
    return bool(moved) and all(map(is_asked_for, moved)) and (same_stance or not missing)


def is_asked_for(turn: Turn) -> bool:
    """On the day; or it was up to then, and was given up."""
    eve, day = turn
    return day in ASKED_FOR or (day is Caveat.WITHDRAWN and eve in ASKED_FOR)


def with_texts(change: Change, known: Mapping[int, Spans]) -> Change:
    """The change with what is to be said of texts on its day, told apart by it."""
    texts, eve = Caveats(known, change.day), Caveats(known, change.day - DAY)

    def turns(provisions: Iterable) -> Turns:
        cited = {provision.instrument for provision in provisions}
        return {text.pk: (eve.caveat(text), texts.caveat(text)) for text in cited}

    if change.is_first or change.is_of_approach:
        return replace(change, texts=texts)
    after, before = change.after, change.before
    same = after.stance == before.stance
    only = is_of_proposals(turns(after.provisions), turns(before.provisions), same_stance=same)
    return replace(change, texts=texts, is_of_proposals=only)


def changes_of_proposals() -> frozenset[int]:
    """The keys of the findings with which only what is proposed changed; of all days, read once per
    state of the data."""
    return held(read)


def read() -> frozenset[int]:
    versions, texts, known = in_force.findings(), cited(), held(spans_with_kinds)
    asked = {text for text, spans in known.items() if not ASKED_FOR.isdisjoint(spans.said)}
    keys, found = versions.table.keys, set()
    for minus_day, later, earlier in versions.changes:
        after, before = (texts.get(keys[place], ()) for place in (later, earlier))
        # Most cite nothing that ever was only asked for.
        if asked.isdisjoint(after) and asked.isdisjoint(before):
            continue
        day, same = date.fromordinal(-minus_day), versions.table.alike("stance", later, earlier)
        sides = ({text: turn(known.get(text), day) for text in one} for one in (after, before))
        if is_of_proposals(*sides, same_stance=same):
            found.add(keys[later])
    return frozenset(found)


def turn(spans: Spans | None, day: date) -> Turn:
    return (spans.on(day - DAY) or None, spans.on(day) or None) if spans else (None, None)
