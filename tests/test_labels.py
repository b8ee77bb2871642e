"""The label of a choice: in the language of the reader, and of that choice alone."""

import pytest
from django.utils.functional import lazystr
from django.utils.translation import override

from jurisdictions.models import Event

pytestmark = pytest.mark.any_database


def test_it_is_in_the_language_of_the_reader():
    event = Event(kind="applies")
    said = []
    for language in ("en-gb", "de"):
        with override(language):
            said.append(event.get_kind_display())
    assert said == ["Applies", "Anwendbar"]


def test_a_value_that_is_no_choice_is_its_own_label():
    assert Event(kind="gone").get_kind_display() == "gone"
    assert Event(kind=None).get_kind_display() is None


def test_no_other_label_is_put_into_words(monkeypatch):
    class Unsaid:
        def __str__(self):
            pytest.fail("put into words")

    field = Event._meta.get_field("kind")
    choices = [("applies", lazystr("Applies")), ("enacted", lazystr(Unsaid()))]
    monkeypatch.setattr(field, "choices", choices)
    assert Event(kind="applies").get_kind_display() == "Applies"
