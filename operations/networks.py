"""Who may read what is for operators only."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from jurisdictions.guarded.clients import client_address


def is_operator(request: HttpRequest) -> bool:
    """Does the request come from METRICS_NETWORKS?

    A proxy that nobody told us of would lend its own address, this machine's perhaps, to everybody.
    """
    if "X-Forwarded-For" in request.headers and not settings.BEHIND_PROXY:
        return False
    address = client_address(request)
    return address is not None and any(
        ip_address(address) in network for network in settings.METRICS_NETWORKS
    )
