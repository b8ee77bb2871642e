"""The OpenAPI document is sound, says all that the API takes and gives, and says it truly."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier, Event

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from jurisdictions.api import document as api_document
from jurisdictions.api import views
from jurisdictions.api.endpoint import Endpoint
from jurisdictions.models import Section

from .api import ask
from .factories import make_jurisdiction
from .test_api_problems import LISTS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("four_places"),
    pytest.mark.any_database,
]

CLASSES = [
    one
    for one in vars(views).values()
    if isinstance(one, type) and issubclass(one, Endpoint) and one.name
]


@pytest.fixture(scope="module")
def document(four_places, django_db_blocker):
    with django_db_blocker.unblock():
        return ask("openapi.json")


def operations(document) -> dict:
    return {path: methods["get"] for path, methods in document["paths"].items()}


def parameters(operation, document) -> dict:
    known = document["components"]["parameters"]
    return {
        one["name"]: one
        for one in (known[given["$ref"].rpartition("/")[2]] for given in operation["parameters"])
    }


def strictly(schema, document) -> Draft202012Validator:
    """A validator that allows no field beside those that are said."""
    components = json.loads(json.dumps(document["components"]))
    for one in components["schemas"].values():
        if "properties" in one:
            one["additionalProperties"] = False
    return Draft202012Validator({**schema, "components": components})


def test_two_of_different_days_are_made_one_after_the_other(monkeypatch):
    """The generator holds what it is about in one place for all threads."""
    begun, inside, most, lasts = Barrier(2), [], [], Event()

    def written():
        inside.append("one")
        most.append(len(inside))
        lasts.wait(0.1)
        inside.pop()
        return b""

    def make(day):
        begun.wait()
        return api_document.made(date(2026, 1, day))

    monkeypatch.setattr(api_document, "written", written)
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(make, (1, 2))) == [b"", b""]
    assert most == [1, 1]


def test_it_is_openapi_3_1_without_a_fault(document):
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


def test_it_says_licence_and_that_it_is_no_advice(document):
    assert document["info"]["license"]["identifier"] == "MIT"
    assert "not legal or financial advice" in document["info"]["description"]


def test_every_address_is_in_it_under_a_name_of_its_own(document):
    names = [operation["operationId"] for operation in operations(document).values()]
    assert sorted(names) == sorted(one.name for one in CLASSES)
    assert all(operation["summary"] for operation in operations(document).values())


def test_every_parameter_that_is_read_is_said_and_no_other(document):
    by_name = {one["operationId"]: one for one in operations(document).values()}
    for endpoint in CLASSES:
        said = set(parameters(by_name[endpoint.name], document)) - {"slug"}
        read = set(endpoint.filterset.base_filters) if endpoint.filterset else set()
        assert said == read, endpoint.name


def values(schema: dict) -> list:
    """Some values that a schema allows."""
    if schema["type"] == "array":
        return values(schema["items"])
    if "enum" in schema:
        return [schema["enum"][0], schema["enum"][-1]]
    if schema["type"] == "integer":
        return [1]
    return ["2024-12-31"] if schema.get("format") == "date" else ["a", "ü" * 100]


@pytest.mark.thorough
def test_every_value_that_it_allows_is_accepted(document):
    for path, operation in operations(document).items():
        if "{slug}" in path:
            continue
        for name, parameter in parameters(operation, document).items():
            for value in values(parameter["schema"]):
                response = Client().get(path, {name: value})
                assert response.status_code == 200, (path, name, value, response.content)


def test_what_may_be_repeated_is_a_list_and_explodes(document):
    repeated = parameters(operations(document)["/api/v1/findings/"], document)["jurisdiction"]
    assert repeated["schema"]["type"] == "array"
    assert repeated["schema"]["uniqueItems"]
    assert repeated["explode"]
    assert "several times" in repeated["description"]
    assert Client().get("/api/v1/findings/?jurisdiction=dubai&jurisdiction=united-states")


def test_every_answer_keeps_to_its_schema_and_has_no_other_field(document):
    for path, operation in operations(document).items():
        content = operation["responses"]["200"]["content"]["application/json"]
        validator = strictly(content["schema"], document)
        for question in questions(path):
            validator.validate(ask(question))


def questions(path: str) -> list[str]:
    path = path.removeprefix("/api/v1/")
    noun, _, of_record = path.partition("{slug}")
    if of_record:
        listed = ask(f"{noun}?as_of=2026-10-08&page_size=500")["results"]
        return [f"{noun}{one['slug']}/" for one in listed[:: max(1, len(listed) // 5)]]
    if path in LISTS:
        return [f"{path}?page_size=500", f"{path}?page_size=500&as_of=2021-01-01"]
    if path == "comparison/":
        places = "jurisdiction=dubai&jurisdiction=united-states"
        return [f"{path}?{places}", f"{path}?{places}&stance=unclear&against=2020-01-01", path]
    return [path]


def test_every_problem_keeps_to_its_schema(document):
    for path, operation in operations(document).items():
        for status, query in (("400", "?x=1"), ("404", "?page=999")):
            if status not in operation["responses"]:
                continue
            response = Client().get(path.replace("{slug}", "atlantis") + query)
            if "{slug}" in path and status == "404":
                response = Client().get(path.replace("{slug}", "atlantis"))
            assert str(response.status_code) == status
            content = operation["responses"][status]["content"]["application/problem+json"]
            strictly(content["schema"], document).validate(response.json())


def test_every_answer_has_an_example_that_is_true(document):
    for operation in operations(document).values():
        content = operation["responses"]["200"]["content"]["application/json"]
        example = content["examples"]["Short"]
        again = Client().get(example["summary"].removeprefix("GET "))
        assert again.json() == example["value"], example["summary"]


def test_every_answer_has_a_tag_and_may_be_unchanged(document):
    for operation in operations(document).values():
        assert "304" in operation["responses"]
        assert operation["responses"]["200"]["headers"]["ETag"]["required"]


def test_every_field_says_what_it_means(document):
    for name, schema in document["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            assert said.get("description"), (name, field)


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31", "2024-02-29"])
def test_every_day_that_is_accepted_fits_the_pattern(document, day):
    pattern = document["components"]["parameters"]["as_of"]["schema"]["pattern"]
    assert re.search(pattern, day)
    assert not [odd for odd in ("1899-12-31", "2101-01-01") if re.search(pattern, odd)]


def test_words_with_characters_that_nobody_sees_do_not_fit_the_pattern(document):
    pattern = document["components"]["parameters"]["q"]["schema"]["pattern"]
    assert not [odd for odd in "\0\n\u202e\ufffd\ue000\u0378" if re.search(pattern, f"a{odd}b")]
    assert re.search(pattern, "MiCA, “Art. 59(1)” ü 你 🙂")


def test_what_the_data_held_when_it_was_made_binds_no_later_request(document):
    ask("openapi.json")
    make_jurisdiction(slug="newland")
    assert ask("findings/?jurisdiction=newland")["count"] == 0
    assert "newland" in str(ask("openapi.json")["components"]["parameters"])


def test_it_says_what_was_written_past_the_history_too(document):
    ask("openapi.json")
    Section.objects.bulk_create([Section(slug="newsection", title="New", position=9999)])
    assert "newsection" in str(ask("openapi.json")["components"]["parameters"])


def test_what_is_due_in_its_examples_is_judged_on_the_day_it_is_asked(document, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 10, 9, tzinfo=UTC))
    assert not due_in(ask("openapi.json"))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2031, 1, 1, tzinfo=UTC))
    assert due_in(ask("openapi.json"))


def due_in(document) -> bool:
    content = document["paths"]["/api/v1/findings/"]["get"]["responses"]["200"]["content"]
    (finding,) = content["application/json"]["examples"]["Short"]["value"]["results"]
    return finding["verification_due"]


def test_the_schema_is_made_once_while_the_data_stays(document, django_assert_num_queries):
    Client().get("/api/v1/openapi.json")
    with django_assert_num_queries(1):
        Client().get("/api/v1/openapi.json")


def test_the_page_about_it_in_another_language_takes_the_same_one(document, monkeypatch):
    Client().get("/api/v1/openapi.json")
    monkeypatch.setattr(api_document, "written", lambda: pytest.fail("made anew"))
    assert Client().get("/de/api/docs/").status_code == 200


def test_its_addresses_are_on_the_host_asked_for_whom_it_is_not_made_anew(document, monkeypatch):
    Client().get("/api/v1/openapi.json")
    monkeypatch.setattr(api_document, "written", lambda: pytest.fail("made anew"))
    for host, secure in (("testserver:8001", False), ("testserver:8002", True)):
        response = Client().get("/api/v1/openapi.json", headers={"host": host}, secure=secure)
        example = response.json()["paths"]["/api/v1/"]["get"]["responses"]["200"]["content"]
        (said,) = example["application/json"]["examples"].values()
        scheme = "https" if secure else "http"
        assert said["value"]["openapi"] == f"{scheme}://{host}/api/v1/openapi.json"
        assert api_document.HELD_HOST not in response.text
