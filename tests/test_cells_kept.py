"""The HTML of a cell is made once, and never stale, by whatever road its finding was written."""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import connection

from jurisdictions.models import Citation, Criterion, Finding, Instrument, Jurisdiction, Source
from jurisdictions.pieces import cells, heads, parts, source_lines

from .factories import make_criterion, make_finding, make_instrument, make_jurisdiction, make_source
from .pages import page_at, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADDRESS = "/compare/?jurisdiction=atlantis&jurisdiction=utopia"
OLD, NEW = "As it was", "As it is"


@pytest.fixture
def finding():
    """Two places with an answer each to one question; the first one's is written anew."""
    row = make_criterion(slug="row", title="Row")
    for slug in ("utopia", "atlantis"):
        place = make_jurisdiction(slug=slug, short_name=slug.title())
        one = make_finding(jurisdiction=place, criterion=row, answer=OLD, stance="regulated")
        law = make_instrument(jurisdiction=place, slug=f"{slug}-act", short_name=f"{slug} Act")
        Citation.objects.create(finding=one, instrument=law, pinpoint="Art. 1")
        source = make_source(slug=f"{slug}-source", title=f"{slug} gazette", publisher="Press")
        Citation.objects.create(finding=one, source=source)
    return one


def page(more: str = "", language: str = ""):
    return page_at(f"{language}{ADDRESS}{more}")


def cell(number: int = 0, more: str = "", language: str = "") -> str:
    text = squeeze(page(more, language).select(".comparison td details")[number])
    return text.replace(" ,", ",").replace(" :", ":")


def by_saving(finding):
    finding.answer = NEW
    finding.save()


def by_update(finding):
    Finding.objects.filter(pk=finding.pk).update(answer=NEW)


def by_bulk_update(finding):
    finding.answer = NEW
    Finding.objects.bulk_update([finding], ["answer"])


def by_sql(finding):
    """As another program does, of which no code here hears."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE jurisdictions_finding SET answer = %s WHERE id = %s", [NEW, finding.pk]
        )


def by_loaddata(finding, folder):
    finding.answer = NEW
    file = folder / "finding.json"
    file.write_text(serialize("json", [finding]))
    call_command("loaddata", file, verbosity=0)


def by_another_with_the_same_key(finding):
    """Deleted and entered again, with key and address as before."""
    citations = list(finding.citations.all())
    key, values = finding.pk, {"jurisdiction": finding.jurisdiction, "criterion": finding.criterion}
    slug, since = finding.slug, finding.valid_from
    finding.delete()
    values |= {"pk": key, "slug": slug, "valid_from": since, "answer": NEW, "stance": "regulated"}
    again = make_finding(**values)
    for citation in citations:
        citation.finding = again
    Citation.objects.bulk_create(citations)


ROADS = [by_saving, by_update, by_bulk_update, by_sql, by_another_with_the_same_key]


@pytest.mark.few
@pytest.mark.parametrize("write", ROADS)
@pytest.mark.parametrize("more", ["", "&rows=jurisdictions"])
def test_a_page_shows_what_was_written(finding, write, more):
    assert OLD in cell(0, more)
    write(finding)
    assert NEW in cell(0, more)
    assert OLD in cell(1, more)


def test_a_page_shows_what_was_loaded(finding, tmp_path):
    assert OLD in cell()
    by_loaddata(finding, tmp_path)
    assert NEW in cell()


def test_what_is_taken_back_is_shown_as_before(finding):
    before = cell()
    by_update(finding)
    cell()
    Finding.objects.filter(pk=finding.pk).update(answer=OLD)
    assert cell() == before


# What a cell shows that is not a text of its finding.
BESIDE = {
    "the stance": (lambda f: Finding.objects.filter(pk=f.pk).update(stance="unclear"), "Unclear"),
    "the first day": (
        lambda f: Finding.objects.filter(pk=f.pk).update(valid_from=date(2021, 2, 3)),
        "since 3 February 2021",
    ),
    "the detail": (lambda f: Finding.objects.filter(pk=f.pk).update(detail="So!"), "So!"),
    "the note": (lambda f: Finding.objects.filter(pk=f.pk).update(note="Hm?"), "Note: Hm?"),
    "the verification": (
        lambda f: Finding.objects.filter(pk=f.pk).update(verified_on=date(2022, 2, 3)),
        "Verified 3 February 2022",
    ),
    "the confidence": (
        lambda f: Finding.objects.filter(pk=f.pk).update(confidence="background"),
        "background knowledge",
    ),
    "the name of a law": (
        lambda f: Instrument.objects.filter(slug="atlantis-act").update(short_name="Code"),
        "Provisions: Code, Art. 1",
    ),
    "a pinpoint": (
        lambda f: Citation.objects.filter(finding=f, source=None).update(pinpoint="s. 9"),
        "atlantis Act, s. 9",
    ),
    "a provision less": (
        lambda f: Citation.objects.filter(finding=f, source=None).delete(),
        "Provisions: no provision",
    ),
    "the publisher of a source": (
        lambda f: Source.objects.filter(slug="atlantis-source").update(publisher="Crown"),
        "Sources: Crown [1]",
    ),
    "the name of the place": (
        lambda f: Jurisdiction.objects.filter(slug="atlantis").update(short_name="Isle"),
        "Report a problem: Isle, Row",
    ),
    "the title of the criterion": (
        lambda f: Criterion.objects.filter(slug="row").update(title="Line"),
        "Report a problem: Atlantis, Line",
    ),
}


@pytest.mark.parametrize("what", BESIDE)
def test_a_cell_shows_each_thing_as_it_was_written_last(finding, what):
    write, expected = BESIDE[what]
    assert expected not in cell()
    write(finding)
    assert expected in cell()


def test_notes_and_heads_show_what_was_written_last(finding):
    page()
    Source.objects.filter(slug="atlantis-source").update(title="New gazette")
    Criterion.objects.filter(slug="row").update(question="Well?")
    shown = page()
    assert "New gazette" in squeeze(shown.select_one(".notes"))
    assert "Well?" in squeeze(shown.select_one("tbody th[scope=row]"))


def made() -> list[int]:
    """How many pieces of each kind have been made so far in this process."""
    kinds = (
        *(cells.core, cells.dense_core, cells.short_core),
        *(source_lines.line, heads.criterion_core, heads.jurisdiction_core),
    )
    return [kind.made.cache_info().misses for kind in kinds]


@pytest.mark.parametrize("more", ["&as_of=2025-03-04", "&open=all", "&as_of=2025-03-05&only=gaps"])
def test_another_page_with_the_same_cells_makes_none_of_them_anew(finding, more):
    page("&as_of=2025-01-01")
    before = made()
    page(more)
    assert made() == before


def test_only_the_cell_that_was_written_is_made_anew(finding):
    page()
    before = cells.core.made.cache_info().misses
    by_update(finding)
    page()
    assert cells.core.made.cache_info().misses == before + 1


def test_each_language_has_its_own(finding):
    english = cell()
    assert "Fundstellen: atlantis Act, Art. 1" in cell(language="/de")
    assert "Provisions: atlantis Act, Art. 1" in english
    assert cell() == english


def test_a_core_is_kept_in_bounds():
    assert cells.core.made.cache_info().maxsize == parts.KEPT
