"""The page of a finding shows its versions and what was recorded of it."""

from datetime import date, timedelta

import pytest
from django.test import Client

from jurisdictions.models import Finding

from .factories import make_citation, make_editor, make_finding, make_instrument, together
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def versions():
    first = make_finding(answer="No rule", valid_from=date(2020, 1, 1))
    cell = {"jurisdiction": first.jurisdiction, "criterion": first.criterion}
    second = make_finding(**cell, answer="A rule", valid_from=date(2022, 1, 1))
    third = make_finding(**cell, answer="A strict rule", valid_from=date(2024, 1, 1))
    make_finding(**cell, answer="A secret rule", valid_from=date(2025, 1, 1), publication="draft")
    return first, second, third


def section(finding, name: str, query: str = ""):
    page = parse(Client().get(finding.get_absolute_url() + query))
    return page.select_one(f"section[aria-labelledby={name}]")


def test_all_versions_stand_there_the_newest_first_each_held_against_the_one_before(versions):
    shown = section(versions[1], "versions").select("article")
    texts = [squeeze(one) for one in shown]
    assert [squeeze(one.h3) for one in shown] == ["A strict rule", "A rule", "No rule"]
    assert "later, from 1 January 2024" in texts[0]
    assert "A [added: strict ] rule" in texts[0]
    assert "this version, from 1 January 2022" in texts[1]
    assert "[removed: No ] [added: A ] rule" in texts[1]
    assert "earlier, from 1 January 2020" in texts[2]
    assert "Not researched before." in texts[2]


def test_a_version_leads_to_the_page_of_its_change_with_the_day(versions):
    shown = section(versions[0], "versions", "?as_of=2023-01-01")
    assert shown.find(href=f"/changes/{versions[1].slug}/?as_of=2023-01-01")


def test_a_finding_without_other_versions_has_no_such_list():
    assert section(make_finding(), "versions") is None


def test_what_was_recorded_says_when_under_which_revision_and_what():
    finding = make_finding(answer="Yes")
    finding.answer = "No"
    finding.save()
    last, first = Finding.history.all()
    steps = [squeeze(li) for li in section(finding, "recorded").select("ul > li")]
    assert f"revision {last.revision}" in steps[0]
    assert "Correction" in steps[0]
    assert "[removed: Yes ] [added: No ]" in steps[0]
    assert "First published" in steps[1]
    assert f"revision {first.revision}" in steps[1]
    assert f"recorded {first.history_date.day} {first.history_date:%B %Y, %H:%M} UTC" in steps[1]


def test_what_a_draft_said_and_who_wrote_it_stay_unseen():
    editor = make_editor(username="mallory", first_name="Mallory", last_name="Smith")
    finding = make_finding(publication="draft", answer="Secret")
    finding.publication, finding.answer = "published", "Public"
    finding.save()
    Finding.history.update(history_user=editor)
    text = Client().get(finding.get_absolute_url()).text
    assert "First published" in text
    for hidden in ("Secret", "mallory", "Mallory", "Smith"):
        assert hidden not in text


def test_a_citation_that_came_later_is_told():
    finding = make_finding()
    entry = Finding.history.get()
    earlier = entry.history_date - timedelta(hours=1)
    Finding.history.filter(pk=entry.pk).update(history_date=earlier)
    make_citation(finding=finding, instrument=make_instrument(short_name="Act"), pinpoint="s. 1")
    assert "[added: Act, s. 1 ]" in squeeze(section(finding, "recorded"))


def test_a_page_asks_as_many_queries_of_many_versions_as_of_few(django_assert_max_num_queries):
    finding = make_finding()
    cell = {"jurisdiction": finding.jurisdiction, "criterion": finding.criterion}
    make_citation(finding=finding)
    make_citation(finding=make_finding(**cell, valid_from=date(2023, 1, 1)))

    def queries() -> int:
        with django_assert_max_num_queries(40) as captured:
            assert Client().get(finding.get_absolute_url()).status_code == 200
        return len(captured)

    few = queries()
    with together():
        for year in range(1990, 2020):
            make_citation(finding=make_finding(**cell, valid_from=date(year, 1, 1)))
            finding.detail = f"Because of {year}."
            finding.save()
    assert queries() == few
