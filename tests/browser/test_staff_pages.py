"""axe finds nothing on the pages of staff either, signed in or not."""

import pytest

from .looking import look
from .test_axe import check

LAW = "/admin/jurisdictions"
PAGES = {
    "start": "/admin/",
    "findings": f"{LAW}/finding/",
    "findings-filtered": f"{LAW}/finding/?publication__exact=published&q=custody",
    "finding": f"{LAW}/finding/{{finding}}/change/",
    "finding-added": f"{LAW}/finding/add/",
    "finding-succeeding": f"{LAW}/finding/add/?succeeds={{finding}}",
    "finding-withdrawn": f"{LAW}/finding/{{finding}}/review/",
    "draft": f"{LAW}/finding/{{draft}}/change/",
    "draft-reviewed": f"{LAW}/finding/{{draft}}/review/",
    "draft-side-by-side": f"{LAW}/finding/{{draft}}/side-by-side/",
    "history": f"{LAW}/finding/{{finding}}/history/",
    "deletion": f"{LAW}/finding/{{draft}}/delete/",
    "deleted": f"{LAW}/finding/deleted/",
    "import": f"{LAW}/finding/import/",
    "instrument": f"{LAW}/instrument/{{instrument}}/change/",
    "jurisdictions": f"{LAW}/jurisdiction/",
    "jurisdiction": f"{LAW}/jurisdiction/{{jurisdiction}}/change/",
    "sources": f"{LAW}/source/",
    "links": f"{LAW}/link/",
    "reports": f"{LAW}/report/",
    "coverage": "/admin/coverage/",
    "deletion-refused": f"{LAW}/jurisdiction/{{jurisdiction}}/delete/",
    "people": "/admin/auth/user/",
    "person-added": "/admin/auth/user/add/",
    "sign-ins": "/admin/staff/signin/",
    "password": "/admin/password_change/",
}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, visit_as, records, name, scheme, width):
    page = visit_as("sue", PAGES[name].format(**records), scheme=scheme, width=width)
    check(visit, page, scheme)


@pytest.mark.parametrize("width", [768, 375])
def test_a_field_of_several_records_ends_inside_the_page(visit_as, records, width):
    page = visit_as("sue", PAGES["instrument"].format(**records), width=width)
    page.locator(".select2-selection__choice").first.wait_for()
    assert look(page, "beyond") == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_nor_where_staff_sign_in(visit, scheme, width):
    page = visit("/admin/", cookies=True, scheme=scheme, width=width)
    check(visit, page, scheme)
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("nothing")
    # Its answer takes a while, as a password is hashed for unknown names too.
    with page.expect_navigation():
        page.get_by_role("button", name="Log in").click()
    check(visit, page, f"{scheme}-refused")
