from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("Staff")

    def ready(self):
        from . import receivers  # noqa: F401


class StaffAdminConfig(AdminConfig):
    """Django's admin, with our way in."""

    default_site = "staff.site.StaffSite"
