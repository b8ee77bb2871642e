"""How drf-spectacular reads our addresses: parameters, answers and problems of each operation."""

import re
from http import HTTPStatus

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from ..caching.held import held
from ..days import today
from .parameters import SLUG, parameters_of
from .problems import DETAILS, PROBLEM, problem
from .serializers.envelopes import ProblemSerializer

ETAG = {"type": "string", "pattern": '^(W/)?"[0-9a-f]{32}"$'}
ANSWER_HEADERS = {
    "ETag": {
        "description": "Changes whenever the answer does; weak where the answer was compressed.",
        "required": True,
        "schema": ETAG,
    },
    "Cache-Control": {
        "description": "For how long the answer may be used unasked.",
        "required": True,
        "schema": {"type": "string"},
    },
}


class Schema(AutoSchema):
    """The schema of an Endpoint."""

    def get_operation_id(self) -> str:
        return self.view.name

    def get_tags(self) -> list[str]:
        return [re.split("/", self.path.removeprefix("/api/v1/"))[0] or "addresses"]

    def get_summary(self) -> str:
        return " ".join(self.view.__doc__.split("\n\n")[0].split())

    def get_description(self) -> str:
        return ""

    def get_override_parameters(self) -> list[OpenApiParameter]:
        # It is asked for again with the headers of each answer.
        filterset = self.view.filterset
        query = held(parameters_of, filterset, today()) if filterset else []
        return [*query, *([self.slug()] if "{slug}" in self.path else [])]

    def slug(self) -> OpenApiParameter:
        return OpenApiParameter(
            "slug",
            SLUG | {"maxLength": 100},
            OpenApiParameter.PATH,
            description="In the path: the slug of the record, as lists and references have it.",
        )

    def get_response_serializers(self) -> dict:
        fine = OpenApiResponse(self.view.answers, "The answer.")
        return {200: fine} | {(int(status), PROBLEM): refusal(status) for status in self.refusals()}

    def refusals(self) -> list[HTTPStatus]:
        paths = "{slug}" in self.path or hasattr(self.view, "rows")
        return [HTTPStatus.BAD_REQUEST, *([HTTPStatus.NOT_FOUND] if paths else [])]


def refusal(status: HTTPStatus) -> OpenApiResponse:
    said = problem(status) | EXAMPLES.get(status, {})
    return OpenApiResponse(
        ProblemSerializer, DETAILS[status], [OpenApiExample(status.phrase, said)]
    )


EXAMPLES = {
    HTTPStatus.BAD_REQUEST: {
        "type": "/api/docs/#bad-query",
        "detail": "as_of: There is no such day.",
        "errors": [
            {
                "parameter": "as_of",
                "detail": "There is no such day.",
                "accepted": "a day from 1900-01-01 to 2100-12-31, written like 2024-12-31",
            }
        ],
    }
}


def with_conditions(result: dict, generator, request, public) -> dict:
    """Postprocessing: every answer has a tag, and may be 304."""
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["200"]["headers"] = ANSWER_HEADERS
            operation["responses"]["304"] = {
                "description": "Nothing changed since the answer whose ETag If-None-Match holds.",
                "headers": ANSWER_HEADERS,
            }
    return result


def plainly(result: dict, generator, request, public) -> dict:
    """Postprocessing: nothing here is written, so that readOnly says nothing."""
    for schema in result["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            field.pop("readOnly", None)
    return result


def shared(result: dict, generator, request, public) -> dict:
    """Postprocessing: a parameter that several addresses take is said once."""
    known: dict[str, dict] = {}
    for path in result["paths"].values():
        for operation in path.values():
            given = operation.get("parameters", [])
            operation["parameters"] = [reference(one, known) for one in given]
    result["components"]["parameters"] = known
    return result


def reference(parameter: dict, known: dict[str, dict]) -> dict:
    """A reference to the parameter among those known, where it is numbered if others differ."""
    name = parameter["name"]
    of_name = [key for key in known if key.partition("-")[0] == name]
    same = next((key for key in of_name if known[key] == parameter), None)
    key = same or (f"{name}-{len(of_name) + 1}" if of_name else name)
    known[key] = parameter
    return {"$ref": f"#/components/parameters/{key}"}
