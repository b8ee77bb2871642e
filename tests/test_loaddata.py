"""Plain loaddata looks up what references point to once, and never takes a record for another."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from jurisdictions.models import Jurisdiction, Regulator

from .factories import make_finding, make_instrument

pytestmark = pytest.mark.django_db


def place(pk: int, slug: str) -> dict:
    fields = {"slug": slug, "name": slug, "short_name": slug, "kind": "country", "position": pk}
    return {"model": "jurisdictions.jurisdiction", "pk": pk, "fields": fields}


def regulator(slug: str, of: str) -> dict:
    fields = {"slug": slug, "name": slug, "jurisdiction": [of]}
    return {"model": "jurisdictions.regulator", "fields": fields}


def citation(finding, instrument, pinpoint: str) -> dict:
    refers = {"finding": [finding.slug], "instrument": [instrument.slug]}
    fields = refers | {"pinpoint": pinpoint, "position": 1}
    return {"model": "jurisdictions.citation", "fields": fields}


@pytest.fixture
def loaddata(tmp_path):
    def load(*records: dict) -> None:
        file = tmp_path / "some.json"
        file.write_text(json.dumps(records))
        call_command("loaddata", file, verbosity=0)

    return load


def test_a_record_is_looked_up_once_however_many_refer_to_it(loaddata):
    asked = []
    for number in (2, 20):
        slugs = [f"of-{number}-{one}" for one in range(number)]
        with CaptureQueriesContext(connection) as captured:
            loaddata(place(number, f"a{number}"), *(regulator(s, f"a{number}") for s in slugs))
        of_place = [q for q in captured if 'WHERE "jurisdictions_jurisdiction"."slug"' in q["sql"]]
        asked.append(len(of_place))
    assert asked[0] == asked[1] > 0


def test_what_a_finding_cites_is_looked_up_once_however_many_provisions(loaddata):
    finding, instrument = make_finding(), make_instrument()
    asked = []
    for number in (2, 20):
        some = (citation(finding, instrument, f"Art. {number}.{one}") for one in range(number))
        with CaptureQueriesContext(connection) as captured:
            loaddata(*some)
        by_key = [q for q in captured if '."id" = ' in q["sql"] and "SELECT" in q["sql"]]
        asked.append(len(by_key))
    assert asked[0] == asked[1] > 0


def test_a_slug_that_goes_to_another_record_in_the_same_file_means_that_one(loaddata):
    loaddata(
        *(place(1, "a"), regulator("first", "a")),
        *(place(1, "b"), place(2, "a"), regulator("second", "a"), regulator("third", "b")),
    )
    found = dict(Regulator.objects.values_list("slug", "jurisdiction_id"))
    assert found == {"first": 1, "second": 2, "third": 1}


def test_a_slug_that_is_given_up_in_the_same_file_is_not_found_any_more(loaddata):
    with pytest.raises(DatabaseError):
        loaddata(place(1, "a"), regulator("first", "a"), place(1, "b"), regulator("second", "a"))
    assert not Jurisdiction.objects.exists()


def test_nothing_is_remembered_after_a_load(loaddata):
    loaddata(place(1, "a"), regulator("first", "a"))
    Jurisdiction.objects.filter(pk=1).update(slug="b")
    with pytest.raises(Jurisdiction.DoesNotExist):
        Jurisdiction.objects.get_by_natural_key("a")


@pytest.mark.parametrize(
    "text", ["", "a\0b", "- {model: jurisdictions.approach", "- {model: no.such}"]
)
def test_a_file_that_is_no_fixture_is_refused_in_a_sentence_that_names_it(tmp_path, text):
    file = tmp_path / "odd.yaml"
    file.write_text(text)
    with pytest.raises(CommandError, match=r"^[^\n]*odd\.yaml': \S[^\n]*\. Nothing was loaded\.$"):
        call_command("loaddata", file, verbosity=0)
