"""Headers that every answer has, whoever gives it: a view, WhiteNoise, a redirect, an error."""

import re

from corsheaders.middleware import CorsMiddleware
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.middleware.security import SecurityMiddleware

# What pages might ask of a browser. Nothing here does, so neither may anything that gets in.
FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope"),
    *("hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb", "window-management"),
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FEATURES)


class HeadersMiddleware(SecurityMiddleware):
    """Django's headers of security and those it doesn't know.

    Outermost, so that they stand on what other middleware answers, too. Redirects to HTTPS are left
    to Django's own, which comes after what browsers ask beforehand (CORS).
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.shared = re.compile(settings.CROSS_ORIGIN_URLS_REGEX)

    def process_request(self, request):
        return None

    def process_response(self, request, response):
        response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        policy = "cross-origin" if self.shared.match(request.path_info) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        if response.status_code >= 400:
            # Some caches keep what says nothing of it: what isn't there may be there in a moment.
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


class OpenMiddleware(CorsMiddleware):
    """What scripts of all sites may read says so to everybody, and not to them alone: caches that
    know nothing of Vary (nginx, a CDN) give them what others asked for."""

    def add_response_headers(self, request, response):
        response = super().add_response_headers(request, response)
        if self.is_enabled(request):
            exposed = ", ".join(settings.CORS_EXPOSE_HEADERS)
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
            response.headers.setdefault("Access-Control-Expose-Headers", exposed)
        return response


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, with the policy of nearly every answer built once and not anew for each."""

    # What its decorators leave on an answer.
    OWN = ("_csp_exempt", "_csp_config", "_csp_update", "_csp_replace")

    def __init__(self, get_response):
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request, response):
        # Django's own pages of errors, shown to developers, go without.
        if settings.DEBUG or self.has_own(request, response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response

    def has_own(self, request, response) -> bool:
        return hasattr(request, "_csp_nonce") or any(hasattr(response, name) for name in self.OWN)
