"""Read at a revision, every page shows the data as they were recorded then."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from jurisdictions.days import AsOf
from jurisdictions.models import Citation, Finding, Jurisdiction, Revision
from jurisdictions.plain import FIELDS, stored
from jurisdictions.recording.snapshots import snapshot

from .factories import (
    make_citation,
    make_criterion,
    make_event,
    make_finding,
    make_jurisdiction,
    make_source,
    together,
)
from .pages import parse, squeeze

DAY = date(2026, 11, 24)


def now() -> int:
    return Revision.current().number


def read(client, path: str):
    response = client.get(path)
    assert response.status_code == 200, response.content[:500]
    return squeeze(parse(response).main)


class TestNumbers:
    def test_every_recorded_change_has_a_number_of_its_own(self, db):
        finding = make_finding()
        finding.answer = "Another"
        finding.save()
        numbers = list(finding.history.values_list("revision", flat=True))
        assert numbers == sorted(set(numbers), reverse=True)
        assert numbers[0] == now()

    def test_a_reason_given_afterwards_is_no_change(self, db):
        finding = make_finding()
        before = now()
        entry = finding.history.get()
        entry.history_change_reason = "Because"
        entry.save()
        assert now() == before

    def test_a_deletion_moves_it_too(self, db):
        finding = make_finding()
        before = now()
        finding.delete()
        assert now() > before

    def test_one_that_was_rolled_back_means_the_last_before_it(self, db):
        make_finding()
        last = now()
        assert Revision.at(last + 7).number == last

    def test_one_before_all_that_is_recorded_is_refused(self, client, db):
        make_finding()
        first = Revision.objects.first().number
        Revision.objects.filter(number=first).delete()
        response = client.get(f"/findings/?rev={first}")
        assert response.status_code == 400
        assert f"from {first + 1} to {now()}" in squeeze(parse(response).main)


class TestSnapshot:
    def test_the_newest_revision_holds_exactly_what_is_stored(self, world_edition):
        live = {model: stored(model) for model in FIELDS}
        with snapshot(now()):
            assert {model: stored(model) for model in FIELDS} == live

    def test_an_edit_leaves_earlier_revisions_alone(self, db):
        finding = make_finding(answer="First")
        revision = now()
        finding.answer = "Second"
        finding.save()
        with snapshot(revision):
            assert Finding.objects.get(pk=finding.pk).answer == "First"
        assert Finding.objects.get(pk=finding.pk).answer == "Second"

    def test_a_deleted_record_is_still_in_it(self, db):
        citation = make_citation()
        revision = now()
        citation.delete()
        with snapshot(revision):
            assert Citation.objects.count() == 1
        with snapshot(now()):
            assert Citation.objects.count() == 0

    def test_a_later_record_is_not(self, db):
        make_finding()
        revision = now()
        later = make_finding()
        with snapshot(revision):
            assert not Finding.objects.filter(pk=later.pk).exists()

    def test_lists_of_sources_are_those_of_then(self, db):
        event, first, second = make_event(), make_source(), make_source()
        event.sources.add(first)
        revision = now()
        event.sources.set([second])
        with snapshot(revision):
            assert list(event.sources.all()) == [first]
        with snapshot(now()):
            assert list(event.sources.all()) == [second]

    def test_it_is_gone_after_an_error_inside(self, db):
        make_finding()
        with pytest.raises(ZeroDivisionError), snapshot(now()):
            raise ZeroDivisionError
        later = make_finding()
        assert Finding.objects.filter(pk=later.pk).exists()

    def test_where_nothing_is_read_no_table_is_made(self, db, django_assert_num_queries):
        with django_assert_num_queries(0), snapshot(1):
            pass

    def test_what_holds_on_a_day_is_found_by_an_index(self, db):
        # Without it each row is held against all others: thousands of findings take seconds.
        named = {
            "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname LIKE 'pg_temp%'",
            "sqlite": "SELECT name FROM temp.sqlite_master WHERE type = 'index'",
        }
        with snapshot(1), connection.cursor() as cursor:
            cursor.execute(named[connection.vendor])
            found = {name for (name,) in cursor.fetchall()}
        assert found >= {"jurisdictions_finding_cell", "jurisdictions_approachperiod_cell"}

    def test_its_statements_do_not_depend_on_the_data(self, db, django_assert_num_queries):
        # For each table one to fill it and one to drop it, and on PostgreSQL one for its key; one
        # for the index of what is dated: findings and approach periods.
        each = 3 if connection.vendor == "postgresql" else 2
        for _ in range(2):
            revision = now() if Revision.current() else 1
            with django_assert_num_queries(each * (18 + 8) + 2 + 1), snapshot(revision):
                Finding.objects.count()
            with together():
                for _ in range(30):
                    make_citation()


@pytest.mark.any_database
class TestPages:
    @pytest.fixture
    def cell(self, db):
        jurisdiction, criterion = make_jurisdiction(), make_criterion()
        return make_finding(jurisdiction=jurisdiction, criterion=criterion, answer="As first read")

    @pytest.fixture
    def revision(self, cell):
        """The revision before everything about the cell was edited."""
        first = now()
        cell.answer = "As read later"
        cell.save()
        Jurisdiction.objects.filter(pk=cell.jurisdiction_id).get().save()
        return first

    @pytest.mark.parametrize(
        "path",
        ["/", "/instruments/", "/sources/", "/timeline/", "/changes/", "/glossary/", "/coverage/"],
    )
    def test_every_page_can_be_read_so(self, client, cell, revision, path):
        read(client, f"{path}?rev={revision}")

    @pytest.mark.parametrize("path", ["/findings/", "/compare/", "/findings/{slug}/", "/topics/"])
    def test_a_page_shows_what_was_recorded_then(self, client, cell, revision, path):
        path = path.format(slug=cell.slug)
        choice = f"&jurisdiction={cell.jurisdiction.slug}" if path == "/compare/" else ""
        text = read(client, f"{path}?rev={revision}{choice}")
        assert "As first read" in text
        assert "As read later" not in text

    def test_without_it_a_page_shows_what_is_recorded_now(self, client, cell, revision):
        assert "As read later" in read(client, "/findings/")

    def test_the_page_says_so_and_links_to_what_is_recorded_now(self, client, cell, revision):
        page = parse(client.get(f"/findings/?as_of=2026-01-01&rev={revision}"))
        notice = page.find("aside", {"aria-label": "Earlier data"})
        assert f"revision {revision}" in notice.get_text()
        assert notice.a["href"] == "/findings/?as_of=2026-01-01"

    def test_links_and_forms_keep_it(self, client, cell, revision):
        page = parse(client.get(f"/findings/?rev={revision}"))
        assert page.find("a", string="As first read")["href"].endswith(f"?rev={revision}")
        assert page.main.form.find("input", {"name": "rev"})["value"] == str(revision)

    def test_a_page_that_did_not_exist_then_is_not_found(self, client, cell, revision):
        later = make_finding()
        assert client.get(f"/findings/{later.slug}/?rev={revision}").status_code == 404
        assert client.get(f"/findings/{later.slug}/").status_code == 200

    def test_the_newest_revision_is_read_as_what_is_recorded_now(self, client, cell, revision):
        assert "As read later" in read(client, f"/findings/?rev={now()}")

    def test_nothing_can_be_read_at_a_revision_to_come(self, client, cell):
        response = client.get(f"/findings/?rev={now() + 1}")
        assert response.status_code == 400
        assert "rev" in parse(response).main.get_text()

    @pytest.mark.parametrize("odd", ["0", "-1", "1.5", "01", "latest", "9" * 30, "1&rev=2", ""])
    def test_what_is_no_revision_is_refused_by_name(self, client, cell, odd):
        response = client.get(f"/findings/?rev={odd}")
        assert response.status_code == 400
        assert "rev" in parse(response).main.get_text()

    def test_reading_leaves_no_table_behind(self, client, cell, revision):
        client.get(f"/findings/?rev={revision}")
        client.get(f"/findings/?rev={revision}&stance=odd")
        with connection.cursor() as cursor:
            cursor.execute("SELECT answer FROM jurisdictions_finding")
            assert cursor.fetchall() == [("As read later",)]


class TestVerification:
    """At a revision, what is due does not change from one reading to the next."""

    recorded = Revision(number=5, recorded_at=datetime(2026, 6, 1, 12, tzinfo=UTC))

    def test_it_is_judged_on_the_day_of_the_recording(self):
        shown = AsOf.read(date(2024, 12, 31), date(2027, 1, 1), self.recorded)
        assert shown.today == date(2026, 6, 1)

    def test_or_on_the_day_shown_where_that_is_later(self):
        shown = AsOf.read(date(2026, 8, 1), date(2027, 1, 1), self.recorded)
        assert shown.today == date(2026, 8, 1)

    def test_but_never_on_a_day_to_come(self):
        shown = AsOf.read(date(2050, 1, 1), date(2026, 12, 1), self.recorded)
        assert shown.today == date(2026, 12, 1)
