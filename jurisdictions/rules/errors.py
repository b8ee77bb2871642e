"""The rules that no data may break. Each function is one rule, and its docstring the claim."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Field, URLField

from ..choices import Publication, Scale
from ..days import in_words, recordable
from ..editing.evidence import PROVISION, SOURCE, lacking
from ..models import ApproachPeriod, Criterion, Finding
from ..models.findings import ANSWER_LIMIT
from ..plain import fields_of
from ..texts.portable import around, without_place
from .dataset import Dataset, Record, Trouble
from .links import fault_of

# Nobody verified anything for this comparison earlier; an older day is a slip of the pen.
FIRST_VERIFICATION = date(2020, 1, 1)


def every_reference_resolves(data: Dataset) -> Iterator[Trouble]:
    """Every slug that a record refers to belongs to a record."""
    for record in data.records.values():
        for field, model, slug in record.references():
            if data.find(model, slug) is None:
                name = model._meta.verbose_name
                sentence = f"There is no {name} with the slug {slug}."
                yield Trouble(record, field, sentence, f"Correct the slug or add the {name}.")


def finding_has_a_source(data: Dataset) -> Iterator[Trouble]:
    """A finding rests on at least one source."""
    for finding in findings_lacking(SOURCE, data):
        cure = "Cite at least one, the primary source first."
        yield Trouble(finding, "sources", "It cites no source.", cure)


def finding_has_a_provision(data: Dataset) -> Iterator[Trouble]:
    """A finding rests on a provision, unless it says that there is no rule or is open."""
    for finding in findings_lacking(PROVISION, data):
        sentence = f"It says {finding['stance']} but cites no provision."
        cure = "Cite the instrument and the place in it, or reconsider the stance."
        yield Trouble(finding, "provisions", sentence, cure)


def findings_lacking(what: str, data: Dataset) -> Iterator[Record]:
    """The findings that have to cite a source, or a provision, and don't."""
    for finding in data.of(Finding):
        cited = {"sources": data.sources(finding), "provisions": data.provisions(finding)}
        if what in lacking(finding["stance"], **cited):
            yield finding


def published_finding_has_an_answer(data: Dataset) -> Iterator[Trouble]:
    """A published finding answers the question of its criterion."""
    for finding in data.of(Finding):
        if finding["publication"] == Publication.PUBLISHED and not finding["answer"].strip():
            cure = "Write the answer, or set publication back to draft."
            yield Trouble(finding, "answer", "It is published without an answer.", cure)


def stance_is_in_the_scale(data: Dataset) -> Iterator[Trouble]:
    """A stance belongs to the scale of its criterion."""
    for finding in data.of(Finding):
        criterion = data.find(Criterion, finding["criterion"])
        if criterion and criterion["scale"] in Scale.values:
            stances = Scale(criterion["scale"]).stances
            if finding["stance"] not in stances:
                sentence = f"{finding['stance']!r} is not in the scale of {criterion['slug']}."
                cure = f"Choose one of {', '.join(stances)}."
                yield Trouble(finding, "stance", sentence, cure)


def verification_day_is_plausible(data: Dataset) -> Iterator[Trouble]:
    """A finding was verified in 2020 or later, and not in the future."""
    for finding in data.of(Finding):
        day = finding["verified_on"]
        if day and not FIRST_VERIFICATION <= day <= data.today:
            wrong = "lies in the future" if day > data.today else "lies before 2020"
            cure = "Enter the day on which it was really held against its sources."
            yield Trouble(finding, "verified_on", f"{in_words(day)} {wrong}.", cure)


def link_is_well_formed(data: Dataset) -> Iterator[Trouble]:
    """A link is a complete http or https address of a real host."""
    for record in data.records.values():
        for name, field in fields_of(record.model).items():
            if isinstance(field, URLField) and (fault := fault_of(record[name])):
                cure = "Enter the complete address, or leave it empty when it is not certain."
                yield Trouble(record, name, f"The address {record[name]!r} {fault}.", cure)


def value_fits_its_field(data: Dataset) -> Iterator[Trouble]:
    """A value is one that its field takes: a code of its list, a slug, a text of its length."""
    for record in data.records.values():
        for name, field in fields_of(record.model).items():
            if not is_told_elsewhere(field) and (said := misfit(field, record[name])):
                yield Trouble(record, name, *said)


def is_told_elsewhere(field: Field) -> bool:
    """Is there a narrower rule for it, or is it a reference?"""
    return field.is_relation or isinstance(field, URLField) or field.name in ("answer", "stance")


