"""The site behind nginx that ends TLS, with the settings of production: readers are led to HTTPS,
staff sign in there, and what a client says of itself in forwarded headers is not believed.
"""

import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from . import fronts
from .fronts import NAME, STYLES
from .servers import HERE, serving

pytestmark = pytest.mark.slow
PASSWORD = "correct horse battery staple"
FORM = "application/x-www-form-urlencoded"
# Of this machine too, but not of who ends TLS before nginx.
ELSEWHERE = "127.0.0.2"
FORGED = "203.0.113.9"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    settings = {"HTTPS": "on", "BEHIND_PROXY": "on", "ALLOWED_HOSTS": NAME}
    account = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    with serving(f"sqlite:///{folder}/site.sqlite3", folder, **settings, **account) as site:
        for command in (
            ("migrate", "--verbosity", "0"),
            ("createsuperuser", "--no-input", "--username", "ada", "--email", "ada@example.org"),
        ):
            made = site.manage(*command)
            assert not made.returncode, made.stderr
        site.start()
        yield site


@pytest.fixture(scope="module")
def nginx(site):
    with fronts.before(site) as front:
        yield front


@pytest.fixture(scope="module")
def inner(site):
    """nginx behind another one that ends TLS, which speaks from HERE."""
    with fronts.before(site, front=HERE) as front:
        yield front


def cookies(answer) -> SimpleCookie:
    return SimpleCookie("\r\n".join(answer.headers.get_all("Set-Cookie", [])))


def sign_in(nginx, password: str, **headers: str):
    """What comes back when a browser sends the form of the sign-in."""
    page = nginx.ask("/admin/login/", secure=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    typed = {"username": "ada", "password": password, "csrfmiddlewaretoken": token}
    jar = "; ".join(f"{name}={one.value}" for name, one in cookies(page).items())
    headers |= {"Cookie": jar, "Content-Type": FORM, "Origin": f"https://{NAME}"}
    return nginx.ask(
        "/admin/login/?next=/admin/", secure=True, method="POST", body=urlencode(typed), **headers
    )


# --- Readers ---


def test_plain_http_leads_to_https(nginx):
    answer = nginx.ask("/findings/?q=a", secure=False)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/findings/?q=a")


def test_browsers_are_told_to_stay_with_https(nginx):
    answer = nginx.ask("/about/", secure=True)
    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert f'href="https://{NAME}/about/"' in answer.text


def test_a_page_that_was_kept_of_one_scheme_is_not_shown_on_the_other(nginx):
    asked = [nginx.ask("/glossary/", secure) for secure in (True, False, True, False)]
    assert [answer.status for answer in asked] == [200, 301, 200, 301]


def test_http2_is_spoken(nginx):
    connection = nginx.secure("h2")
    assert connection.sock.selected_alpn_protocol() == "h2"
    connection.close()


def test_health_is_told_without_tls_and_figures_to_nobody(nginx):
    assert nginx.ask("/healthz", secure=False).status == 200
    assert nginx.ask("/metrics", secure=False).status == 404
    assert nginx.ask("/metrics", secure=True).status == 404


SAFE = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


def counted(answer) -> dict[str, int]:
    """How often it has each header of security."""
    return {name: len(answer.headers.get_all(name, [])) for name in SAFE}


@pytest.mark.parametrize(
    ("path", "status", "headers"),
    [
        ("/about/", 200, {}),
        ("/about", 301, {}),
        ("/nowhere/", 404, {}),
        (f"/static/{STYLES}", 200, {}),
        ("/static/none.css", 404, {}),
        ("/metrics", 404, {}),
        ("/about/", 400, {"Content-Length": "none"}),
    ],
    ids=["page", "redirect", "no page", "static", "no static", "closed", "malformed"],
)
def test_each_answer_has_each_header_of_security_once(nginx, path, status, headers):
    # Of a page, the first answer comes from the site, the second from what nginx keeps.
    for _ in range(2):
        answer = nginx.ask(path, secure=True, **headers)
        assert (answer.status, counted(answer)) == (status, dict.fromkeys(SAFE, 1))


def test_what_nginx_answers_itself_forbids_the_same_features_as_a_page(nginx):
    page, style = (nginx.ask(path, secure=True) for path in ("/about/", f"/static/{STYLES}"))
    assert style.headers["Permissions-Policy"] == page.headers["Permissions-Policy"]


def test_so_has_one_to_whoever_holds_the_page(nginx):
    tag = nginx.ask("/about/", secure=True).headers["ETag"]
    answer = nginx.ask("/about/", secure=True, **{"If-None-Match": tag})
    assert (answer.status, counted(answer)) == (304, dict.fromkeys(SAFE, 1))


def test_static_files_are_kept_for_good_and_their_absence_is_not(nginx):
    there, gone = (nginx.ask(f"/static/{name}", secure=True) for name in (STYLES, "none.css"))
    assert there.headers.get_all("Cache-Control") == ["public, max-age=315360000, immutable"]
    assert "Cache-Control" not in gone.headers


# --- Staff ---


def test_staff_sign_in_and_their_cookies_travel_over_https_alone(nginx):
    answer = sign_in(nginx, PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (302, "/admin/")
    session = cookies(answer)["__Host-sessionid"]
    assert (session["secure"], session["httponly"]) == (True, True)
    inside = nginx.ask("/admin/", secure=True, Cookie=f"__Host-sessionid={session.value}")
    assert (inside.status, "ada" in inside.text) == (200, True)


def test_who_is_signed_in_is_not_shown_what_nginx_keeps(nginx, site):
    def asked() -> int:
        return site.log().count('"path": "/sources/"')

    nginx.ask("/sources/", secure=True)
    before = asked()
    nginx.ask("/sources/", secure=True)
    assert asked() == before
    nginx.ask("/sources/", secure=True, Cookie="__Host-sessionid=somebody")
    assert asked() == before + 1


# --- What clients say of themselves ---


def test_a_client_cannot_say_that_it_came_over_https(nginx):
    forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": HERE}
    assert nginx.ask("/about/", secure=False, **forged).status == 301


def test_a_client_cannot_choose_the_address_that_is_written_down(nginx, site):
    assert sign_in(nginx, "wrong", **{"X-Forwarded-For": FORGED}).status == 200
    assert address_of_last_failure(site) == HERE


def test_who_ends_tls_before_nginx_is_believed_and_nobody_else(inner):
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": FORGED}
    assert inner.ask("/coverage/", secure=False, **said).status == 200
    assert inner.ask("/coverage/", secure=False, source=ELSEWHERE, **said).status == 301
    assert inner.ask("/coverage/", secure=False, **{"X-Forwarded-For": FORGED}).status == 301


def test_of_whom_it_speaks_is_the_client(inner, site):
    assert sign_in(inner, "wrong", **{"X-Forwarded-For": f"192.0.2.1, {FORGED}"}).status == 200
    assert address_of_last_failure(site) == FORGED


def test_the_limit_is_for_each_client_and_not_for_all_behind_the_same_front(inner):
    said = {"X-Forwarded-Proto": "https"}
    many = [
        inner.ask("/static/none", secure=False, **said, **{"X-Forwarded-For": "192.0.2.7"}).status
        for _ in range(300)
    ]
    assert 429 in many
    other = inner.ask("/about/", secure=False, **said, **{"X-Forwarded-For": "192.0.2.8"})
    assert other.status == 200


def address_of_last_failure(site) -> str:
    code = "from axes.models import AccessAttempt as A; print(A.objects.latest('pk').ip_address)"
    done = site.manage("shell", "--command", code)
    assert not done.returncode, done.stderr
    return done.stdout.split()[-1]
