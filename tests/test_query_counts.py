"""The number of queries of a page does not depend on how much there is."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from jurisdictions.caching.held import forget
from jurisdictions.filtersets import OverviewFilters
from jurisdictions.models import ApproachPeriod, Citation, Finding, Jurisdiction, Proposal

from .factories import (
    make_criterion,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_pillar,
    make_proposal,
    make_section,
    make_source,
    together,
)
from .pages import forget_pages
from .readers import make_answer

SMALL, LARGE = 3, 30


@pytest.fixture
def rows(db):
    """The criteria, the same for both sizes."""
    proposal = make_proposal(slug="asked")
    section = make_section(slug="part")
    return [
        make_pillar(slug="pillar", section=section, proposal=proposal),
        make_criterion(slug="topic", section=section),
    ]


@together()
def grow(rows, size: int):
    """Let there be `size` jurisdictions, each with law, events, and two versions of each cell."""
    source = make_source()
    for _ in range(size - Jurisdiction.objects.filter(regulators__isnull=False).count()):
        place = make_jurisdiction()
        place.regulators.create(slug=f"{place.slug}-authority", name="Authority", role="Role.")
        make_period(jurisdiction=place, valid_from=date(2020, 1, 1)).sources.add(source)
        make_period(jurisdiction=place)
        text = make_instrument(jurisdiction=place)
        text.sources.add(source)
        event = make_event(
            jurisdiction=place, instrument=text, is_milestone=True, description="It came."
        )
        event.sources.add(source)
        for row in rows:
            stance = "recognised" if row.is_pillar else "regulated"
            for year in (2020, 2024):
                finding = make_finding(
                    jurisdiction=place, criterion=row, stance=stance, valid_from=date(year, 1, 1)
                )
                Citation.objects.create(finding=finding, source=source)
                Citation.objects.create(finding=finding, instrument=text, pinpoint="Art. 1")


def compare(size: int) -> str:
    chosen = Jurisdiction.objects.filter(regulators__isnull=False)[:size]
    # Turned, so that it has few columns and shows all evidence, however many places there are.
    places = "&".join(f"jurisdiction={place.slug}" for place in chosen)
    return f"/compare/?rows=jurisdictions&{places}"


# How many queries each page asks, whatever the data, in a process that has read nothing of it yet,
# and in one that holds what its pages have in common. A change of these numbers is a decision.
QUERIES = {
    "/": (17, 1),
    "/?q=place&kind=country&has=topic:regulated&has=pillar:recognised": (20, 4),
    "/?q=nothing+like+it&jurisdiction=home&sort=since&group=region": (20, 4),
    "/de/?as_of=2021-01-01": (16, 1),
    compare: (10, 1),
    "/compare/?jurisdiction=home&as_of=2025-01-01&against=2021-01-01&only=differences": (11, 1),
    "/compare/?jurisdiction=home&section=part&stance=regulated&q=answer&sort=name": (12, 2),
    "/embed/compare/?jurisdiction=home": (10, 1),
    "/jurisdictions/home/": (15, 3),
    "/jurisdictions/home/?as_of=2021-01-01": (16, 3),
    "/pillars/": (10, 1),
    "/pillars/?jurisdiction=home&sort=since&group=approach": (10, 1),
    "/pillars/pillar/": (11, 3),
    "/topics/": (9, 1),
    "/topics/topic/": (11, 3),
    "/proposals/": (3, 2),
    "/proposals/asked/": (14, 1),
    "/instruments/": (6, 1),
    "/instruments/?q=nothing+like+it&kind=statute": (7, 2),
    "/instruments/?q=e&jurisdiction=home&status=proposed": (7, 2),
    "/instruments/act/": (10, 4),
    "/findings/": (8, 1),
    "/findings/?q=nothing+like+it&stance=regulated": (8, 2),
    "/findings/?q=answer&stance=regulated&section=part&jurisdiction=home": (9, 2),
    "/findings/one/": (11, 1),
    "/findings/one/report/": (2, 2),
    "/sources/": (7, 5),
    "/sources/?q=e&kind=official&jurisdiction=home": (7, 5),
    "/search/": (3, 1),
    "/search/?q=answer": (6, 3),
    "/search/?q=answer&versions=all&kind=finding&jurisdiction=home&stance=regulated": (7, 4),
    "/search/?q=%22in+this+order%22": (9, 5),
    "/search/?q=answre": (9, 6),
    "/search/?q=answre+plaec+authoriti": (10, 6),
    # Misspelt, and nothing holds the words that are near: the most that a search asks.
    "/search/?q=answre+xylophone+authoriti&jurisdiction=home": (10, 6),
    # Few hits, of words that may be slips.
    "/search/?q=home": (9, 5),
    "/search/?q=xylophone": (9, 5),
    "/search/?q=answer+xylophone+place": (9, 5),
    "/timeline/": (10, 5),
    "/timeline/?jurisdiction=home&q=came&from=2000-01-01&to=2099-01-01": (10, 5),
    "/timeline/?jurisdiction=home&kind=applies": (8, 3),
    "/timeline.ics": (3, 3),
    "/timeline.ics?jurisdiction=home&instrument=act&q=e": (6, 3),
    "/timeline.atom": (4, 4),
    "/timeline.atom?jurisdiction=home&q=e&title=Mine": (5, 4),
    "/findings.atom": (6, 2),
    "/findings.atom?q=answer&stance=regulated&section=part&jurisdiction=home": (9, 3),
    "/changes/": (17, 1),
    "/changes/?from=2010-01-01": (23, 2),
    "/changes/?from=2010-01-01&jurisdiction=home&criterion=topic&section=part": (20, 2),
    "/changes/one/": (6, 1),
    "/changes.atom?from=2010-01-01": (20, 3),
    "/changes.atom?from=2010-01-01&jurisdiction=home&criterion=topic": (17, 3),
    "/glossary/": (6, 3),
    "/glossary/?q=word&jurisdiction=home": (6, 3),
    "/coverage/": (7, 2),
    "/coverage/?jurisdiction=home": (7, 2),
    "/about/": (4, 2),
    "/data/": (1, 1),
    "/sitemap.xml": (3, 3),
    "/sitemap-pages.xml": (1, 1),
    "/sitemap-jurisdictions.xml": (2, 2),
    "/sitemap-instruments.xml": (2, 2),
    "/sitemap-findings.xml": (2, 2),
    "/sitemap-approaches.xml": (2, 2),
    "/compare.csv?jurisdiction=home": (10, 1),
    "/compare.docx?jurisdiction=home": (10, 1),
    "/jurisdictions.csv": (11, 1),
    "/findings.csv": (13, 2),
    "/findings.xlsx": (15, 6),
    "/instruments.csv": (6, 4),
    "/timeline.csv": (5, 3),
    "/changes.xlsx?from=2010-01-01": (21, 3),
    "/sources.csv": (4, 2),
    "/glossary.csv": (5, 2),
    "/pillars.csv": (10, 1),
    "/pillars/pillar.csv": (12, 3),
    "/topics/topic/stances.csv": (5, 3),
    "/coverage.csv": (7, 2),
    "/coverage/verified.csv": (5, 2),
    "/jurisdictions.bib": (17, 1),
    "/findings/one.txt": (11, 1),
}
# Those that ask most, and one file.
FEW = [
    *("/?q=place&kind=country&has=topic:regulated&has=pillar:recognised", compare),
    *("/jurisdictions/home/", "/pillars/pillar/", "/proposals/asked/", "/instruments/act/"),
    *("/findings/?q=answer&stance=regulated&section=part&jurisdiction=home", "/findings/one/"),
    *("/search/?q=answer+xylophone+place", "/timeline/", "/changes/?from=2010-01-01"),
    *("/sources/", "/glossary/", "/coverage/", "/findings.xlsx"),
]
# How many the page of one record asks that nobody has read yet, where the process has read that of
# another of its kind.
UNREAD = {
    "/jurisdictions/home/": 5,
    # What is in force later is read too.
    "/jurisdictions/home/?as_of=2021-01-01": 6,
    "/instruments/act/": 5,
    "/findings/one/": 6,
    "/changes/one/": 4,
    # Readers answered its question.
    "/proposals/asked/": 5,
}
# No page of a known state asks more, nor one that searches twice: the second time for what the
# misspelt words may have been meant to be.
MOST = 6


def test_no_page_asks_more_of_a_known_state_than_it_may():
    for address, (_, again) in QUERIES.items():
        assert again <= MOST, address
    assert max(UNREAD.values()) <= MOST


@pytest.fixture
def count(django_assert_max_num_queries):
    """How many queries an address asks, where there are so many jurisdictions."""

    def asked(address, size: int) -> int:
        forget_pages()
        path = address(size) if callable(address) else address
        with django_assert_max_num_queries(50) as captured:
            response = Client().get(path)
            assert response.status_code == 200, path
            assert response.getvalue()
        return len(captured)

    return asked


@pytest.mark.parametrize(
    "addresses", [FEW, pytest.param([*QUERIES], marks=pytest.mark.thorough)], ids=["few", "all"]
)
def test_a_page_asks_as_many_queries_of_30_jurisdictions_as_of_3(rows, count, addresses):
    def counts(size: int) -> dict:
        grow(rows, size)
        name_one()
        return {address: queries(address, size) for address in addresses}

    def queries(address, size: int) -> tuple[int, int]:
        forget()
        return count(address, size), count(address, size)

    as_decided = {address: QUERIES[address] for address in addresses}
    assert counts(SMALL) == counts(LARGE) == as_decided


def test_every_page_asks_as_many_of_3_as_were_decided(rows, count):
    grow(rows, SMALL)
    name_one()
    for address, (first, _) in QUERIES.items():
        forget()
        assert count(address, SMALL) == first, address


@pytest.mark.few(1)
@pytest.mark.parametrize("address", ["/proposals/asked/", "/pillars/"])
def test_where_no_page_is_kept_one_asks_as_little_of_30_jurisdictions_as_of_3(
    rows, address, settings, django_assert_max_num_queries
):
    settings.DEBUG = True

    def queries(size: int) -> int:
        grow(rows, size)
        name_one()
        with django_assert_max_num_queries(50) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    assert queries(SMALL) == queries(LARGE)


@pytest.mark.few(3)
@pytest.mark.parametrize("address", UNREAD)
def test_a_page_of_one_record_asks_little_though_nobody_read_it_yet(
    rows, address, django_assert_num_queries
):
    grow(rows, SMALL)
    name_one()
    name_another()
    let_readers_answer()
    forget()
    forget_pages()
    assert Client().get(another(address)).status_code == 200
    with django_assert_num_queries(UNREAD[address]):
        assert Client().get(address).status_code == 200


@together()
def change_and_correct(rows):
    """Let there be changes of law in an earlier period, with what is behind them, and a correction
    of each sort today."""
    text = make_instrument()
    for year in (2019, 2020):
        one = make_finding(
            jurisdiction=text.jurisdiction, criterion=rows[1], valid_from=date(year, 5, 1)
        )
        Citation.objects.create(finding=one, instrument=text, pinpoint="Art. 1")
        make_event(jurisdiction=text.jurisdiction, instrument=text, date=one.valid_from)
    for one in (Finding.objects.last(), ApproachPeriod.objects.last()):
        one.confidence = "low"
        one.save()


def test_another_period_of_changes_asks_no_more_of_a_known_state(rows, django_assert_num_queries):
    grow(rows, SMALL)
    change_and_correct(rows)
    assert Client().get("/changes/?from=2024-06-01").status_code == 200
    with django_assert_num_queries(MOST):
        page = Client().get("/changes/?from=2010-01-01").content.decode()
    assert "Behind it" in page
    assert "Correction" in page


def another(address: str) -> str:
    """The same page of the other record."""
    for one, other in {"home": "away", "act": "rule", "one": "two", "asked": "other"}.items():
        address = address.replace(f"/{one}/", f"/{other}/")
    return address


def name_another():
    """Let others of their kind bear names too."""
    place = Jurisdiction.objects.filter(regulators__isnull=False).last()
    newest = Finding.objects.filter(jurisdiction=place, criterion__slug="topic").last()
    for record, slug in ((place, "away"), (place.instruments.first(), "rule"), (newest, "two")):
        record.slug = slug
        record.save()
    make_pillar(proposal=make_proposal(slug="other"))


def let_readers_answer():
    """Let readers see what others say to a proposal."""
    Proposal.objects.filter(slug="asked").update(question="What now?")
    make_answer(proposal=Proposal.objects.get(slug="asked"), state="approved")


def name_one():
    """Let one jurisdiction, instrument and finding bear names that addresses can ask for."""
    place = Jurisdiction.objects.filter(regulators__isnull=False).first()
    newest = Finding.objects.filter(jurisdiction=place, criterion__slug="topic").last()
    for record, slug in ((place, "home"), (place.instruments.first(), "act"), (newest, "one")):
        record.slug = slug
        record.save()


def test_a_profile_asks_as_many_queries_however_much_law_there_is(
    rows, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(40) as captured:
            assert Client().get("/jurisdictions/home/").status_code == 200
        return len(captured)

    grow(rows, 1)
    place = Jurisdiction.objects.get(regulators__isnull=False)
    Jurisdiction.objects.filter(pk=place.pk).update(slug="home")
    few = queries()
    with together():
        for _ in range(30):
            text = make_instrument(jurisdiction=place)
            make_event(jurisdiction=place, instrument=text, description="It came.")
            finding = make_finding(jurisdiction=place)
            Citation.objects.create(finding=finding, instrument=text)
            Citation.objects.create(finding=finding, source=make_source())
    assert queries() == few


def test_an_instrument_and_a_finding_ask_as_many_queries_however_often_cited(
    rows, django_assert_max_num_queries
):
    text, first = make_instrument(slug="act"), make_finding(slug="one")
    Citation.objects.create(finding=first, instrument=text)
    Citation.objects.create(finding=first, source=make_source())
    make_event(jurisdiction=text.jurisdiction, instrument=text).sources.add(make_source())

    def queries(address) -> int:
        with django_assert_max_num_queries(40) as captured:
            assert Client().get(address).status_code == 200
        return len(captured)

    few = [queries("/instruments/act/"), queries("/findings/one/")]
    with together():
        for year in range(1990, 2020):
            finding = make_finding(criterion=first.criterion, valid_from=date(year, 1, 1))
            Citation.objects.create(finding=finding, instrument=text)
            Citation.objects.create(finding=first, source=make_source())
            make_event(
                jurisdiction=text.jurisdiction,
                instrument=text,
                date=date(year, 1, 1),
                description="E.",
            ).sources.add(make_source())
    assert [queries("/instruments/act/"), queries("/findings/one/")] == few


def test_the_words_of_the_overview_are_looked_up_by_key_and_join_nothing(rows):
    grow(rows, 1)
    filters = OverviewFilters(QueryDict("q=a"), today=date(2026, 1, 1))
    assert filters.form.is_valid()
    sql = str(filters.narrowed(Jurisdiction.objects.compared()).query)
    assert "JOIN" not in sql
    assert "EXISTS" not in sql
