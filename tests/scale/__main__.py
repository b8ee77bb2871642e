"""`python -m tests.scale`: ends with 1 when a promise was broken."""

import sys
import time
from collections.abc import Iterator
from functools import partial
from math import inf

from . import packages, promises, report
from .parts import wait_until
from .phases import Phase, phases
from .readers import Passers, Reader
from .report import Outcome
from .samples import Asker, Sample, ask_all, between
from .stack import Stack, running

READERS = 3
# Seconds: the load before the first phase, how long a part is away, and how long we look on after.
WARMING, AWAY, AFTER = 3, 6, 2


def main() -> int:
    packages.install()
    with running() as stack:
        found = watched(stack)
        postgres = str(stack.primary.ask("SHOW server_version")).split()[0]
    text = report.table(found, postgres, stack.settings["GRANIAN_WORKERS"])
    broken = [promise for outcome in found for promise in outcome.broken()]
    text += "\n" + ("".join(f"- Broken: {one}\n" for one in broken) or "All promises were kept.\n")
    report.write(text)
    print(text)
    return 1 if broken else 0


def watched(stack: Stack) -> list[Outcome]:
    """What came of each phase, under load throughout."""
    from .writers import Corrector, Editor  # Not before there are settings.

    samples: list[Sample] = []
    readers = [Reader(number + 10, samples, stack) for number in range(READERS)]
    editor, corrector = Editor(1, samples, stack), Corrector(2, samples, stack)
    passers = Passers(READERS + 10, samples, stack)
    end = ask_all([*readers, passers, editor, corrector])
    time.sleep(WARMING)
    spans = []
    for phase in phases(stack, Asker(3, []), partial(has_saved, samples)):
        print(f"{phase.name} …", flush=True)
        spans.append((phase.name, *played(phase)))
    end()
    return list(outcomes(spans, samples, [editor, corrector]))


def played(phase: Phase) -> tuple[float, float, float, float]:
    """When it began, when the part was started again, when it was back (never: inf), and when all
    ended.
    """
    begun = time.monotonic()
    phase.hurt()
    time.sleep(AWAY)
    mended = time.monotonic()
    phase.mend()
    try:
        back = mended + wait_until(phase.is_back, phase.name)
    except TimeoutError:
        back = inf
    time.sleep(AFTER)
    return begun, mended, back, time.monotonic()


def has_saved(samples: list[Sample]) -> bool:
    """Was the last form that staff sent taken, and quite lately?"""
    sent = [one for one in samples[-200:] if one.who == "staff"]
    return bool(sent) and not sent[-1].error and time.monotonic() - sent[-1].ended < 1


def outcomes(spans: list[tuple], samples: list[Sample], writers: list) -> Iterator[Outcome]:
    """What came of each span: a phase with its moments, as `played` gives them."""
    confirmed = [when for writer in writers for when in writer.acknowledged.values()]
    lost = [writer.acknowledged[one] for writer in writers for one in writer.lost()]
    stale = [when for writer in writers for when in writer.stale]
    for phase, begun, mended, back, ended in spans:
        counts = (
            sum(begun <= moment < ended for moment in moments)
            for moments in (confirmed, lost, stale)
        )
        asked = between(samples, begun, ended)
        noticed = begun + promises.NOTICED
        meanwhile = [one for one in samples if noticed <= one.begun < mended]
        late = [one for one in asked if one.begun >= back]
        yield Outcome(phase, asked, meanwhile, late, back - mended, *counts)


if __name__ == "__main__":
    sys.exit(main())
