"""Whatever is asked with whatever parameter: no error of ours, no echo, and an answer in time.

HOSTILE_REQUESTS says how many are sent, 500 unless told otherwise; 5,000 take a few minutes.
"""

import os
import random
import time
from collections import Counter
from itertools import cycle, islice
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from jurisdictions import filtersets
from jurisdictions.api import filtersets as api_filtersets
from jurisdictions.renderers import FORMATS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world_edition")]

COUNT = int(os.environ.get("HOSTILE_REQUESTS", "500"))
SECONDS = 2
# Short enough to stand wherever words may; nothing of ours holds it.
ECHO = "<hx7 on=1>"
SLUG = "dubai-non-custodial-2023"
LISTS = ("jurisdictions", "findings", "instruments", "timeline", "changes", "sources", "glossary")

PATHS = [
    *("/", "/compare/", "/pillars/", "/topics/", "/proposals/", "/instruments/", "/findings/"),
    *("/sources/", "/timeline/", "/changes/", "/glossary/", "/coverage/", "/about/", "/data/"),
    *("/search/", "/api/docs/", "/embed/compare/", "/healthz", "/robots.txt", "/sitemap.xml"),
    *("/jurisdictions/dubai/", "/pillars/governance-transition/", "/topics/custody/"),
    *("/proposals/innovation-exemption/", "/instruments/eu-mica/", f"/findings/{SLUG}/"),
    *(f"/changes/{SLUG}/", f"/findings/{SLUG}/report/", "/proposals/innovation-exemption/answer/"),
    *("/timeline.ics", "/timeline.atom", "/changes.atom", "/findings.atom", "/compare.bib"),
    *(f"/{name}.{suffix}" for name in LISTS for suffix in FORMATS),
    *(f"/compare.{suffix}" for suffix in FORMATS),
    *("/api/v1/", "/api/v1/findings/", "/api/v1/jurisdictions/", "/api/v1/comparison/"),
    *("/api/v1/events/", "/api/v1/sources/", "/api/v1/openapi.json", "/api/v1/findings/x/"),
    *("/de/", "/de/compare/", "/de/findings/", "/de/search/", "/admin/", "/admin/login/"),
    *("/static/nothing", "/data/2026-01-01/csv/findings.csv", "/sitemap-findings.xml"),
]
FILTERSETS = [*vars(filtersets).values(), *vars(api_filtersets).values()]
NAMES = sorted(
    {name for each in FILTERSETS for name in getattr(each, "base_filters", ())}
    | {
        "form",
        "rev",
        "page_size",
        "p",
        "format",
        "callback",
        "next",
        "_method",
        "",
        ECHO,
        "a" * 300,
    }
)
GOOD = ["dubai", "custody", "pillars", "regulated", "2025-01-01", "1", "custody:regulated", "law"]
BAD = [
    *(
        "",
        " ",
        "%",
        "_",
        "\\",
        "'",
        '"',
        "`",
        "0",
        "-1",
        "1e9",
        "9" * 400,
        "NaN",
        "null",
        "[]",
        "{}",
    ),
    *("' OR 1=1--", '") OR 1=1--', "1; DROP TABLE jurisdictions_finding", "1' AND SLEEP(5)--"),
    *("NEAR(a b)", 'a" OR "b', "* ( ) ^ : -", "AND OR NOT", "a*", "{a b}: c", "^a", "$$", "(" * 90),
    *(
        ECHO,
        f'"{ECHO}',
        f"{ECHO}</script>",
        f"'{ECHO}//",
        "javascript:alert(1)",
        "{{7*7}}",
        "{% x %}",
    ),
    *(
        "../../../etc/passwd",
        "..%2f..%2f",
        "file:///etc/passwd",
        "http://169.254.169.254/",
        "\\\\a\\b",
    ),
    *(
        "\x00",
        "a\x00b",
        "\r\nSet-Cookie: a=b",
        "\u202e",
        "\ufeff",
        "\ud7ff\U0010ffff",
        "ⅷ",
        "İ",
        "ß" * 50,
    ),
    *(
        "e\u0301" * 50,
        "\u0345" * 99,
        "🏴" * 40,
        "𝟚𝟘𝟚𝟜-𝟘𝟙-𝟘𝟙",
        "٢٠٢٤-٠١-٠١",
        "2024-02-30",
        "0000-00-00",
    ),
    *(
        "9999-99-99",
        "2024-01-01T00:00:00Z",
        "x" * 101,
        "x" * 5_000,
        "a " * 50,
        "-" * 100,
        "=cmd|' /C'!A0",
    ),
]
METHODS = ["get"] * 17 + ["head", "post", "options"]
HEADERS = [
    *(
        {},
        {},
        {},
        {},
        {"accept-language": "de;q=" + "9" * 500},
        {"accept-encoding": "gzip;q=nan, *;q=x"},
    ),
    *(
        {"if-none-match": '"' * 200},
        {"if-modified-since": "Mon, 99 Foo 0000"},
        {"range": "bytes=9-1"},
    ),
    *(
        {"x-forwarded-for": ECHO},
        {"x-forwarded-host": "evil.example"},
        {"cookie": "sessionid=" + ECHO},
    ),
    *(
        {"host": "evil.example"},
        {"accept": ECHO},
        {"referer": ECHO},
        {"if-match": "W/"},
        {"origin": ECHO},
    ),
    *(
        {"hx-request": "true"},
        {"content-type": "multipart/form-data; boundary="},
        {"x-request-id": ECHO},
    ),
]


