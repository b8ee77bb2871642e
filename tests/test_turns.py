"""Of many who ask at once for the same page or part, one makes it; nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from threading import Semaphore

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from jurisdictions.caching import turns
from jurisdictions.caching.file_lines import Lines
from jurisdictions.caching.held import held, held_large, state_of
from jurisdictions.files.content import Keyed
from jurisdictions.renderers import csv as renderer
from jurisdictions.views.page import page

from .files import made_file

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 8
PATIENCE = 10


@pytest.fixture
def waiting(monkeypatch) -> Semaphore:
    """Released once by each who begins to wait for another."""
    begun, wait = Semaphore(0), turns.Turn.wait

    def told(turn):
        assert not connection.in_atomic_block
        begun.release()
        wait(turn)

    monkeypatch.setattr(turns.Turn, "wait", told)
    return begun


@pytest.fixture
def view(waiting):
    """A page whose first maker makes it when all others wait; what it answers, in turn."""
    made: list[int] = []
    numbers = count()

    def build(*answers):
        @page
        def answer(request):
            number = next(numbers)
            made.append(number)
            if number == 0:
                all_wait(waiting)
            outcome = answers[min(number, len(answers) - 1)]
            if isinstance(outcome, Exception):
                raise outcome
            return HttpResponse(f"Page {number}", status=outcome)

        return answer, made

    return build


def all_wait(waiting: Semaphore, others: int = MANY - 1) -> None:
    for _ in range(others):
        assert waiting.acquire(timeout=PATIENCE)


def ask(view, path: str = "/") -> str:
    try:
        return view(RequestFactory().get(path)).text
    except (RuntimeError, OperationalError) as error:
        return type(error).__name__
    finally:
        connection.close()


def many(act) -> list:
    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(lambda _: act(), range(MANY)))


@pytest.fixture(autouse=True)
def nothing_is_left():
    yield
    assert turns.going == {}


def test_one_of_many_at_once_makes_the_page(view):
    answer, made = view(200)
    assert many(lambda: ask(answer)) == ["Page 0"] * MANY
    assert made == [0]


def test_where_one_fails_another_makes_it(view):
    answer, _made = view(RuntimeError("a fault"), 200)
    answers = many(lambda: ask(answer))
    assert answers.count("RuntimeError") == 1
    assert sum(text.startswith("Page") for text in answers) == MANY - 1


def test_what_cannot_be_kept_is_made_by_each(view):
    answer, made = view(400)
    assert sorted(many(lambda: ask(answer))) == [f"Page {number}" for number in range(MANY)]
    assert len(made) == MANY


def test_who_waited_for_a_database_that_went_away_is_told_so_at_once(view):
    answer, made = view(OperationalError("gone"), 200)
    assert many(lambda: ask(answer)) == ["OperationalError"] * MANY
    assert made == [0]
    assert ask(answer) == "Page 1"


def test_nobody_waits_longer_than_the_bound(view, waiting, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0)
    answer, _made = view(200)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(ask, answer)
        while not turns.going:
            assert not first.done()
        assert ask(answer) == "Page 1"
        for _ in range(MANY):
            waiting.release()
        assert first.result() == "Page 0"


def test_another_page_is_not_waited_for(waiting):
    @page
    def answer(request):
        return HttpResponse(ask(answer, "/b/") if request.path == "/a/" else "other")

    with ThreadPoolExecutor(1) as other:
        assert other.submit(ask, answer, "/a/").result(timeout=PATIENCE) == "other"
    assert not waiting.acquire(blocking=False)


@pytest.mark.parametrize("hold", [held, held_large])
def test_one_of_many_at_once_reads_what_their_pages_have_in_common(waiting, hold):
    made = []

    def part():
        made.append(1)
        all_wait(waiting)
        return "part"

    def read():
        with state_of("a"):
            return hold(part)

    assert many(read) == ["part"] * MANY
    assert made == [1]


def test_one_of_many_at_once_writes_the_lines_of_their_files(waiting):
    read = []

    def rows(keys):
        if keys:
            read.append(keys)
            all_wait(waiting)
        return [(key, [key]) for key in keys]

    file = made_file([], width=1)
    keyed = Keyed(lambda: ["one", "two"], rows, Lines())
    file = replace(file, records=replace(file.records, keyed=keyed))
    texts = many(lambda: b"".join(list(renderer.render(file))[1:]))
    assert len(set(texts)) == 1
    assert texts[0].count(b"\r\n") == 2
    assert read == [["one", "two"]]


def test_a_part_whose_reading_failed_is_read_by_the_next():
    outcomes = iter([RuntimeError, None])

    def part():
        if outcome := next(outcomes):
            raise outcome

    with state_of("a"):
        with pytest.raises(RuntimeError):
            held(part)
        assert held(part) is None
        assert held(part) is None
