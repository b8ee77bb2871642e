"""What is found follows what is written, by whichever road, and drafts are never found."""

from datetime import date

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jurisdictions.choices import Publication, RecordedAs
from jurisdictions.editing import reverting, workflow
from jurisdictions.models import (
    Citation,
    Criterion,
    Finding,
    Instrument,
    Pillar,
    SearchDocument,
    SearchText,
    Source,
)
from jurisdictions.search.index.base import INDEX
from jurisdictions.search.keeping import gathered, mark
from jurisdictions.search.stored import rebuild
from jurisdictions.search.words import indexed

from .desk import address, change, errors
from .factories import (
    make_citation,
    make_cited_finding,
    make_concept,
    make_criterion,
    make_editor,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_pillar,
    make_proposal,
    make_section,
    make_source,
    make_term,
)
from .searching import asked, hits
from .test_import_in_admin import confirmed, uploaded
from .workflow import draft_by, edited_by, editor, member, reviewer, signed_in, take

pytestmark = pytest.mark.django_db
WORD = "zymurgy"


def is_found(word: str = WORD, day: date | None = None) -> bool:
    return bool(hits(word, day))


@pytest.fixture(autouse=True)
def in_step(db):
    """After each test the index says what the records say."""
    yield
    assert rebuild(write=False).total() == 0


class TestSaves:
    def test_a_record_is_found_from_its_save_to_its_deletion(self):
        source = make_source(title=f"On {WORD}")
        assert is_found()
        source.title = "On something else"
        source.save()
        assert not is_found()
        source.title = f"On {WORD} again"
        source.save()
        source.delete()
        assert not is_found()

    @pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.IN_REVIEW])
    def test_what_is_not_published_is_not_found(self, publication):
        make_finding(answer=f"Of {WORD}", publication=publication)
        assert not is_found()

    def test_a_save_that_is_rolled_back_leaves_nothing(self):
        with transaction.atomic():
            make_source(title=f"On {WORD}")
            assert is_found()
            transaction.set_rollback(True)
        assert not is_found()

    def test_a_deletion_of_many_is_followed(self):
        for _ in range(3):
            make_source(title=f"On {WORD}")
        Source.objects.all().delete()
        assert not is_found()

    def test_what_goes_with_another_record_is_gone(self):
        finding = make_finding(answer=f"Of {WORD}")
        make_citation(finding=finding)
        finding.delete()
        assert not is_found()

    def test_a_criterion_is_found_as_what_it_is_by_now(self):
        criterion = make_criterion(title=WORD)
        assert hits(WORD) == [f"topic {criterion.slug}"]
        criterion.proposal = make_proposal()
        criterion.save()
        assert hits(WORD) == [f"pillar {criterion.slug}"]

    def test_a_save_by_a_proxy_counts(self):
        pillar = Pillar.objects.get(pk=make_pillar().pk)
        pillar.title = WORD
        pillar.save()
        assert is_found()


class TestWhatOthersShow:
    def test_a_corrected_name_of_a_place_is_on_all_that_is_its_own(self):
        place = make_jurisdiction()
        part = make_jurisdiction(parent=place)
        finding, text = make_finding(jurisdiction=place), make_instrument(jurisdiction=place)
        term = make_term(jurisdiction=place)
        place.short_name = WORD
        place.save()
        named = {f"jurisdiction {place.slug}", f"jurisdiction {part.slug}"}
        named |= {f"finding {finding.slug}", f"instrument {text.slug}", f"term {term.slug}"}
        assert set(hits(WORD)) == named

    @pytest.mark.parametrize("by", ["criterion", "topic"])
    def test_a_corrected_title_of_a_criterion_is_on_its_findings(self, by):
        from jurisdictions.models import Topic

        finding = make_finding()
        criterion = {"criterion": Criterion, "topic": Topic}[by].objects.get()
        criterion.title = WORD
        criterion.save()
        assert f"finding {finding.slug}" in hits(WORD)

    def test_sections_and_concepts_are_on_what_belongs_to_them(self):
        section, concept = make_section(), make_concept()
        row, term = make_criterion(section=section), make_term(concept=concept)
        section.title = concept.name = WORD
        section.save()
        assert hits(WORD) == [f"topic {row.slug}"]
        concept.save()
        assert f"term {term.slug}" in hits(WORD)

    def test_a_renamed_instrument_is_on_the_findings_that_cite_it(self):
        citation = make_citation()
        citation.instrument.short_name = WORD
        citation.instrument.save()
        assert f"finding {citation.finding.slug}" in hits(WORD)

    def test_a_pinpoint_is_on_its_finding_and_instrument_and_leaves_with_it(self):
        citation, other = make_citation(pinpoint=f"s. {WORD}"), make_instrument()
        first = citation.instrument
        assert f"instrument {first.slug}" in hits(WORD)
        citation.instrument = other
        citation.save()
        found = hits(WORD)
        assert f"instrument {other.slug}" in found
        assert f"instrument {first.slug}" not in found
        Citation.objects.all().delete()
        assert not is_found()

    def test_the_pinpoint_of_a_draft_is_not_found(self):
        draft = make_finding(publication=Publication.DRAFT)
        make_citation(finding=draft, pinpoint=f"s. {WORD}")
        assert not is_found()


