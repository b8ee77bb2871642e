"""What is made once in each language is never given in another one."""

import pytest
from django.utils.translation import deactivate_all, get_language, override

from jurisdictions.languages import in_each_language


@pytest.fixture
def asked() -> list[str]:
    """What was made so far, in its order."""
    return []


@pytest.fixture
def spoken(asked):
    """A word with the language that was active when it was made; two of them are kept."""

    @in_each_language(2)
    def spoken(word: str) -> str:
        asked.append(word)
        return f"{word} ({get_language()})"

    return spoken


def test_each_language_has_its_own(spoken):
    with override("en-gb"):
        assert spoken("token") == "token (en-gb)"
    with override("de"):
        assert spoken("token") == "token (de)"
    with override("en-gb"):
        assert spoken("token") == "token (en-gb)"


def test_it_is_made_once_in_a_language(spoken, asked):
    for language in ("de", "en-gb", "de", "en-gb"):
        with override(language):
            spoken("token")
    assert asked == ["token", "token"]


def test_the_one_that_was_asked_for_longest_ago_is_given_up(spoken, asked):
    for word in ("one", "two", "one", "three", "one", "two"):
        spoken(word)
    assert asked == ["one", "two", "three", "two"]


def test_where_no_language_is_active_it_is_made_all_the_same(spoken):
    with override(None):
        deactivate_all()
        assert spoken("token") == "token (None)"


def test_who_looks_up_the_language_for_many_gets_the_same(spoken, asked):
    with override("de"):
        assert spoken.made(get_language(), "token") == spoken("token")
    assert asked == ["token"]


def test_what_fails_is_tried_again(asked):
    @in_each_language(2)
    def refused(word: str) -> str:
        asked.append(word)
        raise ValueError(word)

    for _attempt in range(2):
        with pytest.raises(ValueError, match="token"):
            refused("token")
    assert asked == ["token", "token"]
