"""What programs read: the same whatever the language."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from ..sitemaps import SITEMAPS
from ..views import data, site

urlpatterns = [
    path("data/<str:version>.zip", data.data_archive, name="data_archive"),
    path("data/<str:version>/<path:path>", data.data_file, name="data_file"),
    path("api/v1/", include("jurisdictions.api.urls")),
    path("healthz", site.healthz, name="healthz"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
