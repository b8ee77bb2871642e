from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from jurisdictions.admin.pinpoints import pinpoints
from jurisdictions.admin.previews import preview
from jurisdictions.views.coverage import staff_coverage
from operations.views import metrics

# In every language: /compare/ and /de/compare/.
pages = [
    path("admin/coverage/", admin.site.admin_view(staff_coverage), name="staff_coverage"),
    path("admin/preview/", admin.site.admin_view(preview), name="staff_preview"),
    path("admin/pinpoints/", admin.site.admin_view(pinpoints), name="staff_pinpoints"),
    path("admin/", admin.site.urls),
    path("", include("jurisdictions.urls.pages")),
]

urlpatterns = [
    path("metrics", metrics, name="metrics"),
    path("", include("jurisdictions.urls.machines")),
    *i18n_patterns(*pages, prefix_default_language=False),
]

# Each answers as a page, or as the API does where the API was asked.
handler400 = "jurisdictions.api.problems.bad_request"
handler404 = "jurisdictions.api.problems.not_found"
handler500 = "jurisdictions.api.problems.server_error"
