"""What models and their fields are called, in the language of the page.

Django makes these names of the code, and they are translated here as they are made. Said beside
each model and field instead they would be a part of the schema: of two hundred fields, those of the
histories included, a migration that changes nothing in the database.
"""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

# Names with more than one meaning, by model and field.
OF_ONE_MODEL = {
    ("answer", "position"): pgettext_lazy("of a reader", "position"),
    ("signin", "at"): pgettext_lazy("when somebody signed in", "time"),
}

# Here for makemessages to find them; a test holds them against the models.
MODELS = (
    _("answer"), _("answers"), _("approach"), _("approach period"), _("approach periods"),
    _("argument"), _("arguments"), _("checkpoint"), _("checkpoints"), _("citation"),
    _("citations"), _("claim check"), _("claim checks"), _("concept"), _("concepts"),
    _("criterion"), _("event"), _("events"), _("finding"), _("findings"), _("instrument"),
    _("instruments"), _("jurisdiction"), _("jurisdictions"), _("link"), _("links"), _("pillar"),
    _("pillars"), _("proposal"), _("proposals"), _("regulator"), _("regulators"), _("report"),
    _("reports"), _("section"), _("sections"), _("sign-ins"), _("source"), _("sources"),
    _("stakeholder"), _("stakeholders"), _("term"), _("terms"), _("topic"), _("topics"),
)  # fmt: skip
FIELDS = (
    _("abbreviation"), _("access"), _("acronym"), _("address"), _("addressee"), _("answer"),
    _("approach"), _("archive address"), _("as told"), _("claim"), _("compared"), _("concept"),
    _("confidence"), _("criterion"), _("date"), _("decided by"), _("description"), _("detail"),
    _("explanation"), _("false friend"), _("finding"), _("instrument"), _("jurisdiction"),
    _("key instruments"), _("kind"), _("label"), _("later status"), _("name"), _("note"),
    _("outcome"), _("parent"), _("pillar"), _("pinpoint"), _("position"), _("proponent"),
    _("proposal"), _("public note"), _("publication"), _("published on"), _("publisher"),
    _("question"), _("rationale"), _("regulator"), _("researched until"), _("role"), _("scale"),
    _("section"), _("short name"), _("side"), _("slug"), _("source"), _("sources"),
    _("stakeholder"), _("stance"), _("state"), _("statement"), _("status"), _("summary"),
    _("term"), _("text"), _("title"), _("user"), _("valid from"), _("verdict"), _("verified on"),
)  # fmt: skip


def translate(model: type[Model]) -> None:
    """Let a model and its fields be called by the translation of the names that Django gave."""
    meta, key = model._meta, model._meta.model_name
    # While models are loaded no language is there yet, nor needed.
    with override(None):
        given = {name: str(getattr(meta, name)) for name in ("verbose_name", "verbose_name_plural")}
    for name in given.keys() - meta.original_attrs.keys():
        setattr(meta, name, _(given[name]))
    for field in meta.local_fields + meta.local_many_to_many:
        if getattr(field, "_verbose_name", None) is None:
            called = OF_ONE_MODEL.get((key, field.name)) or _(field.verbose_name)
            field.verbose_name = called