class TestDays:
    def test_a_finding_is_found_on_the_days_on_which_it_holds(self):
        first = make_finding(answer=f"First {WORD}", valid_from=date(2020, 1, 1))
        same = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
        second = make_finding(answer=f"Second {WORD}", valid_from=date(2022, 1, 1), **same)
        found = {day: hits(WORD, day) for day in map(date.fromisoformat, DAYS)}
        assert list(found.values()) == [
            [],
            [f"finding {first.slug}"],
            [f"finding {first.slug}"],
            [f"finding {second.slug}"],
        ]
        assert len(hits(WORD, None)) == 2

    def test_the_one_before_follows_when_the_next_moves_or_goes(self):
        first = make_finding(answer=f"First {WORD}", valid_from=date(2020, 1, 1))
        same = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
        second = make_finding(valid_from=date(2022, 1, 1), **same)
        assert not is_found(day=date(2022, 1, 1))
        second.valid_from = date(2023, 1, 1)
        second.save()
        assert is_found(day=date(2022, 12, 31))
        assert not is_found(day=date(2023, 1, 1))
        second.criterion = make_criterion()
        second.save()
        assert is_found(day=date(2023, 1, 1))
        second.criterion = first.criterion
        second.save()
        second.delete()
        assert is_found(day=date(2023, 1, 1))

    def test_a_draft_ends_nothing(self):
        first = make_finding(answer=f"First {WORD}", valid_from=date(2020, 1, 1))
        same = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
        make_finding(valid_from=date(2022, 1, 1), publication=Publication.DRAFT, **same)
        assert is_found(day=date(2024, 1, 1))


DAYS = ["2019-12-31", "2020-01-01", "2021-12-31", "2022-01-01"]


class TestReview:
    def test_a_finding_is_found_once_it_is_published_until_it_is_withdrawn(self):
        draft, judge = draft_by(editor(), answer=f"Of {WORD}"), reviewer()
        workflow.submit(draft, by=make_editor())
        assert not is_found()
        shown = workflow.publish(Finding.objects.get(), by=judge)
        assert is_found()
        workflow.withdraw(shown, by=judge, reason="Wrong.")
        assert not is_found()

    @pytest.mark.parametrize("kind", RecordedAs)
    def test_a_draft_beside_is_found_once_it_is_adopted(self, kind):
        published, chief = make_cited_finding(answer="As it was"), make_editor()
        draft = workflow.begin_draft(published, by=editor())
        draft.answer, draft.valid_from = f"Of {WORD}", date(2025, 1, 1)
        draft.save()
        assert not is_found()
        workflow.submit(draft, by=chief)
        workflow.publish(
            Finding.objects.get(pk=draft.pk), by=chief, reason="New.", recorded_as=kind
        )
        assert is_found()
        assert is_found("was", date(2024, 6, 1)) == (kind == RecordedAs.LEGAL_CHANGE)

    def test_an_adopted_draft_is_indexed_once_however_many_provisions_it_cites(self):
        published, chief = make_cited_finding(), make_editor()
        same = {"finding": published, "instrument": make_instrument()}
        for number in (7, 8):
            make_citation(position=number, pinpoint=f"Art. {number}", **same)
        draft = workflow.begin_draft(published, by=editor())
        edited_by(chief, draft.citations.last(), pinpoint="Art. 9")
        workflow.submit(draft, by=chief)
        draft.refresh_from_db()
        with CaptureQueriesContext(connection) as captured:
            workflow.publish(draft, by=reviewer(), reason="Cited.", recorded_as="correction")
        indexed = 'INSERT INTO "jurisdictions_searchtext"'
        # The finding and the instrument, each by itself.
        assert sum(indexed in query["sql"] for query in captured) == 2

    def test_an_earlier_version_is_found_again_once_it_is_adopted(self):
        finding, chief = make_cited_finding(answer=f"Of {WORD}"), make_editor()
        then = finding.history.first()
        finding.answer = "Of something else"
        finding.save()
        draft = reverting.draft_like(finding, then, by=editor())
        assert not is_found()
        workflow.submit(draft, by=chief)
        draft = Finding.objects.get(pk=draft.pk)
        workflow.publish(draft, by=chief, reason="Back.", recorded_as=RecordedAs.CORRECTION)
        assert is_found()

    def test_a_record_that_is_restored_is_found_again(self):
        text = make_instrument(short_name=WORD)
        text.delete()
        assert not is_found()
        [entry] = reverting.deleted(Instrument)
        reverting.restore(Instrument, entry, by=make_editor())
        assert is_found()


