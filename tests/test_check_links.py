"""check_links: what comes of each kind of answer, how hosts are spared, what is recorded."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event

import pytest
from django.core.management import CommandError, call_command

from jurisdictions.choices import LinkState
from jurisdictions.links import robots
from jurisdictions.links.judging import FAILING_DAYS, verdict
from jurisdictions.links.pace import Pace, Stopped
from jurisdictions.links.uses import HOLDERS, match_links
from jurisdictions.links.visiting import Outcome, Visitor
from jurisdictions.management.commands import check_links
from jurisdictions.models import Instrument, Link, Regulator, Revision, Source
from operations.commands import terminated_in_order

from .factories import make_instrument, make_regulator, make_source
from .web import AGENT, leading, say, saying, serving

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)


@pytest.fixture
def web():
    with serving() as started:
        yield started


@pytest.fixture
def visit(web):
    """What comes of opening a page of the server."""
    visitor = Visitor(AGENT, Pace(0), web.gate, timeout=2, back_off=0)
    return lambda path, host="site.test": visitor.visit(web.at(path, host))


@pytest.fixture
def run(web, settings, capsys):
    """Runs the command against the server, and returns what it says."""
    settings.LINK_CHECK_CONTACT = "editor@example.org"

    class Command(check_links.Command):
        visitor = staticmethod(partial(Visitor, gate=web.gate, back_off=0))

    def command(**options):
        given = {"pause": 0.0, "timeout": 2.0}
        call_command(Command(), **given | options)
        return capsys.readouterr().out

    return command


# What an answer means


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, LinkState.REACHABLE),
        (204, LinkState.REACHABLE),
        (404, LinkState.BROKEN),
        (410, LinkState.BROKEN),
        (400, LinkState.REFUSED),
        (401, LinkState.REFUSED),
        (403, LinkState.REFUSED),
        (429, LinkState.REFUSED),
        (451, LinkState.REFUSED),
        (500, LinkState.UNREACHABLE),
        (503, LinkState.UNREACHABLE),
    ],
)
def test_a_status_code_makes_a_state(web, visit, status, state):
    web.pages["/"] = status
    assert visit("/") == Outcome(state, status)


def test_a_page_that_opens_is_asked_for_once_and_without_its_body(web, visit):
    web.pages["/act"] = 200
    visit("/act")
    assert web.asked == [("GET", "/robots.txt"), ("HEAD", "/act")]


def test_the_checker_says_who_it_is(web, visit):
    web.pages["/act"] = 200
    visit("/act")
    assert {headers["User-Agent"] for headers in web.headers} == {AGENT}


@pytest.mark.parametrize("refusal", [400, 403, 404, 405, 501, 503])
def test_a_host_that_refuses_head_is_asked_by_get(web, visit, refusal):
    web.pages["/"] = lambda handler: say(handler, refusal if handler.command == "HEAD" else 200)
    assert visit("/").state == LinkState.REACHABLE
    assert web.asked_for("/") == ["HEAD", "GET"]


def test_a_host_that_breaks_off_at_head_is_asked_by_get(web, visit):
    def page(handler):
        if handler.command == "GET":
            say(handler, 200)

    web.pages["/"] = page
    assert visit("/").state == LinkState.REACHABLE


def test_permanent_redirects_to_the_end_are_a_move(web, visit):
    web.pages |= {"/a": leading("/b"), "/b": leading("c", status=308), "/c": 200}
    assert visit("/a") == Outcome(LinkState.MOVED, 200, web.at("/c"))


def test_a_redirect_for_the_time_being_is_no_move(web, visit):
    web.pages |= {"/a": leading("/b"), "/b": leading("/c", status=302), "/c": 200}
    assert visit("/a") == Outcome(LinkState.REACHABLE, 200, web.at("/c"))


def test_a_redirect_to_a_page_that_is_gone_is_broken(web, visit):
    web.pages["/a"] = leading("/gone")
    assert visit("/a") == Outcome(LinkState.BROKEN, 404, web.at("/gone"))


def test_a_redirect_without_an_address_leads_nowhere(web, visit):
    web.pages["/a"] = 302
    assert visit("/a").state == LinkState.UNREACHABLE


@pytest.mark.parametrize("page", ["/", "/robots.txt"])
def test_a_redirect_to_no_address_is_refused(web, visit, page):
    web.pages |= {"/": 200, page: leading("http://[")}
    assert visit("/") == Outcome(LinkState.REFUSED, note="It is not a web address.")


def test_an_address_that_is_none_is_refused():
    assert Visitor(AGENT, Pace(0)).visit("http://[#a").state == LinkState.REFUSED


def test_a_circle_of_redirects_ends_and_breaks_nothing(web, visit):
    web.pages |= {"/a": leading("/b"), "/b": leading("/a")}
    assert visit("/a") == Outcome(LinkState.REFUSED, note="It redirects in a circle.")


def test_redirects_are_followed_so_far_and_no_further(web, visit):
    web.pages |= {f"/{n}": leading(f"/{n + 1}") for n in range(100)}
    assert visit("/0").note == "It redirects more than 8 times."
    assert len(web.asked) < 20


def test_a_slow_answer_is_not_waited_for(web):
    web.pages["/"] = lambda handler: time.sleep(1)
    visitor = Visitor(AGENT, Pace(0), web.gate, timeout=0.2, back_off=0)
    started = time.monotonic()
    outcome = visitor.visit(web.at("/"))
    assert outcome == Outcome(LinkState.UNREACHABLE, note="It did not answer in time.")
    assert time.monotonic() - started < 3


def test_an_answer_that_drips_in_is_cut_off(web):
    def drip(handler):
        for _ in range(100):
            handler.wfile.write(b"H")
            time.sleep(0.05)

    web.pages["/"] = drip
    visitor = Visitor(AGENT, Pace(0), web.gate, timeout=0.3, back_off=0)
    started = time.monotonic()
    assert visitor.visit(web.at("/")).note == "It did not answer in time."
    assert time.monotonic() - started < 3


def test_a_large_body_is_not_read(web, visit):
    sent = []

    def page(handler):
        if handler.command == "HEAD":
            return say(handler, 405)
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x" * 2**20)
            sent.append(1)

    web.pages["/"] = page
    assert visit("/").state == LinkState.REACHABLE
    assert len(sent) < 100


def test_what_is_no_http_is_no_answer(web, visit):
    web.pages["/"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n")
    assert visit("/") == Outcome(LinkState.UNREACHABLE, note="It answered no HTTP.")


def test_a_host_without_a_name_or_a_server_is_unreachable(web, visit):
    assert visit("/", host="nowhere.example").note == "The name of its host is not known."
    web.port, server = 9, web.port
    visitor = Visitor(AGENT, Pace(0), web.gate, back_off=0)
    web.port = server
    assert visitor.visit("http://site.test:9/").note == "It takes no connections."


# Sparing hosts


def test_a_passing_fault_is_tried_again(web, visit):
    statuses = iter([503, 500, 200])
    web.pages["/"] = lambda handler: say(handler, next(statuses))
    assert visit("/").state == LinkState.REACHABLE
    assert web.asked_for("/") == ["HEAD", "GET", "GET"]


def test_further_tries_wait_longer_each_time(web, monkeypatch):
    web.pages["/"] = 500
    waits = []
    pace = Pace(0)
    monkeypatch.setattr(pace, "wait", waits.append)
    Visitor(AGENT, pace, web.gate, back_off=2).visit(web.at("/"))
    assert [wait for wait in waits if wait > 0] == [2, 4]


def test_retry_after_is_waited_for(web, monkeypatch):
    answers = iter([saying(429, Retry_After="7"), saying(200)])
    web.pages["/"] = lambda handler: next(answers)(handler)
    waits = []
    pace = Pace(0)
    monkeypatch.setattr(pace, "wait", waits.append)
    assert Visitor(AGENT, pace, web.gate).visit(web.at("/")).state == LinkState.REACHABLE
    assert 7 in waits


@pytest.mark.parametrize("long", ["86400", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_a_host_that_wants_to_be_left_alone_for_long_is_left_alone(web, visit, long):
    web.pages["/"] = saying(429, Retry_After=long)
    assert visit("/").state == LinkState.REFUSED
    assert web.asked_for("/") == ["HEAD"]


@pytest.mark.parametrize("odd", ["soon", "Mon, 01 Jan 2024 00:00:00 +99999999999999"])
def test_an_odd_retry_after_is_as_good_as_none(web, visit, odd):
    web.pages["/"] = saying(503, Retry_After=odd)
    assert visit("/") == Outcome(LinkState.UNREACHABLE, 503)


def test_between_two_requests_to_one_host_there_is_a_pause(web, monkeypatch):
    web.pages |= {"/a": 200, "/b": 200}
    pace, waits = Pace(600), []
    monkeypatch.setattr(pace, "wait", waits.append)
    visitor = Visitor(AGENT, pace, web.gate)
    for path in ("/a", "/b"):
        visitor.visit(web.at(path))
    # Beside the two its robots.txt; nobody really waits, so each is told to wait for all before it.
    assert [round(wait / 600) for wait in waits] == [0, 1, 2]


def test_other_hosts_do_not_wait_for_each_other(monkeypatch):
    pace, waits = Pace(60), []
    monkeypatch.setattr(pace, "wait", waits.append)
    pace.turn("a.example")
    pace.turn("b.example")
    assert waits == [0, 0]


def test_waiting_ends_when_all_is_to_stop():
    pace = Pace(60)
    pace.stop()
    with pytest.raises(Stopped):
        pace.turn("a.example")


# robots.txt


def test_a_page_that_robots_txt_closes_is_not_opened(web, visit):
    web.pages |= {"/robots.txt": saying(200, b"User-agent: *\nDisallow: /private/"), "/open": 200}
    assert visit("/private/act").state == LinkState.REFUSED
    assert visit("/open").state == LinkState.REACHABLE
    assert [path for _, path in web.asked] == ["/robots.txt", "/open"]


def test_the_goal_of_a_redirect_has_its_own_robots_txt(web, visit):
    def rules(handler):
        closed = handler.headers["Host"].startswith("closed.test")
        say(handler, 200, b"User-agent: *\nDisallow: /" if closed else b"")

    web.pages |= {"/robots.txt": rules, "/a": leading(web.at("/b", "closed.test")), "/b": 200}
    assert visit("/a").state == LinkState.REFUSED
    assert web.asked_for("/b") == []


@pytest.mark.parametrize(
    ("status", "state"),
    [(404, "reachable"), (403, "reachable"), (429, "refused"), (503, "refused")],
)
def test_without_a_robots_txt_all_may_be_opened_but_not_while_it_fails(web, visit, status, state):
    web.pages |= {"/robots.txt": status, "/": 200}
    assert visit("/").state == state


def test_robots_txt_may_lie_elsewhere(web, visit):
    web.pages |= {"/robots.txt": leading("/r"), "/r": saying(200, b"User-agent: *\nDisallow: /")}
    assert visit("/a").state == LinkState.REFUSED


ROBOTS = """
# A site.
User-agent: other
Disallow: /

