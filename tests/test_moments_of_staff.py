"""A moment on the pages of staff says its zone, where it is shown and where it is asked for."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from jurisdictions.models import Link

from .factories import make_editor
from .pages import parse, squeeze
from .readers import make_report

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

AT = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
SAID = pytest.mark.parametrize(
    ("language", "said"), [("/de", "3. März 2026, 14:05 UTC"), ("", "3 March 2026, 14:05 UTC")]
)


@pytest.fixture
def ada(client):
    user = make_editor(username="ada")
    client.force_login(user)
    return user


@SAID
@pytest.mark.parametrize("page", ["", "{pk}/change/"])
def test_of_what_readers_sent(client, ada, language, said, page):
    report = make_report(received_at=AT)
    address = f"{language}/admin/jurisdictions/report/{page.format(pk=report.pk)}"
    assert said in squeeze(parse(client.get(address)).select_one("#content"))


@SAID
def test_of_the_check_of_a_link(client, ada, language, said):
    link = Link.objects.create(address="https://example.org/", checked_at=AT)
    address = f"{language}/admin/jurisdictions/link/{link.pk}/change/"
    assert said in squeeze(parse(client.get(address)).select_one("#content"))


@SAID
def test_of_the_history_of_a_record(client, ada, language, said):
    report = make_report()
    report.history.update(history_date=AT)
    address = f"{language}/admin/jurisdictions/report/{report.pk}/history/"
    assert said in squeeze(parse(client.get(address)).select_one("#change-history"))


@SAID
def test_of_the_history_of_an_account(client, ada, language, said):
    LogEntry.objects.log_actions(ada.pk, type(ada).objects.all(), CHANGE, single_object=True)
    LogEntry.objects.update(action_time=AT)
    address = f"{language}/admin/auth/user/{ada.pk}/history/"
    assert said in squeeze(parse(client.get(address)).select_one("#change-history"))


@pytest.mark.parametrize(("language", "said"), [("/de", "Zeitzone: UTC."), ("", "Time zone: UTC.")])
@pytest.mark.parametrize("field", ["last_login", "date_joined"])
def test_which_zone_the_form_of_an_account_asks_for(client, ada, language, said, field):
    form = parse(client.get(f"{language}/admin/auth/user/{ada.pk}/change/"))
    assert squeeze(form.select_one(f".field-{field} .help")) == said
