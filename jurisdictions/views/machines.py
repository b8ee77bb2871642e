"""What crawlers and researchers look for at fixed addresses."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.sitemaps import views
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..days import today
from ..files.document import instant
from ..languages import base, prefix, without_language
from ..renderers import FORMATS
from ..sitemaps import SITEMAPS, for_index

# Whoever keeps security.txt asks again after this time.
GOOD_FOR = timedelta(days=180)


def plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_safe
def robots(request):
    """Crawlers are kept from staff's pages, and from files and frames of endless choices.

    Pages of endless choices say themselves that they are not to be listed: they can only be read
    where they aren't forbidden here.
    """
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return plain(
        ["User-agent: *", *(f"Disallow: {path}" for path in closed()), "", f"Sitemap: {sitemap}"]
    )


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request):
    """Where browsers look for the icon of what is no page, and can't name one."""
    return HttpResponseRedirect(static("favicon.ico"))


def closed() -> list[str]:
    """The paths that no crawler needs."""
    pages = [in_languages(reverse(name)) for name in ("admin:index", "embed_compare")]
    files = [f"/*.{suffix}?" for suffix in FORMATS]
    return [path for paths in pages for path in paths] + files


def in_languages(path: str) -> list[str]:
    return [prefix(code) + without_language(path) for code, _ in settings.LANGUAGES]


@csrf_exempt
@require_safe
def security(request):
    """How to report a hole, as RFC 9116 writes it; 404 where the operator named nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # At midnight, so that it is the same all day.
    expires = datetime.combine(today(), time.min, UTC) + GOOD_FOR
    languages = ", ".join(base(code) for code, _ in settings.LANGUAGES)
    return plain(
        [
            f"Contact: {settings.SECURITY_CONTACT}",
            f"Expires: {instant(expires)}",
            f"Preferred-Languages: {languages}",
            f"Canonical: {request.build_absolute_uri(reverse('security'))}",
        ]
    )


@csrf_exempt
@require_safe
def sitemap_index(request):
    return views.index(request, for_index(), sitemap_url_name="sitemap_section")


@csrf_exempt
@require_safe
def sitemap(request, section):
    return views.sitemap(request, SITEMAPS, section)