User-agent: regcompare
User-agent: friend
Crawl-delay: 5
Disallow: /search
Allow: /search/about
Disallow: /*.pdf$
Disallow: /a*b*c
Disallow:

User-agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/search", False),
        ("/search?q=a", False),
        ("/search/about/us", True),
        ("/act.pdf", False),
        ("/act.pdf?page=2", True),
        ("/acbdc", False),
        ("/acb", True),
    ],
)
def test_robots_txt_is_read_as_the_standard_has_it(path, allowed):
    rules = robots.parse(ROBOTS, "regcompare")
    assert rules.allow(path) is allowed
    assert rules.pause == 5


def test_a_program_that_robots_txt_does_not_name_goes_by_the_rules_for_all():
    assert not robots.parse(ROBOTS, "else").allow("/act")
    assert robots.parse("nonsense", "else").allow("/act")
    assert robots.parse("Disallow: /", "else").allow("/act")


def test_a_crafted_robots_txt_takes_no_time():
    rules = robots.parse(f"User-agent: *\nDisallow: /{'*a' * 5000}$", "regcompare")
    started = time.monotonic()
    assert rules.allow("/" + "a" * 4000 + "b")
    assert time.monotonic() - started < 1


# What a link is then


def failing(link: Link, days: int, state=LinkState.UNREACHABLE, each=timedelta(days=1)) -> Link:
    """The link after as many checks, that far apart."""
    for number in range(days):
        for name, value in verdict(link, Outcome(state), NOON + each * number).items():
            setattr(link, name, value)
    return link


def test_a_host_that_fails_breaks_an_address_after_some_days_only():
    assert failing(Link(), FAILING_DAYS - 1).state == LinkState.UNREACHABLE
    link = failing(Link(), FAILING_DAYS)
    assert (link.state, link.failures, link.first_failed_at) == (LinkState.BROKEN, 3, NOON)


@pytest.mark.each_database
def test_several_failures_on_one_day_are_one():
    link = failing(Link(), 5, each=timedelta(hours=1))
    assert (link.state, link.failures) == (LinkState.UNREACHABLE, 1)


def test_an_answer_ends_the_count():
    link = failing(Link(), 2)
    values = verdict(link, Outcome(LinkState.REACHABLE, 200), NOON + timedelta(days=9))
    assert (values["failures"], values["first_failed_at"]) == (0, None)


def test_a_page_that_is_gone_is_broken_at_once_and_stays_so_until_something_answers():
    link = failing(Link(), 1, LinkState.BROKEN)
    assert link.state == LinkState.BROKEN
    later = NOON + timedelta(days=1)
    assert verdict(link, Outcome(LinkState.UNREACHABLE), later)["state"] == LinkState.BROKEN
    assert verdict(link, Outcome(LinkState.REACHABLE, 200), later)["state"] == LinkState.REACHABLE


@pytest.mark.each_database
def test_an_address_too_long_to_keep_is_left_out():
    final = "https://a.example/" + "a" * 5000
    assert verdict(Link(), Outcome(LinkState.MOVED, 200, final), NOON)["final_address"] == ""


# The command

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def states() -> dict[str, str]:
    return {link.address.rpartition("/")[2]: link.state for link in Link.objects.all()}


def test_sources_instruments_and_regulators_have_addresses():
    assert [(Source, "url"), (Regulator, "url"), (Instrument, "url")] == HOLDERS


@pytest.mark.each_database
def test_every_address_is_opened_once_and_its_state_recorded(web, run):
    web.pages |= {"/a": 200, "/b": leading("/a")}
    make_source(url=web.at("/a"))
    make_source(url=web.at("/a"))
    make_instrument(url=web.at("/b"))
    make_regulator(url=web.at("/c"))
    make_source(url="")
    told = run()
    assert states() == {"a": "reachable", "b": "moved", "c": "broken"}
    assert told == "3 links checked: 1 broken, 1 moved, 1 reachable.\n"
    assert {link.checked_at.date() for link in Link.objects.all()} == {datetime.now(UTC).date()}


@pytest.mark.each_database
def test_it_writes_no_history_and_no_revision(web, run):
    make_source(url=web.at("/a"))
    before = Revision.objects.count(), Source.history.count()
    run()
    assert (Revision.objects.count(), Source.history.count()) == before
    assert not Link.history.exists()


def test_what_was_checked_lately_is_skipped_unless_wanted(web, run):
    for path in ("/a", "/b"):
        make_source(url=web.at(path))
    run()
    web.asked.clear()
    assert run() == "0 links checked.\n"
    Link.objects.filter(address__endswith="/b").update(wanted=True)
    assert run().startswith("1 link checked")
    assert {path for _, path in web.asked} == {"/robots.txt", "/b"}
    assert not Link.objects.filter(wanted=True).exists()


@pytest.mark.parametrize(("days", "checked"), [(0, 1), (6, 1), (7, 1), (8, 0)])
def test_a_check_is_due_again_on_the_day_the_interval_ends(web, run, days, checked):
    make_source(url=web.at("/a"))
    run()
    Link.objects.update(checked_at=datetime.now(UTC) - timedelta(days=7))
    assert run(older_than=days).startswith(f"{checked} link")


@pytest.mark.each_database
def test_links_follow_the_addresses_in_use(web):
    one = make_source(url=web.at("/a"))
    match_links()
    one.url = web.at("/b")
    one.save()
    match_links()
    assert states() == {"b": "unchecked"}
    assert not Link.history.exists()


def test_the_archived_copy_of_a_link_that_goes_stays_in_the_history(web):
    one = make_source(url=web.at("/a"))
    Link.objects.create(address=one.url, archive_address="https://archive.example/a")
    one.delete()
    match_links()
    assert Link.history.first().history_type == "-"
    assert Link.history.first().archive_address == "https://archive.example/a"


@pytest.fixture
def heard():
    """Ctrl-C is heard, also where whoever started the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with terminated_in_order():
        yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.each_database
@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stop_keeps_what_was_recorded_and_the_next_run_goes_on(
    web, run, monkeypatch, number, status
):
    two_saved = Event()

    def save(link, outcome, saved=[]):  # noqa: B006 — it counts
        saved.append(original(link, outcome))
        if len(saved) == 2:
            two_saved.set()
        return saved[-1]

    def interrupt(handler):
        two_saved.wait(10)
        os.kill(os.getpid(), number)
        say(handler, 200)

    original = check_links.save
    monkeypatch.setattr(check_links, "save", save)
    web.pages |= {"/a": 200, "/b": 200, "/c": interrupt, "/d": 200}
    for path in "abcd":
        make_source(url=web.at(f"/{path}"))
    with pytest.raises(
        CommandError, match="Stopped: 2 of 4 were checked, and are recorded"
    ) as stop:
        run(workers=1)
    assert stop.value.returncode == status
    assert states() == dict.fromkeys("ab", "reachable") | dict.fromkeys("cd", "unchecked")
    web.pages["/c"] = 200
    assert run() == "2 links checked: 2 reachable.\n"


def test_a_fault_of_ours_is_raised_and_not_waited_for(web, run, monkeypatch):
    def fail(self, address):
        raise LookupError(address)

    monkeypatch.setattr(Visitor, "visit", fail)
    make_source(url=web.at("/a"))
    with pytest.raises(LookupError):
        run()


def test_hosts_are_asked_at_the_same_time_but_no_more_than_the_workers(web, run):
    at_once, most = [], []

    def page(handler):
        at_once.append(1)
        most.append(len(at_once))
        time.sleep(0.2)
        at_once.pop()
        say(handler, 200)

    web.pages["/"] = page
    for number in range(6):
        make_source(url=web.at("/", f"site{number}.test"))
    run(workers=3)
    assert max(most) == 3


def test_a_machine_without_a_network_records_no_failures(web, run):
    for number in range(6):
        make_source(url=f"http://nowhere{number}.example/")
    with pytest.raises(CommandError, match="is this machine offline"):
        run()
    assert set(states().values()) == {"unchecked"}
    web.pages["/"] = 200
    make_source(url=web.at("/"))
    assert run() == "7 links checked: 6 unreachable, 1 reachable.\n"


@pytest.mark.parametrize("contact", ["", "nobody", "a b@example.org", "https://exämple.org/"])
def test_without_a_contact_nobody_is_asked(web, run, settings, contact):
    settings.LINK_CHECK_CONTACT = contact
    make_source(url=web.at("/a"))
    with pytest.raises(CommandError, match="Set LINK_CHECK_CONTACT"):
        run()
    assert web.asked == []


def test_a_contact_is_an_e_mail_or_a_web_address():
    assert check_links.agent("editor@example.org") == AGENT
    assert "(+https://example.org/contact)" in check_links.agent("https://example.org/contact")


@pytest.mark.parametrize(
    "option",
    [
        "--older-than=-1", "--older-than=36501", "--workers=0", "--workers=1001", "--pause=nan",
        "--pause=inf", "--timeout=x", "--timeout=1e9",
    ],
)  # fmt: skip
def test_an_option_that_makes_no_sense_is_refused_by_name(run, option):
    with pytest.raises(CommandError, match=option.partition("=")[0]):
        call_command("check_links", option)
