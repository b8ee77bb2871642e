"""What is called as was asked comes first; then what is most about it."""

from datetime import date

import pytest

from jurisdictions.search.kinds import Kind
from jurisdictions.search.ranking import WEIGHTS

from .factories import (
    make_citation,
    make_concept,
    make_criterion,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_source,
    make_term,
)
from .searching import asked, hits


@pytest.mark.django_db
class TestTheRule:
    def test_a_title_counts_for_more_than_a_text(self):
        make_source(title="Something else", publisher="Escrow")
        body = make_finding(answer="Nothing", detail="Of escrow.")
        title = make_finding(answer="Escrow it is", detail="Nothing more.")
        found = hits("escrow", kind=["finding"])
        assert found == [f"finding {title.slug}", f"finding {body.slug}"]

    def test_a_law_comes_before_what_is_said_of_it(self):
        law = make_instrument(short_name="Escrow Act")
        make_finding(answer="The Escrow Act says so")
        assert hits("escrow act")[0] == f"instrument {law.slug}"

    def test_of_several_of_one_name_the_place_comes_before_the_law(self):
        law = make_instrument(short_name="Avalon")
        place = make_jurisdiction(short_name="Avalon")
        assert hits("avalon")[:2] == [f"jurisdiction {place.slug}", f"instrument {law.slug}"]

    def test_a_number_names_a_provision_by_its_beginning_but_not_by_a_part(self):
        made = {
            pinpoint: make_citation(pinpoint=pinpoint).instrument.slug
            for pinpoint in ("Art. 590", "Art. 59(2)")
        }
        assert hits("Art. 59", kind=["instrument"]) == [f"instrument {made['Art. 59(2)']}"]

    def test_a_law_is_found_by_its_number_before_those_that_name_it(self):
        law = make_instrument(name="Regulation (EU) 2023/1114 on walruses", short_name="Walrus Act")
        make_instrument(name="Act to carry out Regulation (EU) 2023/1114", short_name="Ice Act")
        make_finding(answer="What 2023/1114 says, and 2023/1114 again", detail="2023/1114")
        assert hits("2023/1114")[0] == f"instrument {law.slug}"

    def test_the_number_of_another_law_in_a_name_is_not_its_own(self):
        name = "Act of 5 May 2024 that carries out Regulation (EU) 2023/1114"
        make_instrument(name=name, short_name="Ice Act")
        [own] = asked("2023/1114").rows(0, 9)
        assert own.tier == 2

    def test_words_as_typed_come_before_other_words_for_the_same(self):
        concept = make_concept(name="Service provider")
        for term in ("walrus firm", "narwhal firm"):
            make_term(concept=concept, term=term)
        other = make_finding(answer="Walrus firms, walrus firms", detail="A walrus firm.")
        typed = make_finding(answer="Nothing", detail="One narwhal firm in a much longer text.")
        found = hits("narwhal firm", kind=["finding"])
        assert found == [f"finding {typed.slug}", f"finding {other.slug}"]
        assert "walrus firm" in asked("narwhal firm").question.synonyms
        assert hits('"narwhal firm"', kind=["finding"]) == [f"finding {typed.slug}"]

    def test_a_place_comes_first_that_is_called_by_its_initials(self):
        place = make_jurisdiction(name="European Union", short_name="European Union")
        make_instrument(name="EU rules, EU law", short_name="EU rules")
        assert hits("EU")[0] == f"jurisdiction {place.slug}"

    def test_of_equal_findings_the_later_comes_first(self):
        place, row = make_jurisdiction(), make_criterion()
        same = {"jurisdiction": place, "criterion": row, "answer": "Escrow", "detail": "."}
        slugs = [
            make_finding(valid_from=date(year, 1, 1), **same).slug for year in (2020, 2024, 2022)
        ]
        found = hits("escrow", day=None)
        assert found == [f"finding {slugs[n]}" for n in (1, 2, 0)]

    def test_every_kind_has_a_weight(self):
        assert WEIGHTS.keys() == set(Kind)
