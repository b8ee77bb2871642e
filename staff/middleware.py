"""Who is signed in: vouched for by every factor asked, in a session that hasn't ended."""

from asgiref.sync import sync_to_async
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django_otp.middleware import OTPMiddleware

from . import second_factor, sessions, unsent


class VouchedMiddleware(OTPMiddleware):
    """`request.user` is nobody unless vouched for. Looked at when a view asks, and not before:
    pages for readers never open a session."""

    def _verify_user_sync(self, request, user):
        user = super()._verify_user_sync(request, user)
        if user.is_authenticated and not vouched(request, user):
            user = AnonymousUser()
            self._init_user_fields(user)
        return user

    async def _verify_user_async_via_auser(self, request, auser):
        return await sync_to_async(self._verify_user_sync)(request, await auser())


def vouched(request, user) -> bool:
    if sessions.ended(request.session):
        return False
    return user.is_verified() or not second_factor.asked(user)


class StaffPagesMiddleware:
    """Every page below /admin/ keeps its session alive, and is kept by nobody. What is sent after
    its end is kept in a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        if SESSION_KEY in request.session:
            self.look_after(request)
        response = self.get_response(request)
        if unsent.led_away(request, response):
            response = unsent.page(request)
        add_never_cache_headers(response)
        return response

    def look_after(self, request):
        if request.user.is_authenticated:
            sessions.touch(request.session)
        else:
            request.session.flush()
            messages.info(request, _("Your session has ended. Please sign in again."))
