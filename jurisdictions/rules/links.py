"""What can be said of a web address without opening it."""

import re
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError

from ..models.fields import is_web_address

# Reserved for examples and private use (RFC 2606, RFC 6761): no document stands there.
PLACEHOLDER_HOSTS = ("example.com", "example.net", "example.org")
PLACEHOLDER_DOMAINS = ("example", "invalid", "local", "localhost", "test")


def fault_of(address: str) -> str:
    """What is wrong with an address, said after it; empty when nothing is, or no address."""
    if any(character.isspace() for character in address):
        return "holds a blank"
    parts = split(address)
    if not address or parts is None:
        return "is not a web address" if address else ""
    return fault_of_parts(parts) or ("" if is_valid(address) else "is not a web address")


def fault_of_parts(parts: SplitResult) -> str:
    if parts.scheme not in ("http", "https"):
        return "does not begin with http:// or https://"
    if not parts.hostname:
        return "names no host"
    return "is a placeholder" if is_placeholder(parts.hostname) else ""


def is_placeholder(host: str) -> bool:
    """Is it a host such as example.org, docs.example.org, firm.test or 127.0.0.1?"""
    reserved = (*PLACEHOLDER_HOSTS, *PLACEHOLDER_DOMAINS)
    return host.startswith("127.") or any(f".{host}".endswith(f".{name}") for name in reserved)


def is_home_page(address: str) -> bool:
    """Does it lead to a site, but to no page of it?"""
    parts = split(address)
    return bool(parts and parts.hostname) and not (
        parts.path.strip("/") or parts.query or parts.fragment
    )


def plain_address(address: str) -> str:
    """What two addresses have in common that lead to one page, however they were copied.

    A part of a page (#page=2) is told apart from the page, and so is its copy in an archive, which
    says what stood there on a day.
    """
    parts = split(address)
    if parts is None or not (host := parts.hostname):
        return address
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    # What a browser marks on the page is no part of it.
    part, _, _ = parts.fragment.partition(":~:")
    place = parts.path.rstrip("/")
    return f"{host.removeprefix('www.')}{port}{place}{query}{part and f'#{part}'}"


def unarchived(address: str) -> str:
    """The address of which an address of the Wayback Machine is a copy; any other as it is."""
    copied = re.fullmatch(r"https?://web\.archive\.org/web/[^/]+/(https?://.+)", address)
    return copied[1] if copied else address


def split(address: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_valid(address: str) -> bool:
    try:
        is_web_address(address)
    except ValidationError:
        return False
    return True
