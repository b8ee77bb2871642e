"""The closed vocabularies: each choice has a value, a label and a meaning for readers."""

from django.db import models


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
        "Does the law give what the pillar asks for?",
        "Recognition",
    )
    REGULATION = "regulation", "How much of the subject is regulated?", "Regulation"

    @property
    def stances(self) -> tuple["Stance", ...]:
        return STANCES[self]


class Stance(Choices):
    """The coded part of a finding. It says how much there is, not whether that is good."""

    RECOGNISED = (
        "recognised",
        "The law in force gives what the question asks for.",
        "Recognised",
    )
    PARTLY_RECOGNISED = (
        "partly-recognised",
        "The law gives it only in part, under conditions, or by guidance or relief "
        "that can be withdrawn.",
        "Partly recognised",
    )
    NOT_RECOGNISED = (
        "not-recognised",
        "No rule that gives it was found, or the law points the other way.",
        "Not recognised",
    )
    REGULATED = "regulated", "Rules made for this subject are in force.", "Regulated"
    PARTLY_REGULATED = (
        "partly-regulated",
        "Only some activities are covered, or general law or guidance is applied.",
        "Partly regulated",
    )
    NOT_REGULATED = "not-regulated", "No rule for this subject was found.", "Not regulated"
    PROHIBITED = "prohibited", "The activity is banned.", "Prohibited"
    UNCLEAR = (
        "unclear",
        "The question is open, untested or so far only the subject of a proposal.",
        "Unclear",
    )


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

    DRAFT = "draft", "Being written; only staff see it.", "Draft"
    IN_REVIEW = "in-review", "Waits for a second pair of eyes; only staff see it.", "In review"
    PUBLISHED = "published", "Shown to everybody.", "Published"


class RecordedAs(Choices):
    """As what a change of a published entry is recorded. It is asked, never guessed."""

    CORRECTION = (
        "correction",
        "The law is the same and is written better: the entry is replaced.",
        "Editorial correction",
    )
    LEGAL_CHANGE = (
        "legal-change",
        "The law changed: a new entry begins on a day of its own, and the old one stays.",
        "Legal change",
    )


class Confidence(Choices):
    """How well an entry is supported."""

    SOURCED = "sourced", "Supported by something that was read.", "Sourced"
    BACKGROUND = (
        "background",
        "Settled law stated from expert knowledge; the official text is named but was not opened.",
        "Background knowledge",
    )


class JurisdictionKind(models.TextChoices):
    COUNTRY = "country", "Country"
    SUPRANATIONAL = "supranational", "Supranational union"
    EMIRATE = "emirate", "Emirate"
    SPECIAL_ADMINISTRATIVE_REGION = "special-administrative-region", "Special administrative region"
    FREE_ZONE = "free-zone", "Free zone"
    TERRITORY = "territory", "Territory"


class TileState(models.TextChoices):
    """How a cell stands on the page that shows coverage."""

    CURRENT = "current", "Current"
    DUE = "due", "Verification due"
    DRAFT = "draft", "In draft"
    MISSING = "missing", "Missing"


class Region(models.TextChoices):
    """Regions of the world, after the geoscheme of the United Nations (M49)."""

    AFRICA = "africa", "Africa"
    AMERICAS = "americas", "Americas"
    ASIA = "asia", "Asia"
    EUROPE = "europe", "Europe"
    OCEANIA = "oceania", "Oceania"


class Sort(models.TextChoices):
    """How a table of jurisdictions may be sorted, beside the order of the editors."""

    NAME = "name", "Name"
    APPROACH = "approach", "Approach"
    SINCE = "since", "Since when"


class Only(models.TextChoices):
    """Which rows of a comparison are kept."""

    DIFFERENCES = "differences", "Differences"
    GAPS = "gaps", "Gaps"


class GroupBy(models.TextChoices):
    """How a table of jurisdictions may be grouped."""

    REGION = "region", "Region of the world"
    APPROACH = "approach", "Approach"


class ChangeKind(models.TextChoices):
    """Whether the law changed, or what is written about it."""

    LAW = "law", "Law"
    CORRECTIONS = "corrections", "Corrections"


class InstrumentKind(Choices):
    STATUTE = "statute", "An act of a legislature or a ruler, federal or local.", "Statute"
    REGULATION = (
        "regulation",
        "Binding general rules below a statute, or an EU regulation; a proposed rule is filed "
        "here too and carries only a proposed milestone.",
        "Regulation",
    )
    DIRECTIVE = (
        "directive",
        "An EU directive, which member states carry into national law.",
        "Directive",
    )
    RULEBOOK = "rulebook", "Rules that a regulator keeps for the firms it licenses.", "Rulebook"
    ORDER = (
        "order",
        "A decision for a person or a class, such as an exemptive, executive or settled order.",
        "Order",
    )
    CASE_LAW = "case-law", "A judgment or a court case.", "Case law"
    GUIDANCE = (
        "guidance",
        "An interpretation, staff statement, guideline, report or memorandum.",
        "Guidance",
    )
    BILL = "bill", "A text before a legislature that is not law.", "Bill"
    CONSULTATION = (
        "consultation",
        "A request for views ahead of a rule or a review.",
        "Consultation",
    )
    PROGRAMME = (
        "programme",
        "A sandbox, hub or pilot run by an authority without a rule text of its own.",
        "Programme",
    )


