"""How many jurisdictions had which stance at the end of each year: plot, table and file."""

import csv
import io
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from jurisdictions.charts.stances import over_years
from jurisdictions.choices import Publication, Scale, Stance
from jurisdictions.models import Criterion, Finding, Jurisdiction

from .factories import make_criterion, make_finding, make_jurisdiction
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = date(2026, 11, 24)
REGULATION = Scale.REGULATION.stances


def plotted(*findings: Finding, day: date = DAY, chosen=(), places=None):
    """The plot of findings made for one criterion, of their jurisdictions."""
    places = places or {f.jurisdiction_id: f.jurisdiction for f in findings}.values()
    begun = [finding for finding in findings if finding.valid_from <= day]
    return over_years(begun, list(places), REGULATION, day, chosen)


def counts(plot) -> dict[str, dict[str, int]]:
    """How many there are by label and code, without those that are none."""
    return {
        entry.label: {
            kind.code: number
            for kind, number in zip(plot.kinds, entry.counts, strict=True)
            if number
        }
        for entry in plot.entries
    }


def begins(*days: tuple, **changes) -> list[Finding]:
    """Versions of one cell, each with its first day and stance."""
    cell = {"jurisdiction": make_jurisdiction(), "criterion": make_criterion()}
    return [make_finding(**cell | changes, valid_from=day, stance=s) for day, s in days]


def read(address: str) -> list[dict]:
    response = Client().get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def table(page) -> list[list[str]]:
    return [[squeeze(cell) for cell in row(["th", "td"])] for row in page.select(".bars tr")]


def test_what_begins_on_31_december_counts_at_the_end_of_that_year():
    found = begins((date(2023, 12, 31), "regulated"))
    first, *_ = counts(plotted(*found)).items()
    assert first == ("2023", {"regulated": 1})


def test_what_begins_on_1_january_counts_from_the_end_of_its_own_year():
    found = begins((date(2022, 5, 1), "unclear"), (date(2024, 1, 1), "prohibited"))
    assert counts(plotted(*found)) == {
        "2022": {"unclear": 1},
        "2023": {"unclear": 1},
        "2024": {"prohibited": 1},
        "2025": {"prohibited": 1},
        "24 Nov 2026": {"prohibited": 1},
    }


def test_the_last_bar_is_the_day_shown_and_says_so():
    last = plotted(*begins((date(2020, 1, 1), "regulated"))).entries[-1]
    assert (last.day, last.name) == (DAY, "24 November 2026, the day shown")


def test_a_change_after_the_day_shown_is_not_counted():
    found = begins((date(2025, 1, 1), "unclear"), (date(2026, 11, 25), "regulated"))
    assert counts(plotted(*found))["24 Nov 2026"] == {"unclear": 1}
    on_it = counts(plotted(*found, day=date(2026, 11, 25)))
    assert on_it["25 Nov 2026"] == {"regulated": 1}


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        (date(2024, 1, 1), ["2023", "1 Jan 2024"]),
        (date(2023, 12, 31), ["31 Dec 2023"]),
        (date(2023, 6, 1), ["1 Jun 2023"]),
        (date(2023, 5, 31), []),
    ],
)
def test_the_years_go_from_the_first_finding_to_the_day_shown(day, labels):
    found = begins((date(2023, 6, 1), "regulated"))
    assert list(counts(plotted(*found, day=day))) == labels


def test_a_day_to_come_shows_what_is_law_already_for_it():
    found = begins((date(2026, 1, 1), "unclear"), (date(2027, 10, 25), "regulated"))
    by_label = counts(plotted(*found, day=date(2029, 2, 1)))
    assert by_label["2026"] == {"unclear": 1}
    assert by_label["2027"] == by_label["1 Feb 2029"] == {"regulated": 1}


def test_a_jurisdiction_without_a_finding_is_not_researched():
    [found] = begins((date(2025, 1, 1), "regulated"))
    by_label = counts(plotted(found, places=[found.jurisdiction, make_jurisdiction()]))
    assert by_label["2025"] == {"regulated": 1, "not-researched": 1}


def test_stances_that_are_not_chosen_are_outside_the_filter():
    first, second = (begins((date(2025, 1, 1), s))[0] for s in ("regulated", "unclear"))
    places = [first.jurisdiction, second.jurisdiction, make_jurisdiction()]
    plot = plotted(first, second, chosen=[Stance.UNCLEAR], places=places)
    assert [kind.code for kind in plot.kinds] == ["unclear", "outside-filter", "not-researched"]
    assert plot.entries[0].counts == (1, 1, 1)


def test_many_years_share_the_height_and_label_only_some_bars():
    plot = plotted(*begins((date(1950, 1, 1), "regulated")), day=date(2100, 12, 31))
    labelled = [bar for bar in plot.bars if bar.is_labelled]
    assert labelled[-1].entry is plot.entries[-1]
    tops = [bar.top for bar in labelled]
    assert 1 < len(tops) < len(plot.bars)
    assert all(below - above >= 12 for above, below in pairwise(tops))