def misfit(field: Field, value) -> tuple[str, str] | None:
    """What is wrong with a value, and the cure."""
    if value in (None, "", []):
        return None
    if field.choices:
        codes = [code for code, _label in field.flatchoices]
        cure = f"Choose one of {', '.join(map(str, codes))}."
        return None if value in codes else (f"{value!r} is not known.", cure)
    try:
        field.run_validators(value)
    except ValidationError as error:
        return " ".join(error.messages), "Enter what the field takes."
    return None


def unique_value_is_of_one_record(data: Dataset) -> Iterator[Trouble]:
    """What only one record of a kind may have, such as its position, no other has."""
    first: dict[tuple, Record] = {}
    for record in data.records.values():
        for name, field in fields_of(record.model).items():
            if field.unique and name != "slug":
                other = first.setdefault((record.model, name, record[name]), record)
                if other is not record:
                    sentence = f"The {other} has {record[name]!r} already."
                    yield Trouble(record, name, sentence, "Choose another.")


def text_can_be_shown(data: Dataset) -> Iterator[Trouble]:
    """A text holds no control characters, for which no page and few files have a place."""
    for record in data.records.values():
        for name in fields_of(record.model):
            text = record[name]
            if isinstance(text, str) and (character := without_place(text)):
                sentence = (
                    f"It holds the character {character}, which nobody sees, where ▮ stands here: "
                    f"“{around(text)}”."
                )
                cure = "Delete it; such characters come along where text is copied out of a PDF."
                yield Trouble(record, name, sentence, cure)


def day_is_plausible(data: Dataset) -> Iterator[Trouble]:
    """A day has a year from 1000 to 2100, the first of what holds from then on one from 1900."""
    for record in data.records.values():
        for name in fields_of(record.model):
            day, (first, last) = record[name], recordable(name)
            # Of a verification the narrower rule above says it.
            if isinstance(day, date) and name != "verified_on" and not first <= day <= last:
                cure = f"Enter a day from {in_words(first)} to {in_words(last)}."
                yield Trouble(record, name, f"{in_words(day)} is a slip of the pen.", cure)


def answer_is_short(data: Dataset) -> Iterator[Trouble]:
    """An answer has at most 70 characters."""
    for finding in data.of(Finding):
        if (length := len(finding["answer"])) > ANSWER_LIMIT:
            sentence = f"It has {length} characters, {length - ANSWER_LIMIT} too many."
            cure = f"Shorten it to {ANSWER_LIMIT}; what is left over belongs in the detail."
            yield Trouble(finding, "answer", sentence, cure)


def answer_differs_from_the_version_before(data: Dataset) -> Iterator[Trouble]:
    """A later version of a cell does not repeat the answer of the one before word for word."""
    for versions in data.versions(Finding):
        for before, finding in pairwise(versions):
            if finding["answer"].split() == before["answer"].split() != []:
                sentence = f"It repeats the answer of {before['slug']} word for word."
                cure = "Say what has changed, or correct the earlier finding instead."
                yield Trouble(finding, "answer", sentence, cure)


def one_entry_of_a_cell_a_day(data: Dataset) -> Iterator[Trouble]:
    """No two findings of a cell, or approach periods of a jurisdiction, begin on one day."""
    for versions in (*data.versions(Finding), *data.versions(ApproachPeriod)):
        for one in versions:
            for other in versions:
                if one is not other and one["valid_from"] == other["valid_from"]:
                    sentence = f"{other['slug']} begins on {in_words(one['valid_from'])} too."
                    cure = "Delete one of the two, or correct its first day."
                    yield Trouble(one, "valid_from", sentence, cure)


def change_has_an_address_of_its_own(data: Dataset) -> Iterator[Trouble]:
    """No finding has the slug of an approach period: their changes would have one address."""
    for one, others in ((Finding, ApproachPeriod), (ApproachPeriod, Finding)):
        for record in data.of(one):
            if data.find(others, record["slug"]):
                sentence = f"The {others._meta.verbose_name} {record['slug']} has it too."
                yield Trouble(record, "slug", sentence, "Give the newer of the two another slug.")


ERRORS = (
    every_reference_resolves,
    finding_has_a_source,
    finding_has_a_provision,
    published_finding_has_an_answer,
    stance_is_in_the_scale,
    verification_day_is_plausible,
    link_is_well_formed,
    value_fits_its_field,
    unique_value_is_of_one_record,
    text_can_be_shown,
    day_is_plausible,
    answer_is_short,
    answer_differs_from_the_version_before,
    one_entry_of_a_cell_a_day,
    change_has_an_address_of_its_own,
)
