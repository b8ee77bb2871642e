"""The server is killed in the middle of writing, really: nothing acknowledged is lost or doubled.

Six writers add sources through the pages for staff, over HTTP, each noting what was acknowledged.
What is killed gets SIGKILL, which no process hears coming.
"""

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from jurisdictions.models import Revision, Source
from tests.factories import make_editor
from tests.servers import WORKERS, cookies, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
KILLS = 5
WRITERS = 6
ADD = "/admin/jurisdictions/source/add/"
TOKEN = "t" * 32
# How long they write between two kills, at least and at most.
BETWEEN = (0.3, 0.8)


@pytest.fixture
def database(tmp_path):
    """A database of its own with one editor: its URL, and the editor's cookies."""
    client = Client()
    client.force_login(make_editor())
    with copied(tmp_path) as url:
        yield url, f"{cookies(client)}; csrftoken={TOKEN}"


@contextmanager
def copied(folder):
    """The tables of the test's database, in another one."""
    if connection.vendor == "sqlite":
        file = folder / "site.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        yield f"sqlite:///{file}"
        return
    ours = connection.settings_dict["NAME"]
    # A template must have no connection.
    connection.close()
    connection.close_pool()
    with elsewhere() as cursor:
        cursor.execute(f'CREATE DATABASE kills_{os.getpid()} TEMPLATE "{ours}"')
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/kills_{os.getpid()}"
    with elsewhere() as cursor:
        cursor.execute(f"DROP DATABASE kills_{os.getpid()} WITH (FORCE)")


def elsewhere():
    """A cursor on the same server, outside of any transaction."""
    return connection._nodb_cursor()


class Writer(threading.Thread):
    """Adds one source after another, and notes which were acknowledged."""

    def __init__(self, site, name: str, cookies: str):
        super().__init__(daemon=True)
        self.site, self.writer, self.cookies = site, name, cookies
        self.sent, self.acknowledged, self.refused = [], [], Counter()
        self.stopped = threading.Event()

    def run(self):
        for number in itertools.count():
            if self.stopped.is_set():
                return
            self.write(f"{self.writer}-{number}")

    def write(self, slug: str):
        self.sent.append(slug)
        try:
            answer = self.site.ask("POST", ADD, form(slug), **self.headers())
        except OSError:
            time.sleep(0.02)
            return
        if answer.status == 302 and "source" in answer.headers["Location"]:
            self.acknowledged.append(slug)
        else:
            self.refused[answer.status] += 1

    def headers(self) -> dict[str, str]:
        kind = "application/x-www-form-urlencoded"
        return {"Cookie": self.cookies, "Content-Type": kind}


def form(slug: str) -> str:
    entries = {"title": f"Title of {slug}", "publisher": "A writer", "slug": slug}
    entries |= {"kind": "official", "access": "excerpt", "url": "", "published_on": ""}
    return urlencode(entries | {"csrfmiddlewaretoken": TOKEN, "_save": "Save"})


