"""What is loaded comes out as the same files, byte by byte, and an edit changes one of them."""

import pytest
from django.core.management import call_command
from django.db import connection

from jurisdictions import models
from jurisdictions.exporting import form
from jurisdictions.shipped import SHIPPED, path_of

from .conftest import database
from .factories import make_finding, make_jurisdiction

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def same_records_are_put_into_form_once():
    """Each test writes all files, and nearly all records of them as the test before did."""
    written = {}

    def record(model, values) -> str:
        said = (model, repr(values))
        if said not in written:
            written[said] = put_into_form(model, values)
        return written[said]

    put_into_form = form.record
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "record", record)
        yield


def changed_files(folder) -> list[str]:
    """The files that differ from the shipped ones."""
    call_command("export_data", folder, verbosity=0)
    written = {path.stem: path.read_bytes() for path in folder.iterdir()}
    assert sorted(written) == sorted(SHIPPED)
    return [name for name in sorted(SHIPPED) if written[name] != path_of(name).read_bytes()]


def test_an_untouched_database_gives_the_shipped_files_byte_by_byte(world_edition, tmp_path):
    assert changed_files(tmp_path) == []


@pytest.mark.parametrize(
    ("model", "slug", "change", "file"),
    [
        (models.Finding, "dubai-custody-2023", {"answer": "Another"}, "dubai"),
        (models.Instrument, "dubai-vara-regs", {"note": "Another."}, "dubai"),
        (models.Jurisdiction, "japan", {"summary": "Another."}, "japan"),
        (models.Source, "vara-regs", {"title": "Another"}, "dubai"),
        (models.Source, "article", {"title": "Another"}, "sources"),
        (models.Source, "sec-pr-2026-90", {"title": "Another"}, "sources"),
        (models.Topic, "custody", {"question": "Another?"}, "vocabulary"),
        (models.Pillar, "iterative-development", {"question": "Another?"}, "proposal"),
        (models.Proposal, "innovation-exemption", {"status": "Another"}, "proposal"),
    ],
)
def test_an_edit_shows_in_the_file_of_its_record_alone(
    world_edition, tmp_path, model, slug, change, file
):
    assert model.objects.filter(slug=slug).update(**change) == 1
    assert changed_files(tmp_path) == [file]


def test_the_article_says_what_it_says_whatever_the_database_does(world_edition, tmp_path):
    models.ApproachPeriod.objects.filter(slug="dubai-approach-2023").update(label="Another")
    assert changed_files(tmp_path) == ["dubai"]


def test_primary_keys_leave_no_trace(world_edition, tmp_path):
    for citation in models.Citation.objects.filter(finding__jurisdiction__slug="dubai"):
        citation.delete()
        citation.pk = None
        citation.save()
    assert changed_files(tmp_path) == []


def test_an_export_loaded_elsewhere_gives_the_same_database(world_edition, tmp_path):
    finding = models.Finding.objects.get(slug="dubai-custody-2023")
    finding.detail, finding.publication = "Two:\n\n- items,\n- *each* its line", "draft"
    finding.save()
    models.Event.objects.filter(jurisdiction__slug="japan", is_milestone=False).delete()
    models.Instrument.objects.get(slug="dubai-faq").sources.clear()
    make_finding(slug="new", jurisdiction=make_jurisdiction(slug="atlantis", compared=False))
    call_command("export_data", tmp_path, verbosity=0)
    before = database()
    connection.check_constraints()  # PostgreSQL empties no table that still has checks to come
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_data", *map(str, tmp_path.iterdir()), verbosity=0)
    assert database() == before
