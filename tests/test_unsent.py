"""What staff send after their session has ended is not lost, and is not saved by itself."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from jurisdictions.choices import Publication

from .desk import address, entries
from .factories import make_finding
from .signing_in import HOUR, PASSWORD, age

pytestmark = pytest.mark.django_db

OURS = {"HTTP_ORIGIN": "http://testserver"}
FORM = {"content_type": "application/x-www-form-urlencoded"}
TYPED = "An hour of reading, in two words"


@pytest.fixture
def finding(db):
    return make_finding(publication=Publication.DRAFT)


@pytest.fixture
def desk(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    return client


def opened(desk, finding) -> dict:
    """What a browser sends of a form that was opened, with its token."""
    page = desk.get(address(finding, "change"))
    return entries(page, note=TYPED, csrfmiddlewaretoken=token_in(page), _submit="")


def token_in(page) -> str:
    return BeautifulSoup(page.text, "html.parser").select_one("[name=csrfmiddlewaretoken]")["value"]


def held_by(page) -> dict:
    form = BeautifulSoup(page.text, "html.parser").select_one("#content-main form")
    return {field["name"]: field["value"] for field in form.select("input")}


def end(desk):
    age(desk, 9 * HOUR, 0)


def sign_in_again(desk):
    """In another tab, with a form of its own."""
    where = "/admin/login/?next=/admin/"
    typed = {
        "username": "ada",
        "password": PASSWORD,
        "csrfmiddlewaretoken": token_in(desk.get(where)),
    }
    assert desk.post(where, typed).status_code == 302


def test_a_form_sent_after_the_end_of_the_session_is_kept_in_the_answer(desk, finding):
    sent = opened(desk, finding)
    end(desk)
    page = desk.post(address(finding, "change"), sent, **OURS)
    assert page.status_code == 403
    assert "Nothing was saved" in page.text
    assert 'href="/admin/login/?next=%2Fadmin%2F" target="_blank"' in page.text
    assert "/de/admin/" not in page.text
    without_token = {name: str(value) for name, value in sent.items() if "token" not in name}
    assert without_token.items() <= held_by(page).items()
    finding.refresh_from_db()
    assert finding.note != TYPED


def test_who_signed_in_again_reads_as_whom_and_sends_it(desk, finding):
    sent = opened(desk, finding)
    end(desk)
    page = desk.post(address(finding, "change"), sent, **OURS)
    sign_in_again(desk)
    again = desk.post(address(finding, "change"), held_by(page), **OURS)
    assert again.status_code == 403
    assert "You are signed in as ada." in again.text
    assert desk.post(address(finding, "change"), held_by(again), **OURS).status_code == 302
    finding.refresh_from_db()
    assert finding.note == TYPED
    assert finding.history.first().history_user.username == "ada"


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "http://evil.example"}])
def test_what_another_site_sent_is_not_offered_to_be_sent(desk, finding, origin):
    answer = desk.post(address(finding, "change"), {"note": TYPED, "_save": ""}, **origin)
    assert answer.status_code == 403
    assert "The form is out of date" in answer.text
    assert TYPED not in answer.text


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/admin/password_change/", {"old_password": "a secret", "new_password1": "another"}),
        ("/admin/second-factor/", {"code": "123456"}),
        ("/admin/logout/", {}),
    ],
)
def test_secrets_are_written_into_no_page(client, path, sent):
    answer = client.post(path, sent, **OURS)
    assert answer.status_code != 403
    assert "a secret" not in answer.text


def test_a_file_has_to_be_chosen_anew(desk, finding):
    page = desk.post(address(finding, "change"), {"note": TYPED}, **OURS)
    assert "choose it anew" not in page.text
    with open(__file__, "rb") as file:
        page = desk.post(address(finding, "change"), {"note": TYPED, "file": file}, **OURS)
    assert "choose it anew" in page.text


def test_who_uploads_a_file_alone_is_told_that_it_was_not_taken(desk):
    end(desk)
    with open(__file__, "rb") as file:
        page = desk.post("/admin/jurisdictions/source/import/", {"file": file}, **OURS)
    assert page.status_code == 403
    assert "choose it anew" in page.text


def test_a_form_that_is_too_large_to_be_read_stays_refused(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = desk.post("/admin/jurisdictions/source/add/", "note=" + "x" * 200, **OURS, **FORM)
    assert answer.status_code in (400, 413)


def test_of_a_german_page_the_answer_is_german(desk, finding):
    sent = opened(desk, finding)
    end(desk)
    page = desk.post(f"/de{address(finding, 'change')}", sent, **OURS)
    assert page.status_code == 403
    assert "Nichts wurde gespeichert" in page.text
    assert 'href="/de/admin/login/' in page.text
