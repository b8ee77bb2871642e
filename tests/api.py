"""Asking the API in tests."""

import json

from django.test import Client


def ask(path: str, **more):
    """The answer under /api/v1/ as plain values; it must be one."""
    response = Client().get(f"/api/v1/{path}", **more)
    assert response.status_code == 200, response.content
    return response.json()


def slugs(path: str) -> list[str]:
    """The slugs of the records that a list gives."""
    return [record["slug"] for record in ask(path)["results"]]


def refused(path: str, status: int = 400) -> dict:
    """The problem that the API answers."""
    response = Client().get(f"/api/v1/{path}")
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem.keys() >= {"type", "title", "detail"}
    return problem


def file_rows(address: str) -> list[dict]:
    """The records of a JSON file of a page."""
    response = Client().get(address)
    assert response.status_code == 200, address
    return json.loads(response.getvalue())["rows"]