def requests(count: int, seed: int = 7):
    """So many requests, the same each time; every parameter comes with every kind of value."""
    chance = random.Random(seed)
    names, bad = cycle(chance.sample(NAMES, len(NAMES))), cycle(chance.sample(BAD, len(BAD)))
    for path in islice(cycle(PATHS), count):
        pairs = [(next(names), next(bad))]
        for _ in range(chance.choice([0, 0, 1, 3])):
            pairs.append((chance.choice(NAMES), chance.choice([*GOOD, *BAD])))
        if chance.random() < 0.1:
            path += quote(chance.choice(BAD)[:300])
        yield chance.choice(METHODS), f"{path}?{query(pairs, chance)}", chance.choice(HEADERS)


def query(pairs, chance) -> str:
    if chance.random() < 0.05:
        return "&".join(
            f"{name}={chance.choice(['%FF', '%', '%zz', '%C0%AE'])}" for name, _ in pairs
        )
    return urlencode(pairs)


def complaints(client, method: str, address: str, headers: dict):
    """What is wrong with the answer, in words."""
    # Of the processor: what else runs on the machine is no matter of ours.
    began = time.process_time()
    response = getattr(client, method)(address, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    took = time.process_time() - began
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if took > SECONDS:
        yield f"{took:.1f} s"
    if markup(response) and ECHO.encode() in content:
        yield "an echo"
    if any(ECHO in value or "\n" in value for value in response.headers.values()):
        yield "an echo in a header"


def markup(response) -> bool:
    """Would a browser read it as markup?"""
    kind = response.headers.get("Content-Type", "")
    return "html" in kind or ("xml" in kind and "officedocument" not in kind)


def test_hostile_requests_get_plain_answers_in_time():
    client, found, sent = Client(raise_request_exception=False), Counter(), 0
    for method, address, headers in requests(COUNT):
        sent += 1
        for complaint in complaints(client, method, address, headers):
            found[f"{complaint}: {method} {address[:200]} {headers}"] += 1
    assert sent == COUNT
    assert not found, "\n".join(found)


def test_every_parameter_is_among_them():
    # The cycles of paths, names and values go on independently of each other.
    sent = [address for _, address, _ in requests(max(COUNT, 1000))]
    for name in NAMES:
        assert any(f"{quote(name, safe='')}=" in address.replace("+", "%20") for address in sent)
