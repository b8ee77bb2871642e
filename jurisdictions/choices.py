"""The closed vocabularies: each choice has a value, a label and a meaning for readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Choices(models.TextChoices):
    """Text choices whose members also carry a `meaning`: one sentence for readers and editors.

    A member is written value, meaning, label; Django takes the last item as the label.
    """

    def __new__(cls, value, meaning):
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Scale(Choices):
    """What a stance may be. Pillars are held against recognition, topics against regulation."""

    RECOGNITION = (
        "recognition",
        _("Does the law give what the pillar asks for?"),
        pgettext_lazy("scale", "Recognition"),
    )
    REGULATION = (
        "regulation",
        _("How much of the subject is regulated?"),
        pgettext_lazy("scale", "Regulation"),
    )

    @property
    def stances(self) -> tuple["Stance", ...]:
        return STANCES[self]


class Stance(Choices):
    """The coded part of a finding. It says how much there is, not whether that is good."""

    RECOGNISED = (
        "recognised",
        _("The law in force gives what the question asks for."),
        _("Recognised"),
    )
    PARTLY_RECOGNISED = (
        "partly-recognised",
        _(
            "The law gives it only in part, under conditions, or by guidance or relief "
            "that can be withdrawn."
        ),
        _("Partly recognised"),
    )
    NOT_RECOGNISED = (
        "not-recognised",
        _("No rule that gives it was found, or the law points the other way."),
        _("Not recognised"),
    )
    REGULATED = "regulated", _("Rules made for this subject are in force."), _("Regulated")
    PARTLY_REGULATED = (
        "partly-regulated",
        _("Only some activities are covered, or general law or guidance is applied."),
        _("Partly regulated"),
    )
    NOT_REGULATED = "not-regulated", _("No rule for this subject was found."), _("Not regulated")
    PROHIBITED = "prohibited", _("The activity is banned."), _("Prohibited")
    UNCLEAR = (
        "unclear",
        _("The question is open, untested or so far only the subject of a proposal."),
        _("Unclear"),
    )


# Where these are found there is nothing to point to.
STANCES_WITHOUT_A_RULE = (Stance.NOT_RECOGNISED, Stance.NOT_REGULATED, Stance.UNCLEAR)
STANCES = {
    Scale.RECOGNITION: (
        Stance.RECOGNISED,
        Stance.PARTLY_RECOGNISED,
        Stance.NOT_RECOGNISED,
        Stance.UNCLEAR,
    ),
    Scale.REGULATION: (
        Stance.REGULATED,
        Stance.PARTLY_REGULATED,
        Stance.NOT_REGULATED,
        Stance.PROHIBITED,
        Stance.UNCLEAR,
    ),
}


class Publication(Choices):
    """Who sees a dated entry."""

    DRAFT = "draft", _("Being written; only staff see it."), _("Draft")
    IN_REVIEW = (
        "in-review",
        _("Waits for a second pair of eyes; only staff see it."),
        _("In review"),
    )
    PUBLISHED = "published", _("Shown to everybody."), _("Published")


class RecordedAs(Choices):
    """As what a change of a published entry is recorded. It is asked, never guessed."""

    CORRECTION = (
        "correction",
        _("The law is the same and is written better: the entry is replaced."),
        _("Editorial correction"),
    )
    LEGAL_CHANGE = (
        "legal-change",
        _("The law changed: a new entry begins on a day of its own, and the old one stays."),
        _("Legal change"),
    )


class Confidence(Choices):
    """How well an entry is supported."""

    SOURCED = "sourced", _("Supported by something that was read."), _("Sourced")
    BACKGROUND = (
        "background",
        _(
            "Settled law stated from expert knowledge; the official text is named but was not "
            "opened."
        ),
        _("Background knowledge"),
    )


class JurisdictionKind(models.TextChoices):
    COUNTRY = "country", _("Country")
    SUPRANATIONAL = "supranational", _("Supranational union")
    EMIRATE = "emirate", _("Emirate")
    SPECIAL_ADMINISTRATIVE_REGION = (
        "special-administrative-region",
        _("Special administrative region"),
    )
    FREE_ZONE = "free-zone", _("Free zone")
    TERRITORY = "territory", _("Territory")


class TileState(models.TextChoices):
    """How a cell stands on the page that shows coverage."""

    CURRENT = "current", pgettext_lazy("state of a cell", "Current")
    DUE = "due", _("Verification due")
    DRAFT = "draft", _("In draft")
    MISSING = "missing", pgettext_lazy("state of a cell", "Missing")


class Region(models.TextChoices):
    """Regions of the world, after the geoscheme of the United Nations (M49)."""

    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    OCEANIA = "oceania", _("Oceania")


class Sort(models.TextChoices):
    """How a table of jurisdictions may be sorted, beside the order of the editors."""

    NAME = "name", pgettext_lazy("sort by", "Name")
    APPROACH = "approach", pgettext_lazy("sort by", "Approach")
    SINCE = "since", pgettext_lazy("sort by", "Since when")


class Only(models.TextChoices):
    """Which rows of a comparison are kept."""

    DIFFERENCES = "differences", pgettext_lazy("rows of the comparison", "Differences")
    GAPS = "gaps", pgettext_lazy("rows of the comparison", "Gaps")


class Rows(models.TextChoices):
    """What goes down a comparison that is turned."""

    JURISDICTIONS = "jurisdictions", _("Jurisdictions")


class Opened(models.TextChoices):
    """Which cells of a comparison, or which changes of a list, are open from the start."""

    ALL = "all", _("All")


class Move(models.TextChoices):
    """How a column or row of a comparison may be moved by hand."""

    LEFT = "left", _("One to the left")
    RIGHT = "right", _("One to the right")
    OUT = "out", _("Out of the columns")
    ROW_OUT = "row-out", _("Out of the rows")


class GroupBy(models.TextChoices):
    """How a table of jurisdictions may be grouped."""

    REGION = "region", _("Region of the world")
    APPROACH = "approach", _("Approach")


class ChangeKind(models.TextChoices):
    """What changed: the law, what is proposed, what is known, or what is written."""

    LAW = "law", _("Change of law")
    PROPOSALS = "proposals", _("Change of proposals")
    FIRST = "first", _("First record")
    CORRECTIONS = "corrections", _("Correction")


class InstrumentKind(Choices):
    STATUTE = "statute", _("An act of a legislature or a ruler, federal or local."), _("Statute")
    REGULATION = (
        "regulation",
        _(
            "Binding general rules below a statute, or an EU regulation; a proposed rule is filed "
            "here too and carries only a proposed milestone."
        ),
        pgettext_lazy("kind of instrument", "Regulation"),
    )
    DIRECTIVE = (
        "directive",
        _("An EU directive, which member states carry into national law."),
        _("Directive"),
    )
    RULEBOOK = (
        "rulebook",
        _("Rules that a regulator keeps for the firms it licenses."),
        _("Rulebook"),
    )
    ORDER = (
        "order",
        _("A decision for a person or a class, such as an exemptive, executive or settled order."),
        pgettext_lazy("kind of instrument", "Order"),
    )
    CASE_LAW = "case-law", _("A judgment or a court case."), _("Case law")
    GUIDANCE = (
        "guidance",
        _("An interpretation, staff statement, guideline, report or memorandum."),
        pgettext_lazy("kind of instrument", "Guidance"),
    )
    BILL = (
        "bill",
        _("A text before a legislature that is not law."),
        pgettext_lazy("kind of instrument", "Bill"),
    )
    CONSULTATION = (
        "consultation",
        _("A request for views ahead of a rule or a review."),
        pgettext_lazy("kind of instrument", "Consultation"),
    )
    PROGRAMME = (
        "programme",
        _("A sandbox, hub or pilot run by an authority without a rule text of its own."),
        _("Programme"),
    )


class EventKind(Choices):
    """In the order in which steps of one day follow each other."""

    PROPOSED = "proposed", _("A text was formally put forward; it binds nobody."), _("Proposed")
    ADOPTED = "adopted", _("A text was passed, signed or issued."), _("Adopted")
    PUBLISHED = (
        "published",
        _("A text or report appeared, in an official journal or elsewhere."),
        _("Published"),
    )
    IN_FORCE = "in-force", _("A text became law or took effect."), _("In force")
    APPLIES = (
        "applies",
        _("The duties of a text, or a part of them, start to bind."),
        pgettext_lazy("kind of event", "Applies"),
    )
    AMENDED = "amended", _("A text was changed and stays in force."), _("Amended")
    REPEALED = "repealed", _("A text was removed by a later act."), _("Repealed")
    WITHDRAWN = (
        "withdrawn",
        _("A text or a proposal was taken back by its author."),
        _("Withdrawn"),
    )
    SUPERSEDED = "superseded", _("A later text took its place."), _("Superseded")
    GUIDANCE = (
        "guidance",
        _("An authority explained how it reads or applies the law."),
        pgettext_lazy("kind of event", "Guidance"),
    )
    ENFORCEMENT = (
        "enforcement",
        _("A case, fine, sanction or order was brought, settled or dropped."),
        _("Enforcement"),
    )
    COURT = (
        "court",
        _("A court or a jury decided, or is due to hear, a case."),
        pgettext_lazy("kind of event", "Court"),
    )
    CONSULTATION = (
        "consultation",
        _("Views were asked for."),
        pgettext_lazy("kind of event", "Consultation"),
    )
    PETITION = "petition", _("Somebody outside asked an authority to act."), _("Petition")
    DEADLINE = (
        "deadline",
        _("A period ends: for comments, for a transition, for a report or for temporary relief."),
        _("Deadline"),
    )
    INSTITUTION = (
        "institution",
        _("An authority or an office was created, renamed or changed hands."),
        pgettext_lazy("kind of event", "Institution"),
    )
    OTHER = (
        "other",
        _("A step that fits none of the other kinds, such as the vote of one chamber."),
        pgettext_lazy("kind of event", "Other"),
    )


class SourceKind(Choices):
    """In the order in which sources stand under a statement: the primary source comes first."""

    OFFICIAL = (
        "official",
        _("A text or page of a legislature, court or authority."),
        pgettext_lazy("kind of source", "Official"),
    )
    LAW_FIRM = "law-firm", _("A note by a law firm or on a legal news service."), _("Law firm")
    PRESS = (
        "press",
        _("News media, trade press included."),
        pgettext_lazy("kind of source", "Press"),
    )
    ARTICLE = (
        "article",
        _("The article from which this comparison starts."),
        pgettext_lazy("kind of source", "Article"),
    )
    OTHER = (
        "other",
        _("Company, association or consultancy pages and anything else."),
        pgettext_lazy("kind of source", "Other"),
    )


class Access(Choices):
    """How a source was read."""

    EXCERPT = "excerpt", _("An excerpt of the page was read."), _("Excerpt read")
    VIA_NOTES = (
        "via-notes",
        _("Read only as quoted or summarised by others."),
        _("Read as quoted by others"),
    )
    KNOWN = "known", _("Named, but not opened for these entries."), _("Not opened")


class Side(models.TextChoices):
    FOR = "for", pgettext_lazy("side of an argument", "For")
    AGAINST = "against", pgettext_lazy("side of an argument", "Against")
    CONDITIONAL = "conditional", pgettext_lazy("side of an argument", "On conditions")
    NEUTRAL = "neutral", pgettext_lazy("side of an argument", "Neutral")


class CheckpointStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("status of a checkpoint", "Open")
    PARTLY_ANSWERED = "partly-answered", _("Partly answered")
    CLOSED = "closed", pgettext_lazy("status of a checkpoint", "Closed")


class Verdict(Choices):
    """What became of a claim of the article when it was held against the record."""

    ACCURATE = "accurate", _("The record bears the claim out."), _("Accurate")
    OUTDATED = "outdated", _("It was so once and is so no longer."), _("Outdated")
    OVERTAKEN = (
        "overtaken",
        _("A later event has changed what the claim speaks of."),
        _("Overtaken"),
    )
    IMPRECISE = "imprecise", _("Right in substance, but the terms need care."), _("Imprecise")
    DOUBTFUL = "doubtful", _("The record points another way."), _("Doubtful")
    UNVERIFIED = "unverified", _("Nothing was found that bears it out."), _("Unverified")


class LinkState(Choices):
    """What came of opening a web address; those that editors should see to come first."""

    BROKEN = (
        "broken",
        _("The page is gone, or the host failed to answer on several days."),
        pgettext_lazy("state of an address", "Broken"),
    )
    UNREACHABLE = (
        "unreachable",
        _("The host failed to answer when last checked; it is asked again before this counts."),
        _("Unreachable"),
    )
    MOVED = (
        "moved",
        _("It leads to another address for good."),
        pgettext_lazy("state of an address", "Moved"),
    )
    REFUSED = (
        "refused",
        _(
            "The host keeps programs out, or the address is of a kind that is not opened: "
            "only a person can tell."
        ),
        _("Refused to us"),
    )
    REACHABLE = "reachable", _("It opened."), _("Reachable")
    UNCHECKED = "unchecked", _("Nobody has opened it yet."), _("Unchecked")
