"""What people read where an address is asked in a way that it does not answer to."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string


def in_words(get_response):
    """Middleware: Django refuses a method without a word, which browsers show as a blank page."""

    def answer(request):
        response = get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            tell(request, response)
        return response

    return answer


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """Make a page of the refusal, and leave its headers as they are."""
    response.content = render_to_string("405.html", {"allowed": response["Allow"]}, request)
