"""What no page may do while a test looks at it."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# Said of every answer of status 400 and above, which is seen anyway; and of features that one
# version of Chromium knows and another doesn't.
IGNORED = ("Failed to load resource", "Error with Permissions-Policy header: Unrecognized feature")


class Watch:
    """Listens to a context, and remembers what went wrong."""

    def __init__(self, context: BrowserContext, address: str, *, cookies: bool):
        self.context = context
        self.host = urlsplit(address).netloc
        self.cookies = cookies
        # Statuses above 399 that a page itself may have; what it loads never may.
        self.expected: set[int] = set()
        self.complaints: list[str] = []
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.complain(f"Script error: {error.error}"))
        context.on("request", self.see_request)
        context.on("response", self.see_response)
        context.on("requestfailed", self.see_failure)

    def complain(self, sentence: str) -> None:
        self.complaints.append(sentence)

    def hear(self, message: ConsoleMessage) -> None:
        """Refusals by the content security policy are said here too."""
        loud = message.type in ("error", "warning", "assert")
        if loud and not message.text.startswith(IGNORED):
            self.complain(f"Console, {message.type}: {message.text}")

    def see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc and parts.netloc != self.host:
            self.complain(f"Request to another host: {request.url}")

    def see_response(self, response: Response) -> None:
        if response.status < 400:
            return
        # A script asks for the page where a filter changes it in place.
        asked_by = response.request.resource_type
        is_page = response.request.is_navigation_request() or asked_by == "xhr"
        if not (is_page and response.status in self.expected):
            self.complain(f"Status {response.status}: {response.url}")

    def see_failure(self, request: Request) -> None:
        """A download or the next page ends what is still loading, which is no fault."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complain(f"Not loaded, {request.failure}: {request.url}")

    def check(self) -> None:
        """Fail with all that went wrong; readers must have no cookie either."""
        if not self.cookies:
            for cookie in self.context.cookies():
                self.complain(f"A reader was given the cookie {cookie['name']}.")
        assert not self.complaints, "\n".join(self.complaints)
