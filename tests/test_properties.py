"""What holds for every query string and every text, not only for those that we thought of."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.asking.query import FORM, check, tidy
from jurisdictions.choices import InstrumentKind, Stance
from jurisdictions.describing.addresses import canonical_path, normalised
from jurisdictions.describing.descriptions import LIMIT, shortened
from jurisdictions.describing.linked_data import script
from jurisdictions.filtersets import FindingFilters, InstrumentFilters
from jurisdictions.law.status import DECISIVE, Status, status_on
from jurisdictions.models import Finding, Instrument

from .addresses import DATED
from .pages import parse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.thorough,
]

# Pages only read, so that the examples of one test may share a database.
reading = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
few, many = settings(reading, max_examples=60), settings(reading, max_examples=200)

TODAY = date(2026, 11, 24)
PLACES = ["dubai", "united-states", "european-union"]
NAMES = st.sampled_from(
    ["jurisdiction", "criterion", "section", "stance", "q", "page", "as_of", "rev", "form", "odd"]
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
PAIRS = st.lists(st.tuples(NAMES | TEXT, TEXT | st.sampled_from([*PLACES, "1"])), max_size=6)


def queries(strategy):
    return strategy.map(lambda pairs: QueryDict(urlencode(pairs)))


class TestQueryStrings:
    @few
    @given(path=st.sampled_from(DATED), pairs=PAIRS)
    def test_a_page_answers_or_refuses_and_never_breaks(self, path, pairs):
        response = Client().get(f"{path}?{urlencode(pairs)}")
        assert response.status_code in (200, 302, 400)

    @few
    @given(text=st.text("<>\"'&=/a", min_size=1, max_size=20))
    def test_what_is_looked_for_is_shown_as_text(self, text):
        response = Client().get("/findings/?" + urlencode({"q": text}))
        if response.status_code == 200:
            field = parse(response).select_one("main input[name=q]")
            assert field["value"] == text

    @many
    @given(query=queries(PAIRS))
    def test_one_view_has_one_address_whatever_the_order(self, query):
        backwards = QueryDict(urlencode(list(reversed(pairs_of(query)))))
        assert normalised(query) == normalised(backwards)

    @many
    @given(query=queries(PAIRS))
    def test_the_address_of_an_address_is_itself(self, query):
        path = canonical_path(RequestFactory().get("/findings/", query))
        assert canonical_path(RequestFactory().get(path)) == path

    @many
    @given(query=queries(PAIRS))
    def test_nothing_but_defaults_is_lost_on_the_way(self, query):
        lost = set(pairs_of(query)) - set(normalised(query))
        assert all(name == FORM or (name, value) == ("page", "1") for name, value in lost)

    @many
    @given(query=queries(PAIRS))
    def test_a_tidied_form_is_tidy(self, query):
        sent = query.copy()
        sent[FORM] = "asked"
        tidied = tidy(sent)
        assert FORM not in tidied
        assert "" not in [value for _, value in pairs_of(tidied)]


def pairs_of(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]


class TestFilters:
    CHOICES = st.fixed_dictionaries(
        {},
        optional={
            "jurisdiction": st.lists(st.sampled_from(PLACES), min_size=1, unique=True),
            "stance": st.lists(st.sampled_from(Stance.values), min_size=1, unique=True),
            "section": st.just(["pillars"]),
            "q": st.sampled_from(["a", "law", "the", "zz"]).map(lambda word: [word]),
            "as_of": st.dates(date(2015, 1, 1), date(2027, 1, 1)).map(
                lambda day: [day.isoformat()]
            ),
        },
    )

    def found(self, choices: dict) -> set[int]:
        filters = FindingFilters(QueryDict(urlencode(choices, doseq=True)), today=TODAY)
        check(filters.form)
        return set(filters.qs.values_list("pk", flat=True))

    @few
    @given(choices=CHOICES, name=st.sampled_from(["jurisdiction", "stance", "section", "q"]))
    def test_another_filter_never_finds_more(self, choices, name):
        without = {key: values for key, values in choices.items() if key != name}
        assert self.found(choices) <= self.found(without)

    @few
    @given(choices=CHOICES)
    def test_several_values_find_what_each_of_them_finds(self, choices):
        for name in ("jurisdiction", "stance"):
            if name in choices:
                each = [self.found(choices | {name: [value]}) for value in choices[name]]
                assert self.found(choices) == set().union(*each)

    @few
    @given(choices=CHOICES)
    def test_on_any_day_a_cell_has_at_most_one_finding(self, choices):
        cells = Finding.objects.filter(pk__in=self.found(choices))
        found = list(cells.values_list("jurisdiction", "criterion"))
        assert len(found) == len(set(found))

    @few
    @given(kind=st.sampled_from(InstrumentKind.values))
    def test_each_instrument_has_one_kind(self, kind):
        filters = InstrumentFilters(QueryDict(f"kind={kind}"), today=TODAY)
        check(filters.form)
        assert filters.qs.count() == Instrument.objects.filter(kind=kind).count()


class TestStatus:
    STEPS = st.lists(st.tuples(st.sampled_from([*DECISIVE]), st.dates()), max_size=8)

    @many
    @given(steps=STEPS, day=st.dates())
    def test_what_lies_ahead_never_makes_law(self, steps, day):
        ahead = [(kind, when) for kind, when in steps if when > day]
        assert status_on(day, ahead) in (Status.NOT_YET, Status.NONE)

    @many
    @given(steps=STEPS, day=st.dates())
    def test_the_order_in_which_steps_are_told_makes_no_difference(self, steps, day):
        assert status_on(day, steps) == status_on(day, reversed(steps))


class TestTexts:
    @many
    @given(data=st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)))
    def test_no_data_ends_its_script_element(self, data):
        text = script(data)
        assert not {"<", ">", "&"} & set(text)
        assert json.loads(text) == data

    @many
    @given(text=st.text(max_size=500))
    def test_a_description_fits_and_is_one_line(self, text):
        assert len(shortened(text)) <= LIMIT
        assert "\n" not in shortened(text)
