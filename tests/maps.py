"""Reading the world map in tests."""

from django.test import Client

from .pages import parse, squeeze

# Links for the mouse alone repeat those beside the map.
PERCEIVED = "figure a:not([tabindex='-1']):not([href^='#'])"


def world(query: str):
    return parse(Client().get(f"/?{query}")).select_one(".map")


def perceived(drawn) -> list:
    """The links to jurisdictions that keyboards reach and screen readers say."""
    return drawn.select(PERCEIVED)


def names(drawn) -> dict[str, str]:
    """What the map says of each jurisdiction, by its name."""
    said = [link.get("aria-label") or squeeze(link.title) for link in perceived(drawn)]
    return dict(name.split(": ", 1) for name in said)


def link_of(drawn, place: str):
    return next(a for a in drawn.select("svg a") if squeeze(a.title).startswith(f"{place}:"))
