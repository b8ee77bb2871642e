"""The second factor: asked of whom it must be, given by an app or a recovery code, once each."""

import time
from io import StringIO

import html5lib
import pytest
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from staff import pending
from staff.models import Outcome, SignIn

from .pages import parse, squeeze
from .signing_in import LIMIT, PASSWORD, sign_in, written
from .test_environment import KEY, run

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DEVICE, CODE = "/admin/second-factor/", "/admin/second-factor/code/"
WRONG = "000000"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR = "reviewers"
    return settings


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests put forward, so that each code is a new one."""
    real, ahead = time.time, [0.0]
    for name in ("time.time", "django_otp.oath.time"):
        monkeypatch.setattr(name, lambda: real() + ahead[0])

    def forward(seconds=60):
        ahead[0] += seconds

    return forward


@pytest.fixture
def eve():
    """A member of staff of no group."""
    return get_user_model().objects.create_user("eve", password=PASSWORD, is_staff=True)


def shown(key: str) -> str:
    """The code that an app shows now."""
    clock = TOTP(bytes.fromhex(key))
    clock.time = time.time()
    return f"{clock.token():06d}"


def current(user) -> str:
    return shown(TOTPDevice.objects.get(user=user).key)


def enrol(client) -> list[str]:
    """Enrol a device in the page that shows its secret; the recovery codes."""
    client.get(DEVICE)
    answer = client.post(DEVICE, {"code": shown(client.session["second-factor-key"])})
    return [squeeze(code) for code in parse(answer).select("li code")]


@pytest.fixture
def codes(client, ada, clock) -> list[str]:
    """Ada's recovery codes: she has enrolled a device, and is signed out again."""
    sign_in(client)
    codes = enrol(client)
    client.post(reverse("admin:logout"))
    SignIn.objects.all().delete()
    clock()
    return codes


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


# --- Of whom it is asked ---


@pytest.mark.parametrize(
    ("level", "superuser", "reviewer", "neither"),
    [("off", False, False, False), ("reviewers", True, True, False), ("staff", True, True, True)],
)
def test_it_is_required_of_whom_the_setting_says(
    settings, ada, eve, level, superuser, reviewer, neither
):
    settings.SECOND_FACTOR = level
    rae = get_user_model().objects.create_user("rae", password=PASSWORD, is_staff=True)
    rae.groups.add(Group.objects.get_or_create(name="Reviewers")[0])
    for user, asked in ((ada, superuser), (rae, reviewer), (eve, neither)):
        client = Client()
        answer = sign_in(client, user.username)
        assert answer.headers["Location"].startswith(DEVICE if asked else "/admin/")
        assert is_in(client) is not asked


def test_who_must_have_one_is_not_signed_in_before_it_is_there(client, ada):
    sign_in(client)
    assert SESSION_KEY not in client.session
    assert client.get("/admin/jurisdictions/finding/").status_code == 302
    assert client.post(reverse("admin:password_change")).status_code == 302


def test_who_enrolled_of_their_own_will_is_asked_too(client, eve, clock):
    sign_in(client, "eve")
    enrol(client)
    assert is_in(client)
    client = Client()
    assert sign_in(client, "eve").headers["Location"].startswith(CODE)


def test_sessions_of_the_password_alone_end_when_it_becomes_required(client, ada, settings):
    settings.SECOND_FACTOR = "off"
    client.force_login(ada)
    assert is_in(client)
    settings.SECOND_FACTOR = "reviewers"
    assert not is_in(client)


def test_other_sessions_end_when_a_device_is_enrolled(client, eve, clock):
    other = Client()
    sign_in(other, "eve")
    sign_in(client, "eve")
    enrol(client)
    assert is_in(client)
    assert not is_in(other)


def test_switched_off_it_is_neither_asked_nor_offered(client, codes, settings):
    settings.SECOND_FACTOR = "off"
    sign_in(client)
    assert is_in(client)
    assert client.get(DEVICE).status_code == 404
    assert DEVICE not in client.get("/admin/").text


def test_any_other_setting_stops_the_start():
    done = run("-c", "import regcompare.settings", SECOND_FACTOR="maybe", SECRET_KEY=KEY)
    assert "SECOND_FACTOR must be one of off, reviewers, staff, not 'maybe'." in done.stderr


# --- Enrolling ---


def test_enrolling_shows_a_picture_and_the_secret_and_nothing_from_elsewhere(client, ada):
    sign_in(client)
    answer = client.get(DEVICE)
    page = parse(answer)
    key = client.session["second-factor-key"]
    drawing = page.select_one("main svg")
    assert drawing.title.text == "QR code of the secret below"
    assert not page.main.select("[style], style, script, img")
    assert len(squeeze(page.select_one("#secret")).replace(" ", "")) == 32
    assert key not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", [DEVICE, CODE])