def test_pieces_lie_side_by_side_and_fill_the_bar():
    found = [begins((date(2025, 1, 1), stance))[0] for stance in REGULATION]
    for bar in plotted(*found).bars:
        ends = [(piece.x, piece.x + piece.width) for piece in bar.pieces]
        assert all(end == x for (_, end), (x, _) in pairwise(ends))
        assert (ends[0][0], ends[-1][1]) == (84, 396)


def test_a_criterion_without_findings_has_no_plot_and_an_empty_file(client):
    criterion = make_criterion(slug="bare")
    make_jurisdiction()
    make_finding(criterion=criterion, publication=Publication.DRAFT)
    assert not parse(client.get("/topics/bare/")).select(".bars")
    assert read("/topics/bare/stances.csv") == []


def test_only_compared_jurisdictions_are_counted():
    criterion = make_criterion(slug="one")
    make_finding(criterion=criterion, valid_from=date(2001, 1, 1))
    uncompared = make_jurisdiction(compared=False)
    make_finding(criterion=criterion, jurisdiction=uncompared, valid_from=date(1990, 1, 1))
    rows = read("/topics/one/stances.csv")
    assert rows[0]["year"] == "2001"
    assert {row["jurisdictions"] for row in rows} == {"0", "1"}


@pytest.mark.usefixtures("world_edition")
class TestWithAllData:
    ADDRESSES = (
        "/topics/custody/?as_of=2026-11-24",
        "/topics/custody/?as_of=2024-12-31&stance=regulated",
        "/pillars/non-custodial-architecture/?as_of=2030-01-01",
        "/pillars/governance-transition/?as_of=2019-01-01&sort=name&stance=unclear",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_counts_of_each_year_sum_to_all_compared_jurisdictions(self, address):
        compared = Jurisdiction.objects.compared().count()
        _, *rows = table(parse(Client().get(address)))
        assert rows
        assert {sum(map(int, numbers)) for _, *numbers in rows} == {compared}

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_the_file_says_the_same_as_the_table(self, address):
        (_, *words), *rows = table(parse(Client().get(address)))
        on_page = [(w, n) for _, *numbers in rows for w, n in zip(words, numbers, strict=True)]
        in_file = read(address.replace("/?", "/stances.csv?"))
        assert [(row["stance_label"], row["jurisdictions"]) for row in in_file] == on_page

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_every_piece_says_itself_in_words(self, address):
        page = parse(Client().get(address))
        (_, *words), *rows = table(page)
        told = [
            f"{name}: {word.lower()}, {number}"
            for name, *numbers in rows
            for word, number in zip(words, numbers, strict=True)
            if number != "0"
        ]
        assert [squeeze(title) for title in page.select(".bars svg title")] == told

    def test_the_end_of_a_year_counts_what_is_in_force_on_its_31_december(self):
        criterion = Criterion.objects.get(slug="custody")
        compared = Jurisdiction.objects.compared()
        rows = read("/topics/custody/stances.csv?as_of=2026-11-24")
        assert {row["stance"] for row in rows} & set(Stance.values)
        for row in rows:
            if row["stance"] in Stance.values:
                found = Finding.objects.as_of(date.fromisoformat(row["day"]))
                found = found.filter(criterion=criterion, jurisdiction__in=compared)
                assert found.filter(stance=row["stance"]).count() == int(row["jurisdictions"])

    def test_the_links_beside_the_plot_lead_to_files_of_the_same_choice(self):
        page = parse(Client().get(self.ADDRESSES[1]))
        links = {squeeze(a): a["href"] for a in page.select(".bars .files a")}
        assert list(links) == ["CSV", "Excel", "JSON"]
        assert links["CSV"] == "/topics/custody/stances.csv?as_of=2024-12-31&stance=regulated"

    @pytest.mark.parametrize("suffix", ["csv", "xlsx", "json", "md", "docx"])
    def test_the_file_comes_in_every_format_under_a_name_of_its_own(self, suffix):
        response = Client().get(f"/topics/custody/stances.{suffix}?as_of=2026-11-24")
        name = f"regcompare-topics-custody-stances-2026-11-24.{suffix}"
        assert name in response["Content-Disposition"]
        assert response.getvalue()

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/topics/custody/stances.csv?stance=odd", 400),
            ("/topics/custody/stances.csv?as_of=2023-02-29", 400),
            ("/topics/custody/stances.csv?page=2", 400),
            ("/pillars/custody/stances.csv", 404),
            ("/topics/custody/stances.pdf", 404),
        ],
    )
    def test_what_is_not_there_or_not_understood_is_refused(self, address, status):
        assert Client().get(address).status_code == status
