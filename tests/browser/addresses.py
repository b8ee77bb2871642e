"""Pages that are looked at in the browser."""

COMPARE = "/compare/?jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
FINDING = "/findings/dubai-non-custodial-2023/"
EMBEDDED = "/embed/compare/?jurisdiction=dubai&jurisdiction=singapore"

# Each kind of page, and those that look different for a choice.
PAGES = [
    "/",
    "/?group=region&as_of=2024-12-31",
    "/?q=nothing-like-it",
    "/compare/",
    COMPARE,
    f"{COMPARE}&as_of=2026-10-01&against=2024-12-31&only=differences",
    EMBEDDED,
    "/jurisdictions/united-states/",
    "/jurisdictions/united-arab-emirates/",
    "/pillars/",
    "/pillars/iterative-development/",
    "/topics/",
    "/topics/custody/",
    "/proposals/",
    "/proposals/innovation-exemption/",
    "/instruments/",
    "/instruments/eu-mica/",
    "/findings/?jurisdiction=dubai",
    FINDING,
    "/timeline/",
    "/changes/",
    "/changes/dubai-non-custodial-2025/",
    "/sources/",
    "/search/",
    "/search/?q=stablecoin",
    "/glossary/",
    "/coverage/",
    "/coverage/?group=region",
    "/data/",
    "/api/docs/",
    "/about/",
]
# Readers may send something from here, which takes a cookie.
FORMS = [
    f"{FINDING}report/",
    f"{FINDING}report/thanks/",
    "/proposals/innovation-exemption/answer/",
    "/proposals/innovation-exemption/answer/thanks/",
]
GERMAN = [
    f"/de{path}"
    for path in ("/", COMPARE, "/jurisdictions/dubai/", FINDING, "/timeline/", "/about/")
]
REFUSED = {"/nowhere": 404, "/?as_of=tomorrow": 400, "/compare/?jurisdiction=atlantis": 400}
MAIN = [
    "/",
    COMPARE,
    "/jurisdictions/united-states/",
    FINDING,
    "/timeline/",
    "/proposals/innovation-exemption/",
]
