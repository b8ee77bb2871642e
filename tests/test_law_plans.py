"""What the databases read to tell the law of a day: indexes, however many findings there are."""

import re
from datetime import date

import pytest
from django.db import connection

from jurisdictions.models import Finding
from jurisdictions.recording.snapshots import selections

from .factories import make_finding

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
OURS = "(SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)"
JOINED = [f"jurisdictions_{name}" for name in ("jurisdiction", "section", "criterion", "finding")]
BY_DAY, BY_CRITERION = "finding_by_day", "finding_by_criterion"


@pytest.fixture(autouse=True)
def small_tables_are_no_excuse():
    """PostgreSQL reads a table of a few rows whole, whatever its indexes, and goes by what it
    counted while other tests had filled the tables, and by the room that these rows still take.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(JOINED)} CASCADE")
            cursor.execute(f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE oid IN {OURS}")
            cursor.execute(f"DELETE FROM pg_statistic WHERE starelid IN {OURS}")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")


def planned(statement: str, parameters: list) -> str:
    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement}", parameters)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def is_whole(plan: str, table: str) -> bool:
    """Is the table, or its name in the statement, read from one end to the other?

    PostgreSQL may do so along an index; of what is looked for in one it names the condition.
    """
    if connection.vendor == "sqlite":
        return bool(re.search(rf"SCAN {table}\b", plan))
    ways = re.findall(rf"Scan [^\n]*\b{table}  \([^\n]*\n([^\n]*)", f"{plan}\n")
    assert ways, f"{table} is not read at all:\n{plan}"
    return not all("Index Cond" in condition for condition in ways)


@pytest.fixture
def finding():
    return make_finding()


def chosen(finding):
    return {"jurisdiction__in": [finding.jurisdiction], "criterion__in": [finding.criterion]}


class TestOfADay:
    def test_the_cells_of_a_comparison_are_found_by_their_index(self, finding):
        plan = Finding.objects.as_of(DAY).filter(**chosen(finding)).explain()
        assert BY_DAY in plan or BY_CRITERION in plan
        assert not is_whole(plan, "jurisdictions_finding")

    def test_of_each_version_the_next_is_looked_for_in_the_index(self, finding):
        plan = Finding.objects.as_of(DAY).explain()
        assert not is_whole(plan, {"sqlite": "U0", "postgresql": "u0"}[connection.vendor])

    def test_what_no_index_helps_to_find_is_read_whole(self, finding):
        plan = Finding.objects.filter(answer="Yes").explain()
        assert is_whole(plan, "jurisdictions_finding")

    def test_so_is_what_is_coming(self, finding):
        plan = Finding.objects.upcoming(DAY).filter(jurisdiction=finding.jurisdiction).explain()
        assert BY_DAY in plan

    def test_and_the_cell_of_a_finding(self, finding):
        plan = Finding.objects.beside(finding.slug).explain()
        assert BY_DAY in plan or BY_CRITERION in plan
        assert not is_whole(plan, "jurisdictions_finding")


@pytest.mark.parametrize("table", selections())
def test_a_revision_is_read_by_the_indexes_of_the_history(table):
    plan = planned(selections()[table], [1, 1])
    assert "revision" in plan
    assert not is_whole(plan, "h")
    assert not is_whole(plan, "later")
