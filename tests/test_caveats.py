"""Beside a provision stands what its text is on the day, where it is no law: a bill is never cited
like an act, nor what ended like what holds."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from jurisdictions.law.caveats import caveat_on
from jurisdictions.models import ApproachPeriod, Citation

from .factories import (
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_pillar,
    make_proposal,
)
from .pages import parse, squeeze
from .test_feeds import entries, text
from .test_files_say_how_well import READERS

pytestmark = pytest.mark.any_database

Y1, Y2, Y3 = (date(2020 + n, 3, 15) for n in range(3))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "milestones", "said"),
    [
        (Y1, [("in-force", Y1)], ""),
        # That a text appeared tells nothing: its kind may.
        (Y1, [("published", Y1)], None),
        (Y1, [("consultation", Y1)], None),
        (Y1, [("published", Y1), ("in-force", Y3)], "not-yet-in-force"),
        (Y1, [("proposed", Y1)], "proposed"),
        (Y2 - DAY, [("proposed", Y1), ("adopted", Y2)], "proposed"),
        # Of many acts only the day of adoption is known.
        (Y2, [("proposed", Y1), ("adopted", Y2)], ""),
        (Y2, [("adopted", Y2), ("in-force", Y3)], "not-yet-in-force"),
        (Y3 - DAY, [("adopted", Y2), ("applies", Y3)], "not-yet-in-force"),
        (Y3, [("adopted", Y2), ("applies", Y3)], ""),
        (Y2, [("in-force", Y2), ("applies", Y3)], "in-force-not-applicable"),
        (Y3 - DAY, [("in-force", Y1), ("repealed", Y3)], ""),
        (Y3, [("in-force", Y1), ("repealed", Y3)], "repealed"),
        (Y3, [("in-force", Y1), ("superseded", Y3)], "superseded"),
        (Y3, [("proposed", Y1), ("withdrawn", Y3)], "withdrawn"),
        (Y1 - DAY, [("published", Y1)], "of-a-later-day"),
    ],
)
def test_it_is_said_from_the_first_to_the_last_day_on_which_a_text_is_no_law(day, milestones, said):
    assert caveat_on(day, milestones) == said


@pytest.fixture
def bill(db):
    """Proposed in Y1, in force from Y2, repealed in Y3; a finding and an approach rest on it."""
    here = make_jurisdiction(slug="here")
    bill = make_instrument(jurisdiction=here, short_name="Token Act", kind="statute")
    for kind, day in (("proposed", Y1), ("in-force", Y2), ("repealed", Y3)):
        make_event(jurisdiction=here, instrument=bill, kind=kind, date=day, is_milestone=True)
    pillar = make_pillar(proposal=make_proposal(slug="asked"))
    cell = {"jurisdiction": here, "criterion": pillar, "stance": "recognised"}
    finding = make_finding(slug="one", valid_from=Y1, **cell)
    Citation.objects.create(finding=finding, instrument=bill, pinpoint="s. 7")
    period = make_period(jurisdiction=here, valid_from=Y1, key_instrument_label="The Act")
    period.key_instruments.add(bill)
    return bill


PAGES = ("/compare/?jurisdiction=here", "/findings/one/?", "/proposals/asked/?")


def shown(page: str, day: date) -> str:
    return squeeze(parse(Client().get(f"{page}&as_of={day}"))).replace(" ,", ",")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_it_beside_the_provision(bill, page):
    assert "Token Act (proposed), s. 7" in shown(page, Y2 - DAY)
    assert "Token Act, s. 7" in shown(page, Y2)
    assert "Token Act (repealed), s. 7" in shown(page, Y3)


def test_it_is_said_in_the_language_of_the_page(bill):
    assert "Token Act (vorgeschlagen), s. 7" in shown("/de/compare/?jurisdiction=here", Y1)


TABLES = ("/?jurisdiction=here", "/compare/?jurisdiction=here", "/pillars/?jurisdiction=here")


@pytest.mark.parametrize("page", TABLES)
def test_a_table_says_it_of_a_key_instrument(bill, page):
    assert "The Act (proposed)" in shown(page, Y2 - DAY)
    assert "The Act (" not in shown(page, Y2)
    assert "The Act (repealed)" in shown(page, Y3)


def test_a_table_does_not_say_it_where_another_key_instrument_is_law(bill):
    period = ApproachPeriod.objects.get(key_instruments=bill)
    period.key_instruments.add(make_instrument(short_name="Old Act"))
    assert "The Act (" not in shown(TABLES[0], Y1)
    assert "Token Act (proposed), Old Act" in shown("/jurisdictions/here/?", Y1)


def test_the_file_of_the_table_says_it_too(bill):
    file = Client().get(f"/jurisdictions.csv?jurisdiction=here&as_of={Y1}").getvalue().decode()
    assert "The Act (proposed)" in file


@pytest.mark.parametrize(("language", "word"), [("", "proposed"), ("/de", "vorgeschlagen")])
def test_the_feed_of_findings_says_it_too(bill, language, word):
    (entry,) = entries(f"{language}/findings.atom?jurisdiction=here&as_of={Y1}")
    said = squeeze(BeautifulSoup(text(entry, "summary"), "html.parser")).replace(" ,", ",")
    assert f"Token Act ({word}), s. 7" in said


@pytest.mark.parametrize("kind", ["bill", "consultation"])
def test_where_no_step_is_known_the_kind_says_it(bill, kind):
    bill.events.all().delete()
    type(bill).objects.update(kind=kind)
    assert f"Token Act ({kind}), s. 7" in shown(PAGES[0], Y2)


@pytest.mark.parametrize("kind", ["bill", "consultation"])
def test_where_it_is_only_known_to_have_appeared_the_kind_says_it(bill, kind):
    bill.events.update(kind="published")
    assert "Token Act, s. 7" in shown(PAGES[0], Y3)
    type(bill).objects.update(kind=kind)
    assert f"Token Act ({kind}), s. 7" in shown(PAGES[0], Y3)


def test_what_became_law_is_not_called_by_a_kind_that_is_none(bill):
    type(bill).objects.update(kind="bill")
    assert "Token Act, s. 7" in shown(PAGES[0], Y2)


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_for_a_memo_says_it_too(bill, suffix):
    address = f"/compare.{suffix}?jurisdiction=here&as_of={Y1}"
    assert "Token Act (proposed), s. 7" in READERS[suffix](Client().get(address).getvalue())
