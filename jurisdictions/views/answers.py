"""Where a reader answers the question of a proposal, and the opinion that comes of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..asking.limits import grouped_lazy
from ..asking.parameters import DayParameter, PageParameter
from ..asking.query import DayForm, QueryForm, check
from ..days import AsOf, today
from ..guarded import GuardedForm, PlainText, TooMany, form_page, receive, too_many
from ..models import Answer, Proposal
from ..models.readers import NAME_LIMIT, TEXT_LIMIT, Position
from .page import Counted, cut, page

ANSWERS_ON_A_PAGE = 20


class AnswerForm(GuardedForm):
    position = forms.ChoiceField(
        label=_("What do you say?"), choices=Position, widget=forms.RadioSelect, initial=None
    )
    text = PlainText(
        label=_("Your reasons (optional)"),
        help_text=format_lazy(
            _("Up to {limit} characters, shown as you write them. No links are made."),
            limit=grouped_lazy(TEXT_LIMIT),
        ),
        required=False,
        max_length=TEXT_LIMIT,
        lines=8,
    )
    name = PlainText(
        label=_("Your name (optional)"),
        help_text=_("It is shown beside your answer. Without one it reads “A reader”."),
        required=False,
        max_length=NAME_LIMIT,
        attrs={"autocomplete": "name"},
    )


class OnlyDay(QueryForm):
    """What the pages take on which a reader answers: nobody answers at an earlier revision."""

    as_of = DayParameter(label=_("As of"))


class ProposalForm(DayForm):
    """What the page of a proposal takes."""

    page = PageParameter(label=_("Page of the answers"))


@dataclass(frozen=True)
class Opinion:
    """The approved answers of readers: how many take each position, and one page of them."""

    tally: list[tuple[Position, int]]
    page: Any

    @property
    def total(self) -> int:
        return sum(count for _position, count in self.tally)


@form_page
def answer(request, slug):
    """The form for an answer to the question of a proposal."""
    shown, now = read_only_day(request), timezone.now()
    asked = with_question(slug)
    form = AnswerForm.read(request, now)
    if form.is_valid():
        try:
            receive(request, Answer(proposal=asked, received_at=now, **form.said))
        except TooMany as refusal:
            return too_many(request, form, refusal, back=asked, as_of=shown)
        return redirect(shown.carry(reverse("answer_thanks", args=[slug])))
    context = {"proposal": asked, "as_of": shown, "form": form}
    return TemplateResponse(request, "answer.html", context, status=form.status)


@page
def answer_thanks(request, slug):
    """What happens now; the address says nothing of who answered what."""
    context = {"back": with_question(slug), "as_of": read_only_day(request), "what": "answer"}
    return TemplateResponse(request, "thanks.html", context)


def with_question(slug: str) -> Proposal:
    return get_object_or_404(Proposal.objects.exclude(question=""), slug=slug)


def read_only_day(request) -> AsOf:
    form = OnlyDay(request.GET)
    check(form)
    return AsOf.read(form.cleaned_data["as_of"], today())


def read_proposal(request) -> tuple[AsOf, int]:
    """The day and revision of the page of a proposal, and the page of its answers."""
    form = ProposalForm(request.GET)
    check(form)
    told = form.cleaned_data
    return AsOf.read(told["as_of"], today(), told["rev"]), told["page"]


def opinion(proposal: Proposal, shown: AsOf, number: int) -> Opinion | None:
    """Page `number` of what readers say; None where nothing is asked, and at a revision."""
    if shown.revision or not proposal.question:
        cut((), number)
        return None
    approved = proposal.answers.approved()
    tally = approved.tally()
    rows = Counted(approved, sum(count for _position, count in tally))
    return Opinion(tally, cut(rows, number, ANSWERS_ON_A_PAGE))
