"""Django's admin site with our sign-in in front of it."""

from functools import partial

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect


class StaffSite(AdminSite):
    """The admin; its sign-in may have a second step."""

    def get_urls(self):
        return [
            path("second-factor/", self.step("device"), name="second_factor"),
            path("second-factor/code/", self.step("code"), name="second_factor_code"),
            *super().get_urls(),
        ]

    def step(self, view: str):
        """A page for those too who are only about to be signed in; each checks who asks."""
        from . import views  # its models aren't loaded when the site is made

        return login_not_required(
            never_cache(csrf_protect(partial(getattr(views, view), site=self)))
        )

    def each_context(self, request):
        from .second_factor import is_on

        return super().each_context(request) | {"second_factor": is_on()}

    def autocomplete_view(self, request):
        """What is found while one types in a choice, named so that it can be told apart."""
        from jurisdictions.admin.choosing import Choices  # its models aren't loaded either

        return Choices.as_view(admin_site=self)(request)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """The first step, as Django's own has it."""
        from .forms import SignInForm
        from .views import SignInView

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = self.each_context(request) | {
            "title": _("Sign in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
        }
        if REDIRECT_FIELD_NAME not in request.GET | request.POST:
            context[REDIRECT_FIELD_NAME] = index
        request.current_app = self.name
        return SignInView.as_view(
            authentication_form=SignInForm,
            template_name="admin/login.html",
            extra_context=context | (extra_context or {}),
        )(request)
