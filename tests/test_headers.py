"""Every kind of answer has the headers that protect its readers, whoever makes it."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from jurisdictions.guarded import rates
from regcompare.headers import FEATURES

from .factories import make_editor
from .readers import send
from .releases import VERSION, release
from .test_environment import KEY

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

ROOT = Path(__file__).parents[1]
FORM = "/findings/dubai-non-custodial-2023/report/"
PAGES = [
    *("/", "/compare/?jurisdiction=dubai", "/jurisdictions/dubai/", "/findings/", "/about/"),
    *("/de/", "/de/findings/", "/data/", "/api/docs/", "/changes/", "/coverage/"),
    FORM,
]
FILES = [
    *("/compare.csv?jurisdiction=dubai", "/findings.xlsx", "/jurisdictions.json", "/changes.md"),
    *("/coverage.docx", "/findings.bib", "/timeline.ics", "/changes.atom", "/findings.atom"),
    *(f"/data/{VERSION}.zip", f"/data/{VERSION}/csv/findings.csv"),
]
MACHINES = ["/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-pages.xml"]
API = ["/api/v1/", "/api/v1/findings/", "/api/v1/openapi.json", "/api/v1/nothing/", "/api/v1/?x=1"]
FRAMES = ["/embed/compare/?jurisdiction=dubai", "/embed/compare/?x=1", "/de/embed/compare/"]
STAFF = ["/admin/", "/admin/login/", "/de/admin/login/", "/admin/nothing/"]
REFUSED = {"/?x=1": 400, "/de/?x=1": 400, "/nowhere": 404, "/jurisdictions/atlantis/": 404}


@pytest.fixture(scope="module")
def folder(four_places, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("releases")
    with django_db_blocker.unblock():
        release(folder)
    return folder


@pytest.fixture(autouse=True)
def released(folder, settings):
    settings.RELEASES_DIR = folder


def policy(response) -> dict[str, str]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return dict(each.strip().split(" ", 1) for each in directives)


def check(response, *, framed: bool = False, shared: bool = False) -> None:
    """All headers that an answer has; frames may stand in other sites, what is shared be loaded."""
    said, directives = response.headers, policy(response)
    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert directives["frame-ancestors"] == ("*" if framed else "'none'")
    assert {*directives.values()} <= {"'none'", "'self'", "*"}
    assert said.get("X-Frame-Options") == (None if framed else "DENY")
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    wanted = "cross-origin" if framed or shared else "same-origin"
    assert said["Cross-Origin-Resource-Policy"] == wanted
    assert said["Permissions-Policy"].count("=()") == len(FEATURES)


class TestEveryKindOfAnswer:
    @pytest.mark.few(10)
    @pytest.mark.parametrize("address", [*PAGES, *FILES, *MACHINES])
    def test_what_answers(self, address):
        response = Client().get(address)
        assert response.status_code == 200
        check(response)

    @pytest.mark.parametrize("address", REFUSED)
    def test_what_is_refused_or_not_there(self, address):
        response = Client().get(address)
        assert response.status_code == REFUSED[address]
        check(response)

    @pytest.mark.parametrize("address", [*PAGES, *MACHINES, "/compare.csv"])
    def test_what_takes_no_such_method(self, address):
        response = Client().delete(address)
        assert response.status_code == 405
        check(response)

    @pytest.mark.parametrize("address", [*REFUSED, "/api/v1/nothing/", "/static/none.css"])
    def test_no_cache_answers_later_with_what_was_refused(self, address):
        assert Client().get(address).headers["Cache-Control"] == "no-cache"
        assert "no-" in Client().delete(address).headers["Cache-Control"]

    @pytest.mark.parametrize("address", API)
    def test_the_api(self, address):
        check(Client().get(address), shared=True)
        check(Client().post(address), shared=True)

    def test_what_a_browser_asks_the_api_beforehand(self):
        asked = {"origin": "https://a.example", "access-control-request-method": "GET"}
        response = Client().options("/api/v1/findings/", headers=asked)
        assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
        check(response, shared=True)

    @pytest.mark.parametrize("address", FRAMES)
    def test_frames(self, address):
        check(Client().get(address), framed=True)

    @pytest.mark.parametrize("address", STAFF)
    def test_staff_pages_which_nobody_keeps(self, address):
        response = Client().get(address)
        check(response)
        assert "no-store" in response.headers["Cache-Control"]

    @pytest.mark.parametrize("address", ["/admin/", "/de/admin/", "/admin/coverage/"])
    def test_staff_pages_of_those_who_signed_in(self, address):
        client = Client()
        client.force_login(make_editor())
        response = client.get(address)
        assert response.status_code == 200
        check(response)
        assert "no-store" in response.headers["Cache-Control"]
        # What a CDN obeys instead.
        assert "s-maxage" not in response.headers["Cache-Control"]
        assert "CDN-Cache-Control" not in response.headers

    def test_static_files(self, settings):
        settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
        for path in ("icon.svg", "css/base.css", "admin/css/base.css"):
            response = Client().get(f"/static/{path}")
            assert response.status_code == 200
            check(response)

    def test_a_redirect_of_a_form(self):
        response = Client().get("/?form=2026-01-01&kind=country")
        assert response.status_code == 302
        check(response)

    def test_a_redirect_to_https(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        response = Client().get("/findings/")
        assert (response.status_code, response["Location"]) == (301, "https://testserver/findings/")
        check(response)

    @pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "é"])
    @pytest.mark.parametrize("https", [True, False])
    def test_a_malformed_host(self, host, https, settings):
        settings.SECURE_SSL_REDIRECT = https
        response = Client().get("/", headers={"host": host})
        assert response.status_code == 400
        check(response)

    def test_too_many_letters_at_once(self, monkeypatch):
        monkeypatch.setattr(rates.Limit, "ends", lambda self, earlier, names, now: now)
        response = send(Client(), FORM, kind="wrong", text="It is.")
        assert response.status_code == 429
        check(response)

    def test_a_form_without_its_token(self):
        response = Client(enforce_csrf_checks=True).post(FORM)
        assert response.status_code == 403
        check(response)

    def test_what_breaks(self, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr("jurisdictions.views.overview.approaches", broken)
        response = Client(raise_request_exception=False).get("/?q=not+kept")
        assert response.status_code == 500
        check(response)

    def test_a_data_folder_that_cannot_be_read(self, tmp_path, settings):
        settings.RELEASES_DIR = tmp_path
        (tmp_path / "releases.json").write_text("{")
        response = Client().get("/data/")
        assert response.status_code == 503
        check(response)


class TestOverHttps:
    """The settings of production, which tests otherwise change: they speak plain HTTP."""

    @pytest.fixture
    def secure(self, settings):
        settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
        return Client()

    @pytest.mark.parametrize("address", ["/", "/findings.csv", "/api/v1/", "/nowhere", "/admin/"])
    def test_browsers_are_told_to_stay_there(self, secure, address):
        header = secure.get(address, secure=True).headers["Strict-Transport-Security"]
        assert header == "max-age=31536000; includeSubDomains; preload"

    def production(self) -> dict:
        """Settings as a fresh process reads them with nothing but a key."""
        names = "SECURE_HSTS_SECONDS SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE SESSION_COOKIE_NAME"
        names += " SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE CSRF_COOKIE_SECURE"
        names += " CSRF_COOKIE_NAME CSRF_COOKIE_HTTPONLY CSRF_COOKIE_SAMESITE PASSWORD_HASHERS"
        code = (
            "import json, django; django.setup(); from django.conf import settings as s;"
            f"print(json.dumps({{n: getattr(s, n) for n in {names.split()!r}}}))"
        )
        bare = {"PATH": os.environ["PATH"], "VAR_DIR": "/nonexistent", "SECRET_KEY": KEY}
        bare["DJANGO_SETTINGS_MODULE"] = "regcompare.settings"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=bare, capture_output=True, check=True
        )
        return json.loads(done.stdout)

    def test_cookies_go_over_https_only_and_to_no_script(self):
        found = self.production()
        assert found["SECURE_SSL_REDIRECT"]
        assert found["SECURE_HSTS_SECONDS"] >= 31536000
        for cookie in ("SESSION", "CSRF"):
            assert found[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
            assert found[f"{cookie}_COOKIE_SECURE"]
            assert found[f"{cookie}_COOKIE_HTTPONLY"]
            assert found[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
        assert found["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


class TestSecurityTxt:
    ADDRESS = "/.well-known/security.txt"

    def test_nobody_is_made_up(self):
        response = Client().get(self.ADDRESS)
        assert response.status_code == 404
        check(response)

    def test_it_names_the_contact_and_expires_within_a_year(self, settings, monkeypatch):
        monkeypatch.setattr("jurisdictions.views.machines.today", lambda: date(2026, 11, 24))
        settings.SECURITY_CONTACT = "mailto:security@example.org"
        response = Client().get(self.ADDRESS)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        fields = dict(re.findall(r"^([A-Z][\w-]+): (.+)$", response.text, re.MULTILINE))
        assert fields == {
            "Contact": "mailto:security@example.org",
            "Expires": "2027-05-23T00:00:00Z",
            "Preferred-Languages": "en, de",
            "Canonical": f"http://testserver{self.ADDRESS}",
        }
        check(response)
