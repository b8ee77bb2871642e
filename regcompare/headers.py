"""Headers that every answer has, whoever gives it: a view, WhiteNoise, a redirect, an error."""

import re

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
        return response