@contextmanager
def writing(site, cookies):
    writers = [Writer(site, f"writer-{number}", cookies) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    yield writers
    for writer in writers:
        writer.stopped.set()
    for writer in writers:
        writer.join()


def let_write(writers):
    """Until more was acknowledged, and then for some time, which nobody can foresee."""
    before = sum(len(writer.acknowledged) for writer in writers)
    deadline = time.monotonic() + 30
    while sum(len(writer.acknowledged) for writer in writers) < before + WRITERS:
        assert time.monotonic() < deadline, [writer.refused for writer in writers]
        time.sleep(0.01)
    time.sleep(random.uniform(*BETWEEN))


def test_five_kills_of_the_whole_server_lose_no_acknowledged_write_and_double_none(
    database, tmp_path, record_property
):
    url, cookies = database
    back = []
    with serving(url, tmp_path) as site:
        site.start()
        with writing(site, cookies) as writers:
            for _ in range(KILLS):
                let_write(writers)
                site.kill()
                back.append(round(site.start(), 2))
            let_write(writers)
        site.kill()
        record_property("seconds_until_back", back)
        print("seconds until back:", back)
        assert_nothing_lost_or_doubled(url, writers)


def test_a_killed_worker_loses_nothing_the_others_go_on_and_a_new_one_comes(database, tmp_path):
    url, cookies = database
    with serving(url, tmp_path) as site:
        site.start()
        with writing(site, cookies) as writers:
            for _ in range(KILLS):
                let_write(writers)
                killed = site.workers()[0]
                os.kill(killed, signal.SIGKILL)
                assert answers(site), site.log()
                wait_for_another(site, killed)
            let_write(writers)
        assert_nothing_lost_or_doubled(url, writers)


def test_a_worker_ends_with_the_process_that_looks_after_it(database, tmp_path):
    """Or it would hold the port on which the next server is to answer."""
    url, _cookies = database
    with serving(url, tmp_path) as site:
        site.start()
        workers = site.workers()
        os.kill(site.process.pid, signal.SIGKILL)
        site.process.wait()
        deadline = time.monotonic() + 20
        while any(has_not_ended(worker) for worker in workers):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        site.start()


def has_not_ended(process) -> bool:
    return Path(f"/proc/{process}").exists()


def test_a_start_is_at_most_six_times_the_work_of_a_bare_django_site(database, tmp_path):
    """Of the processor, which others may be using. Where a bare site takes a sixth of a second, as
    on a common machine, this one is back within one.
    """
    bare = min(start_of_bare_site() for _ in range(3))
    url, _cookies = database
    with serving(url, tmp_path) as site:
        site.start()
        spent = cpu_seconds(site.process.pid) + max(map(cpu_seconds, site.workers()))
    print(f"seconds of work until back: {spent:.2f}; of a bare site: {bare:.2f}")
    assert spent < 6 * bare


def start_of_bare_site() -> float:
    """Seconds of the processor until Django is there with no application at all."""
    before = os.times()
    command = [sys.executable, "-c", "import benchmarks.bare"]
    subprocess.run(command, env=os.environ | {"SECRET_KEY": "unused"}, check=True)
    after = os.times()
    return after.children_user + after.children_system - sum(before[2:4])


def cpu_seconds(process) -> float:
    """How long it used the processor so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answers(site) -> bool:
    """Within a second, whichever of the workers a connection falls to."""
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        try:
            return site.ask("GET", "/healthz").status == 200
        except OSError:
            pass
    return False


def wait_for_another(site, killed):
    """Until as many as before have answered something: each then counts its answers in a file."""
    deadline = time.monotonic() + 30
    while not settled(site, killed):
        assert time.monotonic() < deadline, site.log()
        time.sleep(0.05)


def settled(site, killed) -> bool:
    now = site.workers()
    return killed not in now and len(now) == WORKERS and all(has_answered(site, one) for one in now)


def has_answered(site, worker) -> bool:
    return any(site.folder.glob(f"metrics/*/counter_{worker}.db"))


def assert_nothing_lost_or_doubled(url, writers):
    sources, history, revisions = recorded(url)
    acknowledged = {slug for writer in writers for slug in writer.acknowledged}
    sent = {slug for writer in writers for slug in writer.sent}
    assert len(acknowledged) >= WRITERS * KILLS
    assert acknowledged - set(sources) == set(), "lost"
    assert set(sources) <= sent
    assert [slug for slug, count in Counter(sources).items() if count > 1] == [], "doubled"
    # Record, history and revision came together or not at all.
    assert Counter(slug for slug, _revision in history) == Counter(sources)
    assert sorted(revision for _slug, revision in history) == revisions


def recorded(url):
    """The slugs of the sources; slug and revision of each entry of their history; revisions."""
    queries = (
        f"SELECT slug FROM {Source._meta.db_table}",
        f"SELECT slug, revision FROM {Source.history.model._meta.db_table}",
        f"SELECT number FROM {Revision._meta.db_table} ORDER BY number",
    )
    with closing(connected(url)) as other:
        found = []
        for query in queries:
            cursor = other.cursor()
            cursor.execute(query)
            found.append(cursor.fetchall())
    sources, history, revisions = found
    return [slug for (slug,) in sources], history, [number for (number,) in revisions]


def connected(url):
    if url.startswith("sqlite"):
        import sqlite3

        return sqlite3.connect(url.removeprefix("sqlite:///"))
    import psycopg

    return psycopg.connect(url)