class TestEditingPages:
    def test_a_saved_form_is_found(self):
        text = make_instrument()
        answer = change(signed_in(make_editor()), text, short_name=WORD)
        assert answer.status_code == 302, errors(answer)
        assert is_found()

    def test_the_step_of_review_on_its_page_is_found(self):
        draft = draft_by(editor(), answer=f"Of {WORD}")
        workflow.submit(draft, by=make_editor())
        assert take(signed_in(reviewer()), draft, "publish").status_code == 302
        assert is_found()

    def test_the_deletion_of_chosen_records_is_followed(self):
        source = make_source(title=WORD)
        chosen = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
        signed_in(make_editor()).post(address(Source), chosen)
        assert not Source.objects.exists()
        assert not is_found()

    def test_an_imported_spreadsheet_is_found_and_its_preview_is_not(self):
        manager = signed_in(member("dana", "Data managers"))
        row = {"slug": "new", "title": WORD, "publisher": "P", "kind": "press", "access": "known"}
        preview = uploaded(manager, Source, row)
        assert not is_found()
        confirmed(manager, preview)
        assert is_found()


class TestLoads:
    @pytest.fixture
    def file(self, tmp_path):
        fields = {"slug": "s", "title": WORD, "publisher": "P", "kind": "press", "access": "known"}
        path = tmp_path / "test.yaml"
        path.write_text(yaml.safe_dump([{"model": "jurisdictions.source", "fields": fields}]))
        return str(path)

    def test_a_load_is_found_and_its_trial_is_not(self, file):
        call_command("load_data", file, dry_run=True, verbosity=0)
        assert not is_found()
        call_command("load_data", file, verbosity=0)
        assert is_found()

    def test_a_plain_fixture_is_found(self, file):
        call_command("loaddata", file, verbosity=0)
        assert is_found()

    def test_what_is_gathered_is_found_at_its_end_only(self):
        with gathered():
            make_source(title=WORD)
            assert not is_found()
        assert is_found()

    def test_a_gathering_that_is_to_be_rolled_back_indexes_nothing(self):
        with transaction.atomic(), gathered():
            make_source(title=WORD)
            transaction.set_rollback(True)
        assert not is_found()

    def test_a_gathering_that_fails_indexes_nothing(self):
        def fail():
            with gathered():
                make_source(title=WORD)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert not is_found()
        # What was written all the same: nobody rolled it back.
        rebuild()


class TestRebuilding:
    def test_what_was_written_past_the_signals_is_named_and_mended(self, capsys):
        source = make_source()
        Source.objects.filter(pk=source.pk).update(title=WORD)
        with pytest.raises(CommandError, match=r"^1 document out of step.*1 changed"):
            call_command("rebuild_search", check=True)
        assert not is_found()
        call_command("rebuild_search")
        assert "1 document: 0 added, 1 changed, 0 removed." in capsys.readouterr().out
        assert is_found()
        call_command("rebuild_search", check=True)

    def test_documents_that_lack_or_have_no_record_are_found(self):
        make_source(title=WORD)
        SearchDocument.objects.all().delete()
        assert not is_found()
        SearchDocument.objects.create(
            kind="source", key=987654, combination=0, begins=date.min, ends=date.max, names="|x|"
        )
        assert +rebuild() == {"added": 1, "removed": 1}
        assert is_found()

    def test_bulk_writers_mark_what_they_wrote(self):
        source = make_source()
        Source.objects.filter(pk=source.pk).update(title=WORD)
        mark(Source, [source.pk])
        assert is_found()


class TestTheIndexOfTheDatabase:
    """It follows what is copied, by whichever statement that is written."""

    @pytest.fixture(autouse=True)
    def mended(self, in_step):
        yield
        rebuild()

    def test_words_that_are_written_by_hand_are_found(self):
        make_source(title="Something")
        SearchText.objects.update(title_words=indexed(WORD), body_words="")
        assert is_found()
        assert not is_found("something")

    def test_what_is_counted_by_is_followed(self):
        make_source(title=WORD)
        SearchDocument.objects.update(section=7)
        assert asked(WORD).counts("section") == {7: 1}
        assert asked(WORD, section=[7]).total() == 1

    def test_a_deletion_by_hand_is_followed(self):
        make_source(title=WORD)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {SearchText._meta.db_table}")
        assert not is_found()

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL")
    def test_a_table_that_is_emptied_at_once_is_followed(self):
        make_source(title=WORD)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {SearchText._meta.db_table}")
        assert not is_found()

    def test_an_index_that_was_lost_is_made_anew(self):
        make_source(title=WORD)
        with connection.cursor() as cursor:
            cursor.execute(LOSE[connection.vendor])
        assert not is_found()
        rebuild()
        assert is_found()


LOSE = {
    "sqlite": f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')",
    "postgresql": f"DELETE FROM {INDEX}",
}


def test_a_page_that_was_kept_is_made_anew():
    make_source(title=WORD)
    assert "1 hit" in Client().get(f"/search/?q={WORD}").text
    make_source(title=WORD)
    assert "2 hits" in Client().get(f"/search/?q={WORD}").text
