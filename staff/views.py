"""The steps of a sign-in, and the page on which staff keep their second factor."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as vouch

from . import pending, second_factor
from .audit import record
from .forms import CodeForm
from .locking import credentials_of, is_locked, locked, refuse
from .models import Outcome

KEY = "second-factor-key"
WRONG_CODE = gettext_lazy("This code is wrong, or was used already.")
WRONG_FIRST_CODE = gettext_lazy(
    "This is not the code that the app should show now. Is its clock right?"
)
SHUT = gettext_lazy("Too many wrong codes were sent. Try again after %(time)s UTC.")


class SignInView(LoginView):
    """The first step: the password."""

    def form_valid(self, form):
        user = form.get_user()
        if not second_factor.asked(user):
            return super().form_valid(form)
        pending.begin(self.request, user)
        step = "second_factor_code" if second_factor.device_of(user) else "second_factor"
        return HttpResponseRedirect(onward(f"admin:{step}", self.get_success_url()))


# --- The second step ---


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, site):
    """Ask whoever gave the right password for a code."""
    user = pending.candidate(request) if second_factor.is_on() else None
    if user is None:
        return to_sign_in(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        refusal, device = try_code(request, user, form)
        if refusal:
            return refusal
        if device:
            finish(request, user, device)
            return HttpResponseRedirect(target(request))
    return show(request, site, "second_factor_code", _("Second step"), form=form)


def try_code(request, user, form):
    """What is answered at once (or None), and the device that gave the code (or None)."""
    given = form.cleaned_data["code"]
    if is_locked(request, user):
        return locked(request, None, credentials_of(user)), None
    if until := second_factor.free_at(user, given):
        return refuse(request, SHUT, until), None
    if device := second_factor.verify(user, given):
        return None, device
    user_login_failed.send(
        __name__, credentials=credentials_of(user), request=request, wrong=Outcome.WRONG_CODE
    )
    form.add_error("code", WRONG_CODE)
    return None, None


def finish(request, user, device):
    """Sign in: now both factors are given."""
    pending.end(request)
    user.otp_device = device
    login(request, user, user.backend)


# --- The device ---


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def device(request, site):
    """Enrol a device, or keep the one enrolled."""
    if not second_factor.is_on():
        raise Http404
    user = request.user if site.has_permission(request) else pending.candidate(request)
    if user is None:
        return to_sign_in(request)
    if second_factor.device_of(user) is None:
        return enrol(request, site, user)
    return keep(request, site, user) if request.user.is_authenticated else to_sign_in(request)


def enrol(request, site, user):
    """Show a secret, and take the device that gives its code. The secret waits in the session."""
    form = CodeForm(request.POST or None)
    key = request.session.get(KEY)
    if key and form.is_valid():
        if device := second_factor.enrol(user, key, form.cleaned_data["code"]):
            return enrolled(request, site, user, device)
        form.add_error("code", WRONG_FIRST_CODE)
    key = request.session.setdefault(KEY, key or second_factor.new_key())
    context = {
        "form": form,
        "picture": second_factor.picture(user, key),
        "secret": second_factor.typed(key),
        "required": second_factor.required(user),
    }
    return show(request, site, "second_factor_enrol", _("Add a second factor"), **context)


def enrolled(request, site, user, device):
    """Vouch for the session by the new device, and show the recovery codes, this once."""
    del request.session[KEY]
    codes = second_factor.renew_recovery_codes(user)
    if request.user.is_authenticated:
        vouch(request, device)
    else:
        finish(request, user, device)
    return show_codes(request, site, codes)


def keep(request, site, user):
    """Renew the recovery codes or remove the device: against a code of it, or a recovery code."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        refusal, given = try_code(request, user, form)
        if refusal:
            return refusal
        if given:
            return remove(request, user) if "remove" in request.POST else renew(request, site, user)
    recovery = second_factor.recovery_of(user)
    context = {
        "form": form,
        "device": second_factor.device_of(user),
        "left": recovery.token_set.count() if recovery else 0,
        "required": second_factor.required(user),
    }
    return show(request, site, "second_factor", _("Second factor"), **context)


def renew(request, site, user):
    codes = second_factor.renew_recovery_codes(user)
    record(Outcome.CODES_RENEWED, user, request)
    return show_codes(request, site, codes)


def remove(request, user):
    second_factor.reset(user)
    messages.success(request, _("The device and its recovery codes are removed."))
    return HttpResponseRedirect(reverse("admin:index"))


# --- What the steps share ---


def show(request, site, template: str, title: str, **context):
    shared = {**site.each_context(request), "title": title, "next": target(request)}
    return TemplateResponse(request, f"admin/{template}.html", shared | context)


def show_codes(request, site, codes: list[str]):
    return show(request, site, "recovery_codes", _("Your recovery codes"), codes=codes)


def target(request) -> str:
    """Where the sign-in leads: the address asked for, if it is one of ours."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else reverse("admin:index")


def onward(step: str, address: str):
    return f"{reverse(step)}?{urlencode({REDIRECT_FIELD_NAME: address})}"


def to_sign_in(request):
    return HttpResponseRedirect(onward(settings.LOGIN_URL, target(request)))
