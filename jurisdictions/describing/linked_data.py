"""The facts of a page as JSON-LD, in the words of schema.org.

Pages hold it as a data block. No browser runs it, so the content security policy allows it.
"""

import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .datasets import DATASETS, dataset, release
from .legislation import legislation
from .node import Node, Page, organisation
from .terms import terms

# No text can end the script element, nor begin a comment in it.
ESCAPES = {sign: f"\\u{ord(sign):04X}" for sign in "<>&"}

# The list that a record stands in, by the name of its page.
LISTS = {
    "instrument": "instruments",
    "finding": "findings",
    "report": "findings",
    "pillar": "pillars",
    "topic": "topics",
    "proposal": "proposals",
    "answer": "proposals",
    "change": "changes",
    "correction": "changes",
}
# What the page is about, beside itself.
SUBJECTS = {
    **dict.fromkeys(DATASETS, dataset),
    "instrument": legislation,
    "glossary": terms,
    "data": release,
}


def graph_of(
    request: HttpRequest, name: str, context: Mapping, title: str, description: str, address: str
) -> Node:
    """The JSON-LD document of the page of that name, whose context it is."""
    page = Page(request, name, context, title, description, address)
    subject = SUBJECTS.get(name)
    nodes = [webpage(page), *(subject(page) if subject else ())]
    if name == "overview":
        nodes.append(website(page))
    else:
        nodes.append(crumbs(page))
    return {"@context": "https://schema.org", "@graph": nodes}


def script(graph: Node) -> SafeString:
    """The document as the content of a script element."""
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    # The encoder knows words that wait for their language.
    text = json.dumps(graph, cls=DjangoJSONEncoder, **compact)
    # Some thirty times as fast as `translate` where a text isn't ASCII.
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return mark_safe(text)


def webpage(page: Page) -> Node:
    return {
        "@type": "WebPage",
        "@id": page.address,
        "url": page.address,
        "name": page.title,
        "description": page.description,
        "inLanguage": page.language,
        "isPartOf": {"@id": f"{page.home}#website"},
    }


def website(page: Page) -> Node:
    return {
        "@type": "WebSite",
        "@id": f"{page.home}#website",
        "url": page.home,
        "name": "regcompare",
        "publisher": organisation(page),
    }


def crumbs(page: Page) -> Node:
    """The way to the page: home, the list that it stands in, itself."""
    steps = [(_("Overview"), page.home)]
    if page.name in LISTS:
        listed = LISTS[page.name]
        steps.append((heading(listed), page.absolute(listed)))
    steps.append((page.title, page.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def heading(name: str) -> str:
    return {
        "instruments": _("Instruments"),
        "findings": _("Findings"),
        "pillars": _("Pillars"),
        "topics": _("Topics"),
        "proposals": _("Proposals"),
        "changes": _("Changes"),
    }[name]
