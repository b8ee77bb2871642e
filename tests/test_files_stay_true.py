"""What a file leads to shows for ever what the file says, though it was made of today and now."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from jurisdictions.models import Finding, Revision

from .factories import make_finding
from .pages import parse, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
# Each table whose rows have an address of their own, and the column of it.
FILES = {
    "compare": "finding_address",
    "jurisdictions": "address",
    "findings": "finding_address",
    "instruments": "address",
    "timeline": "address",
    "changes": "address",
    "coverage": "address",
    "pillars": "finding_address",
    "topics": "finding_address",
}
# Unasked, changes are those of the last twelve months: on a later day there may be none.
CHOSEN = {"compare": "jurisdiction=dubai", "changes": "from=2024-01-01"}


def addresses(client, name: str, query: str = "") -> list[str]:
    """The addresses of the records of a file, as CSV has them."""
    content = client.get(f"/{name}.csv?{query}").getvalue().decode()
    rows = csv.DictReader(io.StringIO(content))
    return list(filter(None, (row[FILES[name]] for row in rows)))


def address_of(client, one: Finding, name: str, query: str = "") -> str:
    """The address of a finding in a file."""
    [found] = [a for a in addresses(client, name, query) if f"/{one.slug}/" in a]
    return found


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@pytest.mark.few(4)
@pytest.mark.usefixtures("four_places")
@pytest.mark.parametrize("name", FILES)
def test_every_address_says_day_and_revision_and_opens(client, name):
    found = addresses(client, name, CHOSEN.get(name, ""))
    assert found
    for address in found:
        asked = parse_qs(urlsplit(address).query)
        assert asked["rev"] == [str(Revision.current().number)]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", asked["as_of"][0])
    assert client.get(path_of(found[0])).status_code == 200


@pytest.mark.parametrize("name", ["findings", "compare"])
def test_a_later_edit_does_not_alter_what_it_shows(client, name):
    one = make_finding(answer="As first read")
    query = f"jurisdiction={one.jurisdiction.slug}" if name == "compare" else ""
    address = address_of(client, one, name, query)
    changed = Finding.objects.get(pk=one.pk)
    changed.answer = "As read later"
    changed.save()
    shown = squeeze(parse(client.get(path_of(address))).main)
    assert "As first read" in shown
    assert "As read later" not in shown


def test_the_day_that_was_asked_for_stays(client):
    address = address_of(client, make_finding(), "findings", "as_of=2025-06-30")
    assert parse_qs(urlsplit(address).query)["as_of"] == ["2025-06-30"]


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_a_memo_leads_to_the_same_addresses_as_the_records(client, suffix):
    one = make_finding()
    query = f"jurisdiction={one.jurisdiction.slug}"
    address = address_of(client, one, "compare", query)
    content = client.get(f"/compare.{suffix}?{query}").getvalue().decode()
    written = json.dumps(address)[1:-1] if suffix == "json" else address
    assert written in content
