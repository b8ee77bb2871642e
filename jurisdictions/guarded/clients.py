"""Where a request comes from, as far as it can be known."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

# What a provider gives to one customer: an IPv6 client has all the addresses of it at hand.
ONE_CUSTOMER = 64


def client_address(request) -> str | None:
    """The address of the client; None where the server names none (a socket, a test).

    What a client writes into X-Forwarded-For itself stands to the left of what our proxies add:
    of as many proxies as there are, the outermost saw the client.
    """
    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= settings.PROXIES and (seen := read(forwarded[-settings.PROXIES])):
            return str(seen)
    peer = read(request.META.get("REMOTE_ADDR", ""))
    return str(peer) if peer else None


def client_network(request) -> str | None:
    """The address under which the attempts of a client are counted: of IPv6 the first half."""
    address = read(client_address(request) or "")
    if isinstance(address, IPv6Address):
        return str(ip_network((address, ONE_CUSTOMER), strict=False).network_address)
    return str(address) if address else None


def read(text: str) -> IPv4Address | IPv6Address | None:
    """An address without its interface; one of IPv4 in the clothes of IPv6 is one of IPv4."""
    try:
        address = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
