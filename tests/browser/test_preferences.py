"""What readers set in their system holds: forced colours, less motion, their theme."""

import pytest

from .addresses import COMPARE, FINDING, MAIN
from .axe import violations
from .keyboard import walk
from .looking import look


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", MAIN)
def test_with_forced_colours_nothing_is_lost(visit, path, scheme):
    page = visit(path, scheme=scheme, forced_colors="active")
    visit.picture(page, scheme)
    assert not look(page, "unbounded")
    assert not look(page, "unmarked")
    # axe reads the colours that the stylesheet asks for, not those that are forced.
    found = violations(page, without=("color-contrast",))
    assert not found, "\n".join(found)


def test_with_forced_colours_the_focus_is_outlined(visit):
    """A shadow would vanish."""
    page = visit(FINDING, forced_colors="active", snapshots=False)
    assert all(stop["outlined"] for stop in walk(page))


@pytest.mark.parametrize("path", MAIN)
def test_with_less_motion_nothing_moves(visit, path):
    assert not look(visit(path, reduced_motion="reduce"), "moving")


def test_the_theme_follows_the_system(visit):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = (visit(COMPARE, scheme=scheme).evaluate(paper) for scheme in ("light", "dark"))
    assert light != dark
