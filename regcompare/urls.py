from django.contrib import admin
from django.urls import include, path

from jurisdictions.views.coverage import staff_coverage

urlpatterns = [
    path("admin/coverage/", admin.site.admin_view(staff_coverage), name="staff_coverage"),
    path("admin/", admin.site.urls),
    path("", include("jurisdictions.urls")),
]

handler400 = "jurisdictions.views.site.bad_request"
