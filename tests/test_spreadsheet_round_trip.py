"""A file of records that nobody touched changes nothing when it is imported, table by table."""

import pytest

from jurisdictions.plain import FIELDS, stored
from jurisdictions.releasing.forms import as_csv as released_csv
from jurisdictions.releasing.tables import public_tables
from jurisdictions.spreadsheets.reading import read
from jurisdictions.spreadsheets.trial import attempt
from jurisdictions.spreadsheets.writing import FORMS, rows_of

pytestmark = pytest.mark.django_db


def demand_no_difference(model, name: str, content: bytes, number: int):
    trial = attempt(read(name, content), model, name, by=None)
    assert (trial.problems, trial.differences) == ([], [])
    assert len(trial.outcome.changes) == number > 0


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("model", FIELDS, ids=lambda model: model.__name__)
def test_what_is_exported_changes_nothing(world_edition, model, form):
    rows = rows_of(model, stored(model))
    demand_no_difference(model, f"all.{form}", FORMS[form](model, rows), len(rows))


def test_the_tables_of_the_release_change_nothing(world_edition):
    for table in public_tables():
        demand_no_difference(table.model, "a.csv", released_csv(table), len(table.rows))