def test_the_pages_are_valid(client, codes, path):
    sign_in(client)
    if path == DEVICE:
        TOTPDevice.objects.all().delete()
    html5lib.HTMLParser(strict=True).parse(client.get(path).text)


def test_the_secret_stays_the_same_until_it_is_confirmed(client, ada, clock):
    sign_in(client)
    first = squeeze(parse(client.get(DEVICE)).select_one("#secret"))
    answer = client.post(DEVICE, {"code": WRONG})
    assert "This is not the code that the app should show now" in answer.text
    assert squeeze(parse(answer).select_one("#secret")) == first
    assert not TOTPDevice.objects.exists()


@pytest.mark.each_database
def test_a_right_code_enrols_signs_in_and_shows_the_recovery_codes_this_once(client, ada, clock):
    sign_in(client)
    codes = enrol(client)
    assert len(set(codes)) == 10
    assert is_in(client)
    assert not any(code in client.get(DEVICE).text for code in codes)
    assert "10 recovery codes are left" in client.get(DEVICE).text


def test_recovery_codes_are_kept_as_digests_only(codes):
    kept = StaticToken.objects.values_list("token", flat=True)
    assert not {code.replace(" ", "") for code in codes} & set(kept)


def test_the_way_to_the_page_asked_for_is_kept(client, ada, clock):
    wanted = "/admin/jurisdictions/finding/"
    typed = {"username": "ada", "password": PASSWORD, "next": wanted}
    step = client.post(reverse("admin:login"), typed).headers["Location"]
    page = client.get(step)
    key = client.session["second-factor-key"]
    hidden = parse(page).select_one("input[name=next]")["value"]
    answer = client.post(step, {"code": shown(key), "next": hidden})
    assert f'<a href="{wanted}">' in answer.text


# --- The second step ---


def test_a_code_of_the_app_signs_in(client, ada, codes):
    assert sign_in(client).headers["Location"].startswith(CODE)
    assert not is_in(client)
    assert client.post(CODE, {"code": current(ada)}).headers["Location"] == "/admin/"
    assert is_in(client)


def test_the_key_of_the_session_changes_at_both_steps(client, ada, codes):
    client.get("/admin/login/")
    sign_in(client)
    between = client.session.session_key
    client.post(CODE, {"code": current(ada)})
    assert client.session.session_key != between
    assert pending.PENDING not in client.session


@pytest.mark.each_database
def test_a_code_works_once(client, ada, codes):
    code = current(ada)
    for browser, works in ((client, True), (Client(), False)):
        sign_in(browser)
        browser.post(CODE, {"code": code})
        assert is_in(browser) is works


def test_codes_are_understood_as_people_type_them(client, ada, codes):
    code = current(ada)
    sign_in(client)
    client.post(CODE, {"code": f" {code[:3]} {code[3:]}"})
    assert is_in(client)


@pytest.mark.parametrize("typed", [str, str.upper, lambda code: code.replace(" ", "-")])
def test_a_recovery_code_signs_in_once(client, codes, typed):
    for browser, works in ((client, True), (Client(), False)):
        sign_in(browser)
        browser.post(CODE, {"code": typed(codes[3])})
        assert is_in(browser) is works
    assert StaticToken.objects.count() == 9


@pytest.mark.parametrize("code", ["", WRONG, "abcd efgh ijkl mnop", "9" * 40, "x" * 41, "-", "²²"])
def test_a_wrong_code_does_not(client, codes, code):
    sign_in(client)
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 200
    assert parse(answer).select_one(".errornote")
    assert not is_in(client)


def test_the_code_of_somebody_else_does_not(client, ada, codes, eve, clock):
    other = Client()
    sign_in(other, "eve")
    enrol(other)
    clock()
    sign_in(client)
    client.post(CODE, {"code": current(eve)})
    assert not is_in(client)


def test_without_the_first_step_there_is_no_second(client, ada, codes):
    for path in (CODE, DEVICE):
        for answer in (client.get(path), client.post(path, {"code": current(ada)})):
            assert answer.headers["Location"].startswith("/admin/login/")


def test_with_the_password_alone_nobody_gets_at_the_device(client, codes):
    sign_in(client)
    assert client.get(DEVICE).headers["Location"].startswith("/admin/login/")
    client.post(DEVICE, {"code": codes[0], "remove": "yes"})
    assert TOTPDevice.objects.exists()


def test_the_first_step_is_forgotten_after_ten_minutes(client, ada, codes, clock):
    sign_in(client)
    clock(11 * 60)
    assert client.post(CODE, {"code": current(ada)}).headers["Location"].startswith("/admin/login")


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "x"}])
def test_the_first_step_is_forgotten_when_the_account_changed(client, ada, codes, change):
    sign_in(client)
    get_user_model().objects.update(**change)
    assert client.get(CODE).headers["Location"].startswith("/admin/login/")


