"""The rules that ask for an editor's eye: there can be a good reason, which a note then gives.

Each function is one rule, and its docstring the claim.
"""

from collections.abc import Iterator

from ..choices import Access, Stance
from ..days import in_words
from ..law.status import Status, status_on
from ..models import Finding, Instrument, Source
from .dataset import Dataset, Record, Trouble
from .links import is_home_page, plain_address
from .prose import days_named

# More would not fit a line, and one is enough to begin with.
NAMED_AT_MOST = 3
# A source has no note that could say that it is meant so, and needs none.
ONE_OR_TWO = (
    "Cite one of them everywhere and delete the other. Two documents are told apart by the part of "
    "the page (#page=2, say) or by the address of a copy in an archive."
)


def provision_existed_on_the_first_day(data: Dataset) -> Iterator[Trouble]:
    """An instrument that a finding rests on had reached a milestone on the first day."""
    for finding in data.of(Finding):
        for instrument in cited_instruments(data, finding):
            days = [day for _, day in data.milestones(instrument)]
            if days and min(days) > finding["valid_from"]:
                sentence = (
                    f"{instrument} begins on {in_words(min(days))}, "
                    f"the finding on {in_words(finding['valid_from'])}."
                )
                cure = "Cite what held on that day, correct a date, or explain in the note."
                yield Trouble(finding, "provisions", sentence, cure)


def provision_was_more_than_proposed(data: Dataset) -> Iterator[Trouble]:
    """A finding on an instrument that was only proposed on its first day is unclear."""
    for finding in data.of(Finding):
        for instrument in cited_instruments(data, finding):
            status = status_on(finding["valid_from"], data.milestones(instrument))
            if status is Status.PROPOSED and finding["stance"] != Stance.UNCLEAR:
                day = in_words(finding["valid_from"])
                sentence = f"By {day} {instrument} was only proposed, which makes no law."
                cure = "Set the stance to unclear, cite what was law, or explain in the note."
                yield Trouble(finding, "provisions", sentence, cure)


def text_names_no_later_day(data: Dataset) -> Iterator[Trouble]:
    """A finding speaks of no day after the one on which it begins."""
    for finding in data.of(Finding):
        for field in ("answer", "detail"):
            later = [day for day in days_named(finding[field]) if day > finding["valid_from"]]
            if later:
                days = ", ".join(map(in_words, later))
                sentence = f"It names {days}, after it begins ({in_words(finding['valid_from'])})."
                cure = "Move what came later to a finding of its own, or explain in the note."
                yield Trouble(finding, field, sentence, cure)


def source_was_opened(data: Dataset) -> Iterator[Trouble]:
    """A source that a finding rests on has been opened."""
    for source in data.of(Source):
        if source["access"] == Access.KNOWN and (slugs := data.findings_citing(source)):
            sentence = f"It was never opened. Resting on it: {some(slugs)}."
            cure = "Open it and say how it was read, or cite a source that was."
            yield Trouble(source, "access", sentence, cure)


def link_leads_to_a_page(data: Dataset) -> Iterator[Trouble]:
    """The address of a source or instrument is that of a page, not of a site."""
    for record in data.of(Source, Instrument):
        if is_home_page(record["url"]):
            sentence = f"The address {record['url']} is only a home page."
            cure = "Enter the address of the document, or leave it empty when it is not certain."
            yield Trouble(record, "url", sentence, cure)


def address_is_that_of_one_source(data: Dataset) -> Iterator[Trouble]:
    """The address of a source is that of no other."""
    first: dict[str, Record] = {}
    for source in data.of(Source):
        if source["url"]:
            other = first.setdefault(plain_address(source["url"]), source)
            if other is not source:
                sentence = f"The {other} has the address {other['url']} already."
                yield Trouble(source, "url", sentence, ONE_OR_TWO)


def cited_instruments(data: Dataset, finding) -> list[str]:
    """The instruments that a finding rests on, each once."""
    return list(dict.fromkeys(cited["instrument"] for cited in data.provisions(finding)))


def some(slugs: list[str]) -> str:
    """The first few of a list in words, and how many more there are."""
    named, more = slugs[:NAMED_AT_MOST], len(slugs) - NAMED_AT_MOST
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


WARNINGS = (
    provision_existed_on_the_first_day,
    provision_was_more_than_proposed,
    text_names_no_later_day,
    source_was_opened,
    link_leads_to_a_page,
    address_is_that_of_one_source,
)
