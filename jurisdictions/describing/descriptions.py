"""What each page is about, in one or two sentences made from what it shows."""

from collections.abc import Callable
from textwrap import shorten

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..days import in_words
from ..texts.markup import to_words
from ..texts.names import join_words
from ..texts.portable import on_one_line

# What search engines show of it.
LIMIT = 160


def shortened(text: str, limit: int = LIMIT) -> str:
    """The beginning of a text, in whole words."""
    line = on_one_line(text)
    return line if len(line) <= limit else shorten(line, limit, placeholder="…")


def overview(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "How %(count)s jurisdiction regulates crypto-assets and DeFi: its approach, its key "
        "instrument, and what its law says to the pillars of the innovation exemption.",
        "How %(count)s jurisdictions regulate crypto-assets and DeFi, side by side: approach, key "
        "instrument, and what each says to the pillars of the innovation exemption.",
        total,
    ) % {"count": total}


def compare(context: dict) -> str:
    columns = context["filters"].jurisdictions
    if not columns:
        return _(
            "Choose jurisdictions and criteria, and read their rules on crypto-assets and DeFi "
            "side by side, each with its provision, source and date."
        )
    return _(
        "%(names)s side by side: the rules on crypto-assets and DeFi, criterion by criterion, "
        "with provisions, sources and dates."
    ) % {"names": join_words(columns)}


def jurisdiction(context: dict) -> str:
    place = context["jurisdiction"]
    return to_words(place.summary) or _(
        "%(name)s: regulatory approach to crypto-assets and DeFi over time, regulators, legal "
        "texts, findings and events, with sources."
    ) % {"name": place.name}


def pillars(context: dict) -> str:
    return _(
        "Which jurisdiction recognises which pillar of the proposed innovation exemption for DeFi, "
        "and by which rule."
    )


def topics(context: dict) -> str:
    return _(
        "Topic by topic, what the law of each jurisdiction says on crypto-assets and DeFi: "
        "regulated, partly regulated, not regulated or prohibited."
    )


def criterion(context: dict) -> str:
    one = context["criterion"]
    return f"{one.question} {to_words(one.description)}"


def proposals(context: dict) -> str:
    return _(
        "Changes of the law on crypto-assets and DeFi that somebody asks for, held against the law "
        "that exists; a proposal is never shown as law."
    )


def proposal(context: dict) -> str:
    return to_words(context["proposal"].summary)


def instruments(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "%(count)s legal text on crypto-assets and DeFi, with its status on the day and the "
        "findings that cite it.",
        "%(count)s statutes, regulations, rulebooks, bills and other texts on crypto-assets and "
        "DeFi, each with its status on the day and the findings that cite it.",
        total,
    ) % {"count": total}


def instrument(context: dict) -> str:
    text = context["instrument"]
    status = _("Status on %(day)s: %(status)s.") % {
        "day": in_words(context["as_of"].day),
        "status": context["status"].label,
    }
    named = f"{text.name}, {text.jurisdiction}"
    return f"{shortened(named, LIMIT - len(status) - 2)}. {status}"


def findings(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "%(count)s answer to a question of crypto law that holds on the day, with stance, "
        "provision, source and date of verification.",
        "%(count)s answers to questions of crypto law that hold on the day, each with stance, "
        "provision, source and date of verification.",
        total,
    ) % {"count": total}


def finding(context: dict) -> str:
    one = context["finding"]
    return _("%(cell)s, from %(day)s: %(answer)s. %(detail)s") % {
        "cell": f"{one.jurisdiction}, {one.criterion}",
        "day": in_words(one.valid_from),
        "answer": one.answer,
        "detail": to_words(one.detail),
    }


def sources(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "%(count)s document that statements on crypto regulation rest on, with publisher, kind, "
        "and how much rests on it.",
        "%(count)s documents that statements on crypto regulation rest on, each with publisher, "
        "kind, and how much rests on it; official ones are told apart.",
        total,
    ) % {"count": total}


def coverage(context: dict) -> str:
    return _(
        "Which questions of crypto regulation are answered for which jurisdiction, which answers "
        "are due for verification, and which are missing."
    )