def test_the_way_back_leads_to_this_site_only(client, ada, codes):
    sign_in(client)
    typed = {"code": current(ada), "next": "https://evil.example/"}
    assert client.post(CODE, typed).headers["Location"] == "/admin/"


# --- Guessing ---


def test_after_a_wrong_code_the_device_is_shut_for_a_moment(client, ada, codes):
    sign_in(client)
    client.post(CODE, {"code": WRONG})
    answer = client.post(CODE, {"code": current(ada)})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert "Too many wrong codes were sent." in answer.text


def test_wrong_codes_do_not_shut_the_recovery_codes(client, codes):
    sign_in(client)
    client.post(CODE, {"code": WRONG})
    client.post(CODE, {"code": codes[0]})
    assert is_in(client)


def test_wrong_codes_lock_like_wrong_passwords(client, ada, codes):
    sign_in(client)
    for _ in range(LIMIT):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        answer = client.post(CODE, {"code": WRONG})
    assert answer.status_code == 429
    assert client.post(CODE, {"code": codes[0]}).status_code == 429
    assert sign_in(Client()).status_code == 429


def test_the_right_password_does_not_forgive_wrong_codes(client, codes):
    for _ in range(LIMIT):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        sign_in(client)
        answer = client.post(CODE, {"code": WRONG})
    assert answer.status_code == 429


# --- Keeping it, losing it ---


def signed_in(client, codes):
    sign_in(client)
    client.post(CODE, {"code": codes[0]})


def test_new_recovery_codes_replace_the_old_ones(client, ada, codes):
    signed_in(client, codes)
    answer = client.post(DEVICE, {"code": current(ada), "renew": "yes"})
    new = [squeeze(code) for code in parse(answer).select("li code")]
    assert len(new) == 10
    assert not set(new) & set(codes)
    for code, works in ((new[0], True), (codes[1], False)):
        browser = Client()
        sign_in(browser)
        browser.post(CODE, {"code": code})
        assert is_in(browser) is works


@pytest.mark.parametrize("button", ["renew", "remove"])
def test_without_a_right_code_the_device_stays_as_it_is(client, codes, button):
    signed_in(client, codes)
    answer = client.post(DEVICE, {"code": WRONG, button: "yes"})
    assert "This code is wrong, or was used already." in answer.text
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (1, 9)


def test_who_removes_a_required_device_enrols_another(client, ada, codes):
    signed_in(client, codes)
    client.post(DEVICE, {"code": current(ada), "remove": "yes"})
    assert not StaticDevice.objects.exists()
    assert not is_in(client)
    assert sign_in(client).headers["Location"].startswith(DEVICE)


def reset(client, *users):
    typed = {"action": "reset_second_factor", "_selected_action": [user.pk for user in users]}
    return client.post(reverse("admin:auth_user_changelist"), typed, follow=True)


def test_a_superuser_resets_a_lost_device(client, ada, codes, eve, clock):
    other = Client()
    sign_in(other, "eve")
    enrol(other)
    signed_in(client, codes)
    answer = reset(client, eve)
    assert "Second factor reset: eve." in answer.text
    assert not TOTPDevice.objects.filter(user=eve).exists()
    assert ("eve", Outcome.DEVICE_RESET, "127.0.0.1", "ada") in written()


def test_other_staff_do_not_reset_devices(client, ada, codes, eve):
    eve.user_permissions.add(*permissions("view_user", "change_user"))
    sign_in(client, "eve")
    reset(client, ada)
    assert "reset_second_factor" not in client.get(reverse("admin:auth_user_changelist")).text
    assert TOTPDevice.objects.filter(user=ada).exists()


def permissions(*names):
    return Permission.objects.filter(codename__in=names)


def test_no_page_shows_the_secrets_of_devices(client, codes):
    signed_in(client, codes)
    for path in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/"):
        assert client.get(path).status_code == 404


def test_a_command_resets_the_device_of_the_last_superuser(codes):
    said = StringIO()
    for _ in range(2):
        call_command("reset_second_factor", "ada", stdout=said)
    assert said.getvalue() == "Reset.\nada has no device.\n"
    with pytest.raises(CommandError, match="Nobody is called 'zoe'"):
        call_command("reset_second_factor", "zoe")


# --- The audit ---


def test_every_step_is_written_down(client, ada, clock):
    sign_in(client)
    codes = enrol(client)
    client.post(reverse("admin:logout"))
    sign_in(client)
    client.post(CODE, {"code": WRONG})
    client.post(CODE, {"code": codes[0]})
    client.post(DEVICE, {"code": codes[1], "renew": "yes"})
    assert [outcome for _, outcome, *_ in written()] == [
        Outcome.DEVICE_ENROLLED,
        Outcome.SIGNED_IN,
        Outcome.SIGNED_OUT,
        Outcome.WRONG_CODE,
        Outcome.SIGNED_IN,
        Outcome.CODES_RENEWED,
    ]
