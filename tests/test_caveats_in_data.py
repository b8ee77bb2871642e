"""What data names as a provision, it marks where its text is no law on the day: in words as people
read it, and in codes that are the same in every language."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jurisdictions.caching import kept
from jurisdictions.law.caveats import Caveat
from jurisdictions.models import ApproachPeriod, Citation, Finding, Instrument
from jurisdictions.releasing.codebook import RULES

from .factories import (
    make_concept,
    make_event,
    make_finding,
    make_instrument,
    make_jurisdiction,
    make_period,
    make_term,
)

pytestmark = pytest.mark.any_database

Y1, Y2, Y3 = (date(2020 + n, 3, 15) for n in range(3))
EVE = Y2 - timedelta(days=1)
ON = {
    EVE: ("Token Act (proposed), s. 7", "proposed"),
    Y2: ("Token Act, s. 7", ""),
    Y3: ("Token Act (repealed), s. 7", "repealed"),
}
FILES = ("findings.csv", "findings.json", "compare.csv", "compare.json")


@pytest.fixture(autouse=True)
def act(db):
    """Proposed in Y1, in force from Y2, repealed in Y3; a finding and an approach rest on it."""
    here = make_jurisdiction(slug="here")
    act = make_instrument(jurisdiction=here, short_name="Token Act", slug="act")
    for kind, day in (("proposed", Y1), ("in-force", Y2), ("repealed", Y3)):
        make_event(jurisdiction=here, instrument=act, kind=kind, date=day, is_milestone=True)
    finding = make_finding(slug="one", jurisdiction=here, valid_from=Y1)
    Citation.objects.create(finding=finding, instrument=act, pinpoint="s. 7")
    make_period(
        jurisdiction=here, valid_from=Y1, key_instrument_label="The Act"
    ).key_instruments.add(act)
    return act


def fetched(address: str, day: date) -> str:
    return Client().get(f"/{address}?jurisdiction=here&as_of={day}").getvalue().decode()


def first_row(address: str, day: date) -> dict:
    """Of a file, its lists joined as CSV has them."""
    content = fetched(address, day)
    if address.endswith(".csv"):
        return next(csv.DictReader(io.StringIO(content)))
    row = json.loads(content)["rows"][0]
    return {name: " | ".join(v) if isinstance(v, list) else v for name, v in row.items()}


def provision_in(address: str, day: date) -> tuple[str, str]:
    row = first_row(address, day)
    return row["provisions"], row["provision_caveats"]


def ask(address: str, day: date):
    return Client().get(f"/api/v1/{address}as_of={day}").json()


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_it_beside_the_provision_and_as_a_code(file):
    assert {day: provision_in(file, day) for day in ON} == ON


def test_a_workbook_says_it_too():
    content = Client().get(f"/findings.xlsx?as_of={EVE}").getvalue()
    head, row = load_workbook(io.BytesIO(content))["Records"].values
    said = dict(zip(head, row, strict=True))
    assert (said["Provisions"], said["Caveats of the provisions (codes)"]) == ON[EVE]


@pytest.mark.parametrize("file", FILES)
def test_the_code_is_the_same_in_every_language(file):
    assert provision_in(f"de/{file}", EVE) == ("Token Act (vorgeschlagen), s. 7", "proposed")


@pytest.mark.parametrize("file", FILES)
def test_codes_stand_in_the_order_of_the_provisions(file):
    cited = {"finding": Finding.objects.get(), "instrument": make_instrument(short_name="Old Act")}
    Citation.objects.create(position=0, pinpoint="s. 1", **cited)
    Citation.objects.filter(instrument__slug="act").update(position=1)
    assert provision_in(file, EVE) == ("Old Act, s. 1 | Token Act (proposed), s. 7", " | proposed")
    assert provision_in(file, Y2)[1] == ""


def test_what_was_written_for_one_day_does_not_stand_in_the_file_of_another():
    """Also where a line is held for the files of all days on which it is the same."""
    in_turn = [EVE, Y2, EVE + timedelta(days=2), Y3, EVE - timedelta(days=1), Y2]
    codes = [provision_in("findings.csv", day)[1] for day in in_turn]
    assert codes == ["proposed", "", "", "repealed", "proposed", ""]


def test_a_text_that_is_no_law_by_its_kind_alone_has_its_kind_for_a_code(act):
    act.events.all().delete()
    for kind in (Caveat.BILL, Caveat.CONSULTATION):
        Instrument.objects.update(kind=kind.value)
        assert provision_in("findings.csv", Y2) == (f"Token Act ({kind.value}), s. 7", kind.value)
        assert ask("findings/one/?", Y2)["result"]["provisions"][0]["caveat"] == kind.value


@pytest.mark.each_database
def test_what_the_texts_are_is_read_before_the_first_row_is_sent(monkeypatch, settings):
    settings.KEPT_FILES_MB = 0
    monkeypatch.setattr(kept, "LONGEST", 0)
    for file in ("findings.json", "findings.csv", "glossary.csv"):
        answer = Client().get(f"/{file}?as_of={EVE}")
        with CaptureQueriesContext(connection) as asked:
            answer.getvalue()
        assert answer.streaming
        assert not any('"jurisdictions_event"' in query["sql"] for query in asked)


def test_the_file_of_jurisdictions_has_the_codes_of_the_key_instrument():
    def key(day: date) -> tuple[str, str]:
        row = first_row("jurisdictions.csv", day)
        return row["key_instrument"], row["key_instrument_caveats"]

    assert key(EVE) == ("The Act (proposed)", "proposed")
    assert key(Y2) == ("The Act", "")
    ApproachPeriod.objects.get().key_instruments.add(make_instrument())
    assert key(EVE) == ("The Act", "")


def test_the_file_of_terms_says_what_the_text_is_that_defines_one(act):
    cited = {"instrument": act, "pinpoint": "s. 2", "jurisdiction": act.jurisdiction}
    make_term(concept=make_concept(), **cited)

    def defined(day: date) -> tuple[str, str]:
        row = first_row("glossary.csv", day)
        return row["defined_in"], row["caveat"]

    assert defined(EVE) == ("Token Act (proposed), s. 2", "proposed")
    assert defined(Y2) == ("Token Act, s. 2", "")


def test_the_api_says_it_of_each_provision():
    for day, (_, code) in ON.items():
        expected = [{"instrument": "act", "pinpoint": "s. 7", "caveat": code}]
        assert ask("findings/one/?", day)["result"]["provisions"] == expected
        [row] = ask("comparison/?jurisdiction=here&", day)["result"]["rows"]
        assert row["cells"][0]["provisions"] == expected


def test_the_api_says_it_of_the_key_instrument():
    def codes(day: date) -> list[str]:
        return ask("jurisdictions/here/?", day)["result"]["approach"]["key_instrument_caveats"]

    assert [codes(day) for day in ON] == [["proposed"], [], ["repealed"]]


def test_each_code_is_explained_where_it_stands():
    codes = ", ".join(Caveat.values)
    columns = json.loads(fetched("findings.json", EVE))["columns"]
    [meaning] = [one["meaning"] for one in columns if one["name"] == "provision_caveats"]
    assert codes in meaning
    schemas = Client().get("/api/v1/openapi.json").json()["components"]["schemas"]
    told = schemas["Provision"]["properties"]["caveat"]["oneOf"]
    assert [one["const"] for one in told] == ["", *Caveat.values]
    assert all(one["description"] for one in told[1:])


def test_the_readme_names_all_codes_and_the_codebook_warns():
    readme = (Path(settings.BASE_DIR) / "README.md").read_text()
    assert all(f"`{code}`" in readme for code in Caveat.values)
    assert "A text that is cited need not be law." in RULES