def timeline(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "%(count)s event in the regulation of crypto-assets and DeFi, past or to come.",
        "%(count)s events in the regulation of crypto-assets and DeFi as a picture and a list: "
        "what was proposed, adopted or enforced, and the dates to come.",
        total,
    ) % {"count": total}


def changes(context: dict) -> str:
    return _(
        "What changed in the law on crypto-assets and DeFi between %(first)s and %(last)s, with "
        "the words that came and went, and what editors corrected."
    ) % {"first": in_words(context["after"]), "last": in_words(context["to"])}


def change(context: dict) -> str:
    one = context["change"]
    return _("%(word)s of %(day)s. %(cell)s: %(headline)s.") % {
        "word": one.word,
        "day": in_words(one.day),
        "cell": f"{one.jurisdiction}, {one.about}",
        "headline": one.headline,
    }


def correction(context: dict) -> str:
    one = context["correction"]
    return _(
        "%(kind)s of %(day)s in the entry on %(about)s of %(jurisdiction)s: what it said before, "
        "and what it says since."
    ) % {
        "kind": one.kind.label,
        "day": in_words(one.day),
        "about": one.about,
        "jurisdiction": one.jurisdiction,
    }


def glossary(context: dict) -> str:
    total = context["total"]
    return ngettext(
        "%(count)s local word of crypto law under a neutral one, where it is defined, and what it "
        "is mistaken for.",
        "%(count)s local words of crypto law side by side under neutral ones: where each is "
        "defined, and which false friends mean something else elsewhere.",
        total,
    ) % {"count": total}


def data(context: dict) -> str:
    return _(
        "All public data of regcompare as open files: every table as CSV and JSON with its schema, "
        "a codebook, changes and checksums, in versions that never change."
    )


def api_docs(context: dict) -> str:
    return _(
        "The read-only API of regcompare: findings, instruments, events, sources and comparisons "
        "as JSON, as of any day and at any revision. No key is needed."
    )


def search(context: dict) -> str:
    return _(
        "Look through all findings, legal texts, events, sources and terms of crypto regulation: "
        "by words, provisions or what other laws call the same."
    )


def about(context: dict) -> str:
    return _(
        "How regcompare works: how findings are researched and verified, what each stance, status "
        "and word means, the licence, and what it is not."
    )


def report(context: dict) -> str:
    one = context["finding"]
    return _("Tell the editors of a mistake in the finding on %(criterion)s of %(place)s.") % {
        "criterion": one.criterion,
        "place": one.jurisdiction,
    }


def answer(context: dict) -> str:
    return context["proposal"].question


def thanks(context: dict) -> str:
    return _("What the editors do with what readers send about %(what)s.") % {
        "what": context["back"]
    }


PAGES: dict[str, Callable[[dict], str]] = {
    "overview": overview,
    "compare": compare,
    "jurisdiction": jurisdiction,
    "pillars": pillars,
    "topics": topics,
    "pillar": criterion,
    "topic": criterion,
    "proposals": proposals,
    "proposal": proposal,
    "instruments": instruments,
    "instrument": instrument,
    "findings": findings,
    "finding": finding,
    "sources": sources,
    "coverage": coverage,
    "timeline": timeline,
    "changes": changes,
    "change": change,
    "correction": correction,
    "glossary": glossary,
    "data": data,
    "api_docs": api_docs,
    "search": search,
    "about": about,
    "report": report,
    "report_thanks": thanks,
    "answer": answer,
    "answer_thanks": thanks,
}
# What a page holds unless it tells of an error: most have a Document.
HELD = {
    "data": "earlier",
    "api_docs": "operations",
    "search": "examples",
    "report": "finding",
    "report_thanks": "back",
    "answer": "proposal",
    "answer_thanks": "back",
}


def description_of(page: str, context: dict) -> str:
    """The description of the page of that name; nothing for one that tells of an error."""
    held = HELD.get(page, "document") in context
    return PAGES[page](context) if held and page in PAGES else ""
