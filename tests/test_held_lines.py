"""What a CSV file says of a finding is written once, and stands in the files of all days."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from jurisdictions.asking.query import check
from jurisdictions.caching import file_lines, folder
from jurisdictions.caching.file_lines import Lines, held_lines
from jurisdictions.caching.held import state_of
from jurisdictions.comparison import single
from jurisdictions.files.cells import cell_values
from jurisdictions.files.content import Keyed
from jurisdictions.filtersets import FindingFilters
from jurisdictions.law.caveats import caveats
from jurisdictions.models import Finding, Revision
from jurisdictions.renderers import csv as renderer
from jurisdictions.views import lists

from .factories import make_finding, together
from .files import described, made_file

pytestmark = pytest.mark.any_database

DAYS = ("2026-11-24", "2023-02-07", "2024-12-31")
CHOICES = ("", "&stance=regulated", "&jurisdiction=dubai&jurisdiction=united-states", "&q=custody")


@pytest.fixture(autouse=True)
def folder_of_this_test(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "trouble", folder.Trouble())
    settings.VAR_DIR = tmp_path


@pytest.fixture
def reader(four_places, db):
    return Client()


def text(reader, query: str = "as_of=2026-11-24", **others) -> str:
    return reader.get(f"/findings.csv?{query}", **others).getvalue().decode()


def anew(monkeypatch, reader, query: str, **others) -> str:
    """The same file, each row of it written for it alone."""
    with monkeypatch.context() as patch:

        def unkeyed(found, document):
            file = whole(found, document)
            return replace(file, records=replace(file.records, keyed=None))

        whole = lists.LISTS["findings"].file
        patch.setitem(lists.LISTS, "findings", replace(lists.LISTS["findings"], file=unkeyed))
        patch.setattr("jurisdictions.views.page.kept", lambda make, request: make())
        return text(reader, query, **others)


@pytest.mark.parametrize("choice", CHOICES)
def test_a_file_made_of_held_lines_is_the_same(reader, monkeypatch, choice):
    for day in DAYS:
        query = f"as_of={day}{choice}"
        assert text(reader, query) == anew(monkeypatch, reader, query)


def test_so_is_one_without_a_day_or_at_a_revision(reader, monkeypatch):
    for query in ("", f"rev={Revision.current().number}"):
        assert text(reader, query) == anew(monkeypatch, reader, query)


def test_other_hosts_and_languages_have_lines_of_their_own(reader, monkeypatch):
    for host in ("localhost", "127.0.0.1"):
        found = text(reader, headers={"host": host})
        assert f"http://{host}/findings/" in found
        assert found == anew(monkeypatch, reader, "as_of=2026-11-24", headers={"host": host})
    german = reader.get("/de/findings.csv?as_of=2026-11-24").getvalue().decode()
    assert "/de/findings/" in german
    assert "Reguliert" in german


def test_another_day_reads_no_finding_a_second_time(reader, django_assert_max_num_queries):
    text(reader, "as_of=2026-11-24")
    with django_assert_max_num_queries(4) as captured:
        text(reader, "as_of=2026-11-23")
    assert not any('"detail"' in query["sql"] for query in captured.captured_queries)


def test_a_write_is_in_the_next_file(reader):
    text(reader)
    Finding.objects.filter(jurisdiction__slug="dubai").update(answer="Said otherwise")
    assert "Said otherwise" in text(reader)
    assert "Said otherwise" in text(reader, "as_of=2026-11-23")


def test_what_is_due_is_judged_anew_each_day(reader, monkeypatch):
    def due(day: date) -> int:
        for module in ("jurisdictions.caching.kept", "jurisdictions.views.page"):
            monkeypatch.setattr(f"{module}.today", lambda: day)
        rows = csv.DictReader(io.StringIO(text(reader)))
        return sum(row["verification_due"] == "true" for row in rows)

    assert due(date(2026, 11, 24)) < due(date(2031, 1, 1))


def test_where_nothing_can_be_held_the_file_is_the_same(reader, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "nowhere"
    for day in DAYS:
        assert text(reader, f"as_of={day}") == anew(monkeypatch, reader, f"as_of={day}")


@pytest.mark.parametrize("most", [0, 5_000])
def test_lines_that_find_no_room_are_written_for_each_file(reader, monkeypatch, most):
    monkeypatch.setattr(file_lines, "MOST", most)
    monkeypatch.setattr("jurisdictions.batches.batched.__defaults__", (3,))
    for day in DAYS:
        assert text(reader, f"as_of={day}") == anew(monkeypatch, reader, f"as_of={day}")


def test_a_finding_that_is_withdrawn_meanwhile_is_left_out():
    held = Lines()
    held.add({2: b"two"})
    rows = {1: ["one"], 2: ["never asked for"]}
    keyed = Keyed(lambda: [1, 2, 3], lambda keys: [(k, rows[k]) for k in keys if k in rows], held)
    file = made_file([], width=1)
    file = replace(file, records=replace(file.records, keyed=keyed))
    [_head, *found] = renderer.render(file)
    end = "?as_of=2026-11-24,2026-11-24,,MIT,2026-11-24\r\n"
    assert b"".join(found).decode() == f"one{end}two{end}"


def test_a_line_is_whole_also_while_another_file_is_written(monkeypatch):
    def meanwhile(value):
        for line in renderer.render(made_file([], width=3)):
            assert line.count(",") == 6
        return value

    monkeypatch.setattr(renderer, "plain", meanwhile)
    keyed = Keyed(lambda: [1], lambda keys: [(key, ["one", "two"]) for key in keys], Lines())
    assert renderer.written(keyed, [1]) == {1: b"one,two"}


def test_lines_are_those_of_their_state_and_sort():
    with state_of("a"):
        one = held_lines("findings", 1)
        assert held_lines("findings", 1) is one
        assert held_lines("findings", 2) is not one
        with override("de"):
            assert held_lines("findings", 1) is not one
    with state_of("b"):
        assert held_lines("findings", 1) is not one
    assert held_lines("findings", 1) is not held_lines("findings", 1)


@pytest.mark.each_database
def test_the_statements_of_a_file_grow_only_by_chunks(db):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            text(Client())
        return len(captured)

    make_finding()
    statements()
    few = statements()
    with together():
        for _ in range(20):
            make_finding()
    statements()
    assert statements() == few


@pytest.mark.usefixtures("reader")
def test_cells_say_the_same_read_in_order_and_by_key():
    filters = FindingFilters(QueryDict("as_of=2026-11-24"), today=date(2026, 11, 24))
    check(filters.form)
    cells, document, texts = lists.cells(filters), described(), caveats(filters.day)
    by_key = {key: cell_values(cell, document, texts) for key, cell in cells.by_key(cells.keys())}
    in_order = [cell_values(cell, document, texts) for cell in cells]
    assert list(map(by_key.get, cells.keys())) == in_order


@pytest.mark.usefixtures("reader")
def test_cells_say_what_each_finding_says_by_itself():
    filters = FindingFilters(QueryDict("as_of=2026-11-24"), today=date(2026, 11, 24))
    check(filters.form)
    document, texts = described(), caveats(filters.day)
    alone = [single(one, filters.today, None) for one in filters.qs.with_evidence()]
    assert [cell_values(cell, document, texts) for cell in lists.cells(filters)] == [
        cell_values(cell, document, texts) for cell in alone
    ]
