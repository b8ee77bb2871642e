"""The addresses of pages, for tests of what holds for each of them."""

# Those that take a day.
DATED = [
    "/",
    "/compare/",
    "/jurisdictions/dubai/",
    "/pillars/",
    "/pillars/governance-transition/",
    "/topics/",
    "/topics/custody/",
    "/proposals/",
    "/proposals/innovation-exemption/",
    "/instruments/",
    "/instruments/eu-mica/",
    "/findings/",
    "/findings/dubai-non-custodial-2023/",
    "/sources/",
    "/timeline/",
    "/changes/",
    "/changes/dubai-non-custodial-2025/",
    "/glossary/",
    "/coverage/",
    "/about/",
]
COMPARE = "/compare/?jurisdiction=united-states&jurisdiction=european-union&jurisdiction=dubai"
# What is released holds all days at once, and so does a text about the API.
TIMELESS = ["/data/", "/api/docs/"]
PLACES = ["/jurisdictions/united-states/", "/jurisdictions/united-arab-emirates/"]
PAGES = [*DATED, COMPARE, *PLACES, "/search/", "/search/?q=custody"]
