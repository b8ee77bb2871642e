"""Strict readers for environment variables: a value is understood or refused, never guessed.

Each reader takes the name of the variable and a default, and returns the value in its type.
A value that can't be read raises ImproperlyConfigured with the name and what is accepted.
"""

import os
import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# What Django compares with a request, letter by letter: anything more would never be the same.
NAME = r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]"
HOST = re.compile(rf"\*|\.?({NAME})", re.IGNORECASE)
ORIGIN = re.compile(rf"(?P<scheme>https?)://(\*\.)?({NAME})(:(?P<port>[1-9][0-9]{{0,4}}))?")
# The port that a scheme has anyway, which browsers leave out.
PORTS, LAST_PORT = {"http": 80, "https": 443}, 65535
# 128 bits as hexadecimal digits, which are 16: of 32 at random hardly ever fewer than 8 appear.
KEY_LENGTH, KEY_SIGNS = 32, 8
# What stands in keys that were left as an example had them. No random key has so many in a row.
EXAMPLES = ("djangoinsecure", "changeme", "replaceme", "secretkey", "needsnone0123456789")
RANDOM = (
    f"a random text of at least {KEY_LENGTH} characters, and none out of an example. This makes "
    "one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
)
WORDS = {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def folder(name: str, default: Path) -> Path:
    """The path of a folder, which need not be there yet."""
    path = Path(text(name) or default)
    # Unlike those of Path these don't fail where the folder around it is closed to this user.
    if os.path.exists(path) and not os.path.isdir(path):
        raise ImproperlyConfigured(f"{name} must be a folder, and {path} is none.")
    return path


def switch(name: str, default: bool) -> bool:
    """A yes or no, written on/off, true/false or 1/0."""
    word = text(name).lower()
    if not word:
        return default
    if word not in WORDS:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(WORDS)}, not {word!r}.")
    return WORDS[word]


def whole_number(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    digits = text(name) or str(default)
    if not digits.isdecimal() or not least <= int(digits) <= most:
        accepted = f"a whole number from {least} to {most}"
        raise ImproperlyConfigured(f"{name} must be {accepted}, not {digits!r}.")
    return int(digits)


def choice(name: str, default: str, accepted: tuple[str, ...]) -> str:
    """One of the `accepted` words."""
    word = text(name).lower() or default
    if word not in accepted:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(accepted)}, not {word!r}.")
    return word


def contact(name: str) -> str:
    """A mailto: or https: address, or nothing."""
    address = text(name)
    if address and not re.fullmatch(r"(mailto:[^@\s]+@|https://)[^@\s]+", address):
        accepted = "an address that begins with mailto: or https://"
        raise ImproperlyConfigured(f"{name} must be {accepted}, not {address!r}.")
    return address


def names(name: str, default: str = "") -> list[str]:
    """A list of names separated by commas."""
    return split(text(name, default))


def split(listed: str) -> list[str]:
    return [part.strip() for part in listed.split(",") if part.strip()]


def hosts(name: str, default: str) -> list[str]:
    """A list of names of hosts as requests have them, separated by commas; never none."""
    given = text(name)
    listed = given if split(given) else default
    return alike(name, listed, HOST.fullmatch, "names such as example.org")


def origins(name: str) -> list[str]:
    """A list of origins as browsers send them, separated by commas."""
    return alike(name, text(name), is_origin, "origins such as https://example.org")


def is_origin(one: str) -> bool:
    """Does a browser ever send it, letter by letter?"""
    parts = ORIGIN.fullmatch(one)
    if not parts or not parts["port"]:
        return bool(parts)
    return int(parts["port"]) <= LAST_PORT and int(parts["port"]) != PORTS[parts["scheme"]]


def alike(name: str, listed: str, fits: Callable[[str], object], accepted: str) -> list[str]:
    """What is listed in the variable, each of which has to fit."""
    found = split(listed)
    for one in found:
        if not fits(one):
            raise ImproperlyConfigured(f"{name} must be a list of {accepted}, not {one!r}.")
    return found


def networks(name: str, default: str = "") -> list[IPv4Network | IPv6Network]:
    """A list of networks such as 10.0.0.0/8, or of addresses, separated by commas."""
    found = []
    for one in names(name, default):
        try:
            found.append(ip_network(one))
        except ValueError as error:
            accepted = "a list of networks such as 10.0.0.0/8"
            raise ImproperlyConfigured(f"{name} must be {accepted}: {error}.") from error
    return found


def secret(name: str, file: Path, *, guessable: bool = False) -> str:
    """The variable, else the content of `file`, which `make` fills once with a random key.

    What others could guess is refused, unless it may be `guessable`: who knows the key of a site
    can sign in there as anybody.
    """
    given = text(name)
    key = given or content(name, file)
    if not guessable and is_guessed(key):
        where = name if given else f"{name} in {file}"
        raise ImproperlyConfigured(f"{where} must be {RANDOM}")
    return key


def content(name: str, file: Path) -> str:
    """What the file says that holds the variable where it isn't set."""
    try:
        return file.read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        told = f"{file} can't be read: {error.strerror}. Set {name}, or be the user who owns it."
        raise ImproperlyConfigured(told) from error
    raise ImproperlyConfigured(
        f"Set {name}, or let `make setup` write a random key to {file.name}."
    )


def is_guessed(key: str) -> bool:
    """Is it too short or too plain to be random, or out of some example?"""
    letters = re.sub(r"[^a-z0-9]", "", key.lower())
    plain = len(key) < KEY_LENGTH or len(set(key)) < KEY_SIGNS
    return plain or any(words in letters for words in EXAMPLES)
