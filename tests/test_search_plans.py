"""What PostgreSQL reads to answer: its index, the narrow rows that lie beside the texts, and of the
texts those that a page shows."""

import re

import pytest
from django.db import connection

from jurisdictions.models import SearchDocument
from jurisdictions.search import found as answers
from jurisdictions.search import ranking
from jurisdictions.search.index import current
from jurisdictions.search.index.base import DOCUMENTS, INDEX, TEXTS

from .factories import make_concept, make_finding, make_source, make_term, together
from .searching import asked
from .test_search_many import make_sources

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL"),
]
# A text is looked up by its key, once the hits of the page are known.
BY_KEY = rf"Index Scan using \w+ on {TEXTS} t .*\n +Index Cond: \(document_id = (?:ordered|d)\.id\)"
LONG = " ".join(f"{n:x}word" for n in range(300))


def sized(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        [[size]] = cursor.fetchall()
    return size


@pytest.fixture
def statements(monkeypatch):
    """Each statement over the index, with its parameters."""
    asked_for, fetch = [], answers.fetch

    def noted(statement, parameters):
        asked_for.append((statement, parameters))
        return fetch(statement, parameters)

    monkeypatch.setattr(answers, "fetch", noted)
    return asked_for


@pytest.mark.parametrize("weighed", [5, 2000])
@pytest.mark.parametrize(
    "text", ["escrow", "escrow p", '"escrow and more"', "deposit", "escrow -q"]
)
def test_every_statement_asks_the_index_and_reads_the_texts_of_its_hits_alone(
    statements, monkeypatch, text, weighed
):
    monkeypatch.setattr(ranking, "WEIGHED", weighed)
    concept = make_concept(name="Deposit")
    make_term(concept=concept, term="escrow")
    make_sources(300, "Escrow and more {}")
    found = asked(text)
    assert len(found[0:20]) == 20
    found.on_other_days()
    for statement, parameters in [one for one in statements if INDEX in one[0]]:
        rows = planned(statement, parameters)
        assert f"Bitmap Index Scan on {INDEX}_terms" in rows
        assert f"Seq Scan on {INDEX}" not in rows
        assert rows.count(f" on {TEXTS} ") == len(re.findall(BY_KEY, rows))
        assert f"Seq Scan on {DOCUMENTS} " not in rows


def planned(statement: str, parameters: dict) -> str:
    with connection.cursor() as cursor:
        rows = current().rows(cursor, f"EXPLAIN {statement}", parameters)
    return "\n".join(row for [row] in rows)


PAGES = f"SELECT COUNT(DISTINCT (ctid::text::point)[0]) FROM {INDEX}"


def test_many_rows_are_on_a_page_however_long_their_texts():
    with together():
        for _ in range(60):
            make_finding(detail=LONG)
    assert sized(f"SELECT MIN(pg_column_size(words)) FROM {INDEX} WHERE kind = 'finding'") > 2000
    assert SearchDocument.objects.count() / sized(PAGES) > 30


def test_many_rows_are_on_a_page_however_short_their_texts():
    make_sources(200)
    assert SearchDocument.objects.count() / sized(PAGES) > 30


def test_the_planner_is_left_as_it_was():
    make_source(title="Escrow")
    assert asked("escrow").total() == 1
    assert sized("SELECT (current_setting('enable_seqscan') = 'on')::int") == 1
