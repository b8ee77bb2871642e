"""A feed of very many findings: a database takes only so many keys in one statement."""

from datetime import date

import pytest
from django.db import connection

from jurisdictions import feeds

from .factories import make_cited_finding, together
from .test_feeds import entries, text

pytestmark = pytest.mark.django_db

MOST = 3


@pytest.fixture(autouse=True)
def few_keys(monkeypatch):
    monkeypatch.setattr(feeds, "MOST_KEYS", MOST)


def made(number: int) -> list:
    with together():
        return [make_cited_finding(valid_from=date(2024, 1, 1 + one)) for one in range(number)]


def test_their_keys_are_not_all_sent_to_the_database():
    made(8)
    sent = []

    def noted(execute, sql, params, many, context):
        if 'MAX("jurisdictions_historicalcitation"' in sql:
            sent.append(len(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        assert len(entries("/findings.atom")) == 8
    assert len(sent) == 1
    # Beside the keys only the names of what was written.
    assert sent[0] <= 2 * (MOST + 1)


@pytest.mark.parametrize("number", [MOST, MOST + 1])
def test_what_was_written_last_stands_first(number):
    oldest, *_ = made(number)
    oldest.answer = "Written anew"
    oldest.save()
    found = entries("/findings.atom")
    assert len(found) == number
    assert text(found[0], "title").endswith("Written anew")


def test_a_choice_is_of_what_was_chosen():
    one, *_ = made(MOST + 1)
    (entry,) = entries(f"/findings.atom?jurisdiction={one.jurisdiction.slug}")
    assert text(entry, "title").endswith(one.answer)
