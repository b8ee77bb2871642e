"""What staff sent when their session had ended isn't lost: a page keeps it until they are back.

A form that says itself that it is ours gets the same page when its token is of an earlier session.
Nothing is sent by itself: who signed in reads as whom, and presses a button that has a new token.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.views.csrf import csrf_failure

TOKEN = "csrfmiddlewaretoken"
# They are never written into a page.
SECRETS = ("password", "code")


def led_away(request, response) -> bool:
    """Is a form that somebody filled in answered by the sign-in?"""
    to = response.headers.get("Location", "").partition("?")[0]
    return to == resolve_url(settings.LOGIN_URL) and is_form_of_staff(request)


def refused(request, reason=""):
    """Answer a form without a valid token: one of ours may be sent again, others may not."""
    if is_form_of_staff(request) and is_ours(request):
        return page(request)
    return csrf_failure(request, reason)


def is_form_of_staff(request) -> bool:
    if request.method != "POST" or not request.path.startswith(reverse("admin:index")):
        return False
    names = (request.POST.keys() | request.FILES.keys()) - {TOKEN}
    return bool(names) and not any(secret in name for name in names for secret in SECRETS)


def is_ours(request) -> bool:
    """Does the browser say that a page of this site sent it? Others can't make it say so."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def page(request):
    """What was sent, ready to be sent again; 403, since nothing was saved."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    back = urlencode({REDIRECT_FIELD_NAME: reverse("admin:index")})
    context = {
        "sent": [(name, value) for name, value in sent if name != TOKEN],
        "has_file": bool(request.FILES),
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{back}",
    }
    return render(
        request, "admin/unsent.html", admin.site.each_context(request) | context, status=403
    )
