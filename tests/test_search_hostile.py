"""Whatever is typed, the search answers."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.search.found import Found, Scope
from jurisdictions.search.questions import read
from jurisdictions.search.spelling import corrected, suggested
from jurisdictions.search.synonyms import widened

from .conftest import made_once
from .factories import make_finding, make_term
from .searching import DAY, asked

HOSTILE = [
    "",
    " ",
    "\0",
    "a\0b",
    '"',
    '""',
    '"""',
    "'",
    "''",
    "'; DROP TABLE jurisdictions_finding; --",
    "*",
    "a*",
    "^a",
    "a AND",
    "AND",
    "OR OR",
    "NOT",
    "NOT a",
    "NEAR(",
    "NEAR(a b, 3)",
    "(",
    ")(",
    "((((((((((a",
    "title_words:a",
    "{title_words body_words}: a",
    "-",
    "--",
    "-a",
    '-"',
    '-"a',
    "+a",
    "a & b | !c <-> d",
    ":*",
    "a:*",
    "<->",
    "\\",
    "\\'",
    "%",
    "%s",
    "%(asked)s",
    "_",
    "{}",
    "{0}",
    "<script>alert(1)</script>",
    "&lt;",
    "ﬁ ½ ① ǅ ß İ ı",
    "虚拟资产",
    "مرحبا",
    "\N{ZERO WIDTH JOINER}",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "e\N{COMBINING ACUTE ACCENT}" * 100,
    "\N{COMBINING ACUTE ACCENT}",
    "\U0001f600",
    "\U0001e900\U0001e922",
    "\ud800",
    "a" * 100_000,
    "a " * 100_000,
    "a1e400 1e400 0x1F 1.5.6 -1",
    "http://example.org/?q=1#a b@example.org",
    "the of",
]


def make_some():
    make_finding(answer="Assets, assets", detail="Of 'a' and \"b\" & <c>.")
    make_term(term="asset")


@pytest.fixture(scope="module")
def some_of_the_file(django_db_setup, django_db_blocker):
    yield from made_once(django_db_blocker, make_some)


@pytest.fixture
def some(some_of_the_file, db):
    pass


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_raises_wherever_it_goes(some, text):
    answered(text)


@pytest.mark.few(20)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_page(some, text):
    response = Client().get("/search/", {"q": text.encode("utf-8", "replace").decode()})
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.text


@given(
    st.text(alphabet=st.characters(), max_size=250)
    | st.text(alphabet="ab\"'-*() :&|!<>^%\\", max_size=60)
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_made_up_text_raises(some, text):
    answered(text)


def answered(text: str):
    """Everything that the page does with a question."""
    question = read(text)
    found = Found(widened(question), Scope(DAY)) if question else None
    if found:
        assert found.total() >= 0
        assert found.on_other_days() >= 0
        assert len(found[0:20]) == min(found.total(), 20)
        corrected(question)
        suggested(question)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.parametrize("sign", ["₿", "—", "®"])
def test_a_name_that_is_a_mere_sign_breaks_no_question_for_what_it_names(db, sign):
    term = make_term(term="narwhal coin", abbreviation=sign)
    make_term(concept=term.concept, term="walrus money")
    page = Client().get("/search/?q=narwhal+coin")
    assert page.status_code == 200
    assert "<mark>walrus money</mark>" in page.text
    answered("narwhal coin")


def test_signs_of_like_are_words_of_nobody(some):
    assert asked("%").question.groups == ()
    assert asked("_").question.groups == ()


def test_what_is_found_is_escaped_before_it_is_marked(db):
    make_finding(answer='Of <b>escrow</b> & "more"', detail="An `<img src=x>` of escrow.")
    text = Client().get("/search/?q=escrow").text
    assert "&lt;b&gt;<mark>escrow</mark>&lt;/b&gt; &amp;" in text
    assert "<img" not in text


def test_the_question_is_escaped_wherever_it_is_repeated(db):
    text = Client().get("/search/", {"q": '"><img src=x onerror=y>'}).text
    assert "<img" not in text