class EventKind(Choices):
    """In the order in which steps of one day follow each other."""

    PROPOSED = "proposed", "A text was formally put forward; it binds nobody.", "Proposed"
    ADOPTED = "adopted", "A text was passed, signed or issued.", "Adopted"
    PUBLISHED = (
        "published",
        "A text or report appeared, in an official journal or elsewhere.",
        "Published",
    )
    IN_FORCE = "in-force", "A text became law or took effect.", "In force"
    APPLIES = "applies", "The duties of a text, or a part of them, start to bind.", "Applies"
    AMENDED = "amended", "A text was changed and stays in force.", "Amended"
    REPEALED = "repealed", "A text was removed by a later act.", "Repealed"
    WITHDRAWN = (
        "withdrawn",
        "A text or a proposal was taken back by its author.",
        "Withdrawn",
    )
    SUPERSEDED = "superseded", "A later text took its place.", "Superseded"
    GUIDANCE = (
        "guidance",
        "An authority explained how it reads or applies the law.",
        "Guidance",
    )
    ENFORCEMENT = (
        "enforcement",
        "A case, fine, sanction or order was brought, settled or dropped.",
        "Enforcement",
    )
    COURT = "court", "A court or a jury decided, or is due to hear, a case.", "Court"
    CONSULTATION = "consultation", "Views were asked for.", "Consultation"
    PETITION = "petition", "Somebody outside asked an authority to act.", "Petition"
    DEADLINE = (
        "deadline",
        "A period ends: for comments, for a transition, for a report or for temporary relief.",
        "Deadline",
    )
    INSTITUTION = (
        "institution",
        "An authority or an office was created, renamed or changed hands.",
        "Institution",
    )
    OTHER = (
        "other",
        "A step that fits none of the other kinds, such as the vote of one chamber.",
        "Other",
    )


class SourceKind(Choices):
    """In the order in which sources stand under a statement: the primary source comes first."""

    OFFICIAL = "official", "A text or page of a legislature, court or authority.", "Official"
    LAW_FIRM = "law-firm", "A note by a law firm or on a legal news service.", "Law firm"
    PRESS = "press", "News media, trade press included.", "Press"
    ARTICLE = "article", "The article from which this comparison starts.", "Article"
    OTHER = "other", "Company, association or consultancy pages and anything else.", "Other"


class Access(Choices):
    """How a source was read."""

    EXCERPT = "excerpt", "An excerpt of the page was read.", "Excerpt read"
    VIA_NOTES = (
        "via-notes",
        "Read only as quoted or summarised by others.",
        "Read through others",
    )
    KNOWN = "known", "Not opened.", "Not opened"


class Side(models.TextChoices):
    FOR = "for", "For"
    AGAINST = "against", "Against"
    CONDITIONAL = "conditional", "On conditions"
    NEUTRAL = "neutral", "Neutral"


class CheckpointStatus(models.TextChoices):
    OPEN = "open", "Open"
    PARTLY_ANSWERED = "partly-answered", "Partly answered"
    CLOSED = "closed", "Closed"


class Verdict(Choices):
    """What became of a claim of the article when it was held against the record."""

    ACCURATE = "accurate", "The record bears the claim out.", "Accurate"
    OUTDATED = "outdated", "It was so once and is so no longer.", "Outdated"
    OVERTAKEN = "overtaken", "A later event has changed what the claim speaks of.", "Overtaken"
    IMPRECISE = "imprecise", "Right in substance, but the terms need care.", "Imprecise"
    DOUBTFUL = "doubtful", "The record points another way.", "Doubtful"
    UNVERIFIED = "unverified", "Nothing was found that bears it out.", "Unverified"


class LinkState(Choices):
    """What came of opening a web address; those that editors should see to come first."""

    BROKEN = (
        "broken",
        "The page is gone, or the host failed to answer on several days.",
        "Broken",
    )
    UNREACHABLE = (
        "unreachable",
        "The host failed to answer when last checked; it is asked again before this counts.",
        "Unreachable",
    )
    MOVED = "moved", "It leads to another address for good.", "Moved"
    REFUSED = (
        "refused",
        "The host keeps programs out, or the address is of a kind that is not opened: "
        "only a person can tell.",
        "Refused to us",
    )
    REACHABLE = "reachable", "It opened.", "Reachable"
    UNCHECKED = "unchecked", "Nobody has opened it yet.", "Unchecked"
