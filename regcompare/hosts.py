"""The names under which the site is asked for."""

from django.middleware.common import CommonMiddleware


class HostsMiddleware(CommonMiddleware):
    """Django's, which refuses names outside ALLOWED_HOSTS; but whoever looks after a server may ask
    for its health at any address that it has, as the image does on itself at localhost.
    """

    def process_request(self, request):
        if request.path_info == "/healthz":
            return None
        return super().process_request(request)
