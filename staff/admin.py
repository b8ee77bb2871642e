"""The pages about staff: accounts with a reset of their second factor, and the audit."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.db.models import DateTimeField
from django.forms import CheckboxSelectMultiple
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from jurisdictions.admin.fields import RecordsField

from . import second_factor
from .forms import AccountForm
from .models import SignIn
from .roles import DATA_MANAGERS, belongs_to

# Their pages show secrets; what staff need of them is on the page of the second factor.
for kept in (StaticDevice, TOTPDevice):
    admin.site.unregister(kept)
admin.site.unregister(get_user_model())

IN_ZONE = format_lazy(_("Time zone: {zone}."), zone=settings.TIME_ZONE)


@admin.register(get_user_model())
class StaffUserAdmin(UserAdmin):
    form = AccountForm
    filter_horizontal = ("user_permissions",)
    formfield_overrides = {DateTimeField: {"help_text": IN_ZONE}}
    actions = ["reset_second_factor"]
    # Django's own asks whether there is to be a password: without one nobody signs in here.
    add_form, add_form_template = UserCreationForm, None
    add_fieldsets = (
        (None, {"fields": ["username", "password1", "password2"]}),
        (
            _("What they may do"),
            {
                "fields": ("groups",),
                "description": _("Who is in no group can sign in, but edits nothing."),
            },
        ),
    )

    def has_delete_permission(self, request, obj=None):
        """The history would forget who wrote what. Untick "active" instead."""
        return False

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Three groups are ticked, with scripts and without."""
        if db_field.name == "groups":
            kwargs["widget"] = CheckboxSelectMultiple
        kwargs["form_class"] = RecordsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Readers have no accounts: whoever gets one is staff, until that is unticked."""
        obj.is_staff |= not change
        super().save_model(request, obj, form, change)

    def has_reset_permission(self, request) -> bool:
        return request.user.is_superuser and second_factor.is_on()

    @admin.action(description=_("Reset the second factor (lost device)"), permissions=["reset"])
    def reset_second_factor(self, request, users):
        names = [user.get_username() for user in users if second_factor.reset(user)]
        done = gettext("Nobody had a device.")
        if names:
            done = gettext("Second factor reset: %(names)s.") % {"names": ", ".join(names)}
        self.message_user(request, done, messages.SUCCESS if names else messages.INFO)


@admin.register(SignIn)
class SignInAdmin(admin.ModelAdmin):
    """The audit, to read and nothing else."""

    list_display = ["when", "account", "outcome", "address", "by"]
    list_display_links = None
    list_filter = ["outcome", "at"]
    date_hierarchy = "at"
    search_fields = ["name", "by", "address"]
    search_help_text = _("Name or address")
    list_per_page = 100
    actions = None

    @admin.display(description=_("when (UTC)"), ordering="at")
    def when(self, entry):
        return date_format(entry.at, "j M Y, H:i:s")

    @admin.display(description=_("who"), ordering="name")
    def account(self, entry):
        return entry.name or gettext("a name that nobody has")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return belongs_to(request.user, DATA_MANAGERS)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
