"""Two sources with one address are most often one document: staff hear of it before they save."""

import pytest

from jurisdictions.models import Source
from jurisdictions.rules.links import plain_address, unarchived

from . import factories as make
from .desk import address, change, entries, errors
from .test_import_in_admin import confirmed, text_of, uploaded
from .workflow import member, signed_in

pytestmark = pytest.mark.django_db

ACT = "https://www.gov.uk/acts/7"
SENTENCE = "has this address already"


@pytest.fixture
def act():
    return make.make_source(title="The Act", url=ACT)


def add(client, url: str, **given):
    where = address(Source, "add")
    said = {"title": "A title", "publisher": "P", "slug": "new", "kind": "official"}
    return client.post(where, {**said, "access": "excerpt", "url": url, **given})


@pytest.mark.parametrize(
    "same",
    [
        ACT,
        "http://www.gov.uk/acts/7",
        "https://www.gov.uk/acts/7/",
        "https://WWW.gov.uk/acts/7",
        "https://gov.uk/acts/7",
        "https://www.gov.uk:443/acts/7",
        "https://www.gov.uk/acts/7#",
        "https://www.gov.uk/acts/7#:~:text=Section%201",
        "https://web.archive.org/web/20240101000000/https://www.gov.uk/acts/7",
    ],
)
def test_a_source_with_the_address_of_another_is_refused_with_the_name_of_that(
    admin_client, act, same
):
    answer = add(admin_client, same)
    assert SENTENCE in errors(answer)
    assert f'<a href="{address(act, "change")}" target="_blank">The Act (A publisher)</a>' in (
        errors(answer)
    )
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        "",
        "https://www.gov.uk/acts/70",
        "https://www.gov.uk/acts",
        "https://www.gov.uk/Acts/7",
        "https://www.gov.uk/acts/7?page=2",
        "https://www.gov.uk/acts/7#page=2",
        "https://laws.gov.uk/acts/7",
        "https://www.gov.uk:8443/acts/7",
    ],
)
def test_any_other_address_is_taken(admin_client, act, other):
    assert add(admin_client, other).status_code == 302


def test_two_sources_without_an_address_are_no_twins(admin_client):
    make.make_source(url="")
    assert add(admin_client, "").status_code == 302


def test_another_document_at_that_address_is_saved_once_that_is_ticked(admin_client, act):
    refused = add(admin_client, ACT)
    box = refused.context["adminform"].form["another_document"]
    assert not box.is_hidden
    assert add(admin_client, ACT, another_document="on").status_code == 302
    assert Source.objects.filter(url=ACT).count() == 2


def test_nobody_is_asked_before_it_matters(admin_client, act):
    page = admin_client.get(address(Source, "add"))
    assert page.context["adminform"].form["another_document"].is_hidden


def test_who_corrects_something_else_of_a_twin_is_not_asked_again(admin_client, act):
    twin = make.make_source(url=ACT)
    assert change(admin_client, twin, title="Another title").status_code == 302
    assert SENTENCE in errors(change(admin_client, twin, url=f"{ACT}/"))


def test_a_source_is_no_twin_of_itself(admin_client, act):
    assert change(admin_client, act, url=f"{ACT}/").status_code == 302


def test_a_refusal_for_something_else_does_not_ask(admin_client, act):
    refused = add(admin_client, "https://www.gov.uk/acts/8", title="")
    assert refused.context["adminform"].form["another_document"].is_hidden


def test_who_ticked_keeps_the_tick_when_something_else_is_wrong(admin_client, act):
    refused = add(admin_client, ACT, another_document="on", title="")
    assert SENTENCE not in errors(refused)
    assert entries(refused)["another_document"]
    again = admin_client.post(
        address(Source, "add"), entries(refused, title="A title"), follow=False
    )
    assert again.status_code == 302


def test_an_earlier_version_comes_back_without_a_question(admin_client, act):
    twin = make.make_source(url=ACT)
    change(admin_client, twin, url="https://www.gov.uk/acts/9")
    entry = twin.history.last()
    page = admin_client.get(f"{address(twin, 'history')}{entry.pk}/")
    form = page.context["adminform"].form
    posted = {field.html_name: field.value() for field in form if field.value() is not None}
    answer = admin_client.post(page.request["PATH_INFO"], posted)
    assert answer.status_code == 302, errors(answer)
    twin.refresh_from_db()
    assert twin.url == ACT


# --- Imports ---


@pytest.fixture
def manager():
    return signed_in(member("dana", "Data managers"))


def row(**changes) -> dict:
    said = {
        "slug": "new",
        "title": "New",
        "publisher": "P",
        "kind": "official",
        "access": "excerpt",
    }
    return said | changes


def test_the_preview_of_an_import_names_twins_and_leaves_the_decision(manager, act):
    page = uploaded(manager, Source, row(url=f"{ACT}/"))
    assert f"new and {act.slug} have one address: https://www.gov.uk/acts/7/" in text_of(page)
    confirmed(manager, page)
    assert Source.objects.filter(slug="new").exists()


def test_so_it_does_of_twins_within_the_file(manager):
    rows = row(url=ACT), row(slug="newer", url=f"{ACT}#")
    page = text_of(uploaded(manager, Source, *rows))
    assert "new and newer have one address" in page
    assert page.count("have one address") == 1


def test_twins_that_the_file_does_not_bring_about_are_not_its_business(manager, act):
    twin = make.make_source(url=ACT)
    page = uploaded(manager, Source, {"slug": twin.slug, "title": "After"})
    assert "have one address" not in text_of(page)


def test_an_import_that_parts_twins_tells_of_none(manager, act):
    twin = make.make_source(url=ACT)
    page = uploaded(manager, Source, {"slug": twin.slug, "url": "https://www.gov.uk/acts/9"})
    assert "have one address" not in text_of(page)


# --- The data ---


def test_a_copy_in_an_archive_is_told_from_what_it_is_a_copy_of():
    copy = f"https://web.archive.org/web/20240101id_/{ACT}"
    assert unarchived(copy) == ACT
    assert unarchived(ACT) == ACT
    assert plain_address(copy) != plain_address(ACT)


def test_what_is_no_address_is_like_itself_only():
    assert plain_address("https://[broken") == "https://[broken"
    assert plain_address("http://host:port/") == "http://host:port/"
