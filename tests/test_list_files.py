"""Every list can be taken away whole: the same rows in the same order as on its pages."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jurisdictions.renderers import word, xlsx
from jurisdictions.views import changed
from jurisdictions.views.lists import LISTS

from .factories import make_citation, make_finding, together
from .pages import forget_pages, parse, squeeze

pytestmark = pytest.mark.django_db

DAY = "as_of=2026-11-24"
# The page of each list, where its first column stands there, and its name in the file.
PAGES = {
    "jurisdictions": ("/", ".list-table tbody th[scope=row] > a", "short_name"),
    "findings": ("/findings/", ".list-table tbody th[scope=row] a", "answer"),
    "instruments": ("/instruments/", ".list-table tbody th[scope=row] a", "short_name"),
    "sources": ("/sources/", ".list-table tbody tr[id]", "source"),
    "timeline": ("/timeline/", ".list-table tbody th[scope=row] > a", "title"),
}
CHOICES = [
    ("findings", "stance=regulated"),
    ("findings", "q=custody&confidence=sourced"),
    ("instruments", "status=proposed"),
    ("jurisdictions", "approach=legislative-led&sort=name"),
    ("sources", "kind=official"),
    ("timeline", "kind=applies"),
]


def read(path: str, query: str = DAY) -> list[dict]:
    response = Client().get(f"{path}?{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def on_the_pages(name: str, query: str) -> list[str]:
    """What the first column says, or the ids of the rows, through all pages of the list."""
    path, selector, _ = PAGES[name]
    found, address = [], f"{path}?{query}"
    while address:
        page = parse(Client().get(address))
        found += [row.get("id") or squeeze(row) for row in page.main.select(selector)]
        following = page.select_one("nav.pages a[rel=next]")
        address = following and path + following["href"]
    return found


@pytest.mark.few(5)
@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize(("name", "choice"), [*((name, "") for name in PAGES), *CHOICES])
def test_a_file_holds_the_rows_of_all_pages_in_their_order(name, choice):
    query = f"{DAY}&{choice}".rstrip("&")
    rows = read(f"/{name}.csv", query)
    assert rows
    assert [row[PAGES[name][2]] for row in rows] == on_the_pages(name, query)


@pytest.mark.any_database
@pytest.mark.few(7)
@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("suffix", ["csv", "json", "md", "xlsx", "docx"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_comes_in_every_format(name, suffix):
    response = Client().get(f"/{name}.{suffix}?{DAY}")
    assert response.status_code == 200
    assert f"regcompare-{name}-2026-11-24.{suffix}" in response["Content-Disposition"]
    assert response.getvalue()
    assert not response.cookies


@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("name", ["pillars", "topics"])
def test_a_matrix_can_be_taken_away_sorted_as_it_is(name):
    rows = read(f"/{name}.csv", f"{DAY}&sort=name")
    in_order = list(dict.fromkeys(row["jurisdiction_name"] for row in rows))
    page = parse(Client().get(f"/{name}/?{DAY}&sort=name"))
    assert in_order == [squeeze(th.a) for th in page.select(".comparison tbody th[scope=row]")]


@pytest.mark.usefixtures("four_places")
def test_each_pillar_stands_in_one_column_so_that_unknown_is_not_no():
    columns = ("recognised", "partly_recognised", "not_recognised", "unclear", "not_researched")
    rows = read("/jurisdictions.csv", "as_of=2019-06-30")
    every = sorted({row["criterion_title"] for row in read("/pillars.csv")})
    assert len(rows) == 3
    for row in rows:
        told = [title for column in columns for title in row[column].split(" | ") if title]
        assert sorted(told) == every
    assert any(row["not_researched"] for row in rows)


@pytest.mark.usefixtures("four_places")
def test_one_criterion_can_be_taken_away_for_chosen_stances():
    rows = read("/topics/custody.csv", f"{DAY}&stance=regulated")
    assert {row["stance"] for row in rows} == {"regulated"}
    page = parse(Client().get(f"/topics/custody/?{DAY}&stance=regulated"))
    assert len(rows) == len(page.select(".comparison tbody th[scope=row]"))


@pytest.mark.usefixtures("four_places")
def test_a_file_says_for_which_day_and_revision_it_was_made_and_on_what_terms():
    [row, *_] = read("/findings.csv")
    assert row["as_of"] == "2026-11-24"
    assert int(row["revision"]) > 0
    assert row["licence"] == "MIT"
    assert date.fromisoformat(row["retrieved"])


@pytest.mark.parametrize(
    "file",
    [*(f"{name}.csv" for name in LISTS), "compare.csv?against=2024-12-31", "coverage/verified.csv"],
)
def test_no_two_columns_of_a_csv_are_called_the_same(file):
    head, *_ = csv.reader(io.StringIO(Client().get(f"/{file}").getvalue().decode()))
    assert len(set(head)) == len(head)


@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("name", LISTS)
def test_a_file_has_no_pages(name):
    response = Client().get(f"/{name}.csv?page=2")
    assert response.status_code == 400
    assert "page" in squeeze(parse(response).main)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/findings.csv?stance=odd", "stance"),
        ("/instruments.json?status=odd", "status"),
        ("/timeline.md?from=2026-02-30", "from"),
        ("/pillars.xlsx?criterion=odd", "criterion"),
        ("/compare.docx?only=odd", "only"),
        ("/glossary.csv?as_of=1899-12-31", "as_of"),
    ],
)
def test_bad_input_is_refused_by_name_as_on_the_page(client, address, named):
    response = client.get(address)
    assert response.status_code == 400
    assert named in squeeze(parse(response).main)


@pytest.mark.parametrize("path", ["/findings.pdf", "/findings.csv/", "/nothing.csv", "/about.csv"])
def test_there_is_no_other_file(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("suffix", ["csv", "json", "md"])
def test_of_the_changes_only_a_chunk_is_in_memory_at_a_time(monkeypatch, suffix):
    """All changes of a large site at once would take a gigabyte."""
    address = f"/changes.{suffix}?from=2015-01-01&{DAY}"
    whole, sizes, read = Client().get(address).getvalue(), [], changed.records_of
    forget_pages()
    monkeypatch.setattr(changed, "CHUNK", 10)
    monkeypatch.setattr(changed, "records_of", lambda f: sizes.append(len(f)) or read(f))
    assert Client().get(address).getvalue() == whole
    assert max(sizes) == 10 < sum(sizes)


@pytest.mark.usefixtures("four_places")
def test_what_is_too_long_for_word_is_refused_before_all_of_it_is_read(monkeypatch):
    sizes, read = [], changed.records_of
    monkeypatch.setattr(changed, "CHUNK", 10)
    monkeypatch.setattr(word, "ROWS", 15)
    monkeypatch.setattr(changed, "records_of", lambda f: sizes.append(len(f)) or read(f))
    assert Client().get(f"/changes.docx?from=2015-01-01&{DAY}").status_code == 400
    assert sizes == [10, 10]


@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("address", [f"/changes.xlsx?from=2015-01-01&{DAY}", "/findings.xlsx"])
def test_what_is_too_long_for_excel_is_refused_before_any_of_it_is_read(monkeypatch, address):
    monkeypatch.setattr(xlsx, "ROWS", 5)
    monkeypatch.setattr(xlsx, "workbook", pytest.fail)
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "up to 5 rows" in squeeze(parse(answer).main)


def test_the_statements_of_a_file_grow_only_by_chunks_of_500():
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            read("/findings.csv")
        return len(captured)

    make_citation()
    few = statements()
    with together():
        for _ in range(20):
            make_citation(finding=make_finding())
    assert statements() == few
