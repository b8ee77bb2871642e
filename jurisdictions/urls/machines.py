"""What programs read: the same whatever the language."""

from django.urls import include, path

from ..views import data, machines, site

urlpatterns = [
    path("data/<str:version>.zip", data.data_archive, name="data_archive"),
    path("data/<str:version>/<path:path>", data.data_file, name="data_file"),
    path("api/v1/", include("jurisdictions.api.urls")),
    path("healthz", site.healthz, name="healthz"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap_section"),
]
