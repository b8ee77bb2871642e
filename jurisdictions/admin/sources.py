"""Sources: the documents that support statements."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Source
from ..rules.links import plain_address, unarchived
from .addresses import form_of
from .forms import RecordForm
from .locking import Unnamed
from .records import RecordAdmin

TWIN = _(
    "{source} has this address already: cite that one. A copy of it in an archive is noted where "
    "links are. If this is another document all the same, say so below."
)


class SourceForm(RecordForm):
    """The form of a source, which asks before an address stands there twice."""

    # Shown only where the question arises.
    another_document = forms.BooleanField(
        label=_("It is another document at the same address"), required=False, widget=Unnamed
    )

    def clean(self):
        cleaned = super().clean()
        url = cleaned.get("url")
        is_new = self.instance.pk is None or "url" in self.changed_data
        if url and is_new and self.entry is None and (twin := self.twin_of(url)):
            self.fields["another_document"].widget = forms.CheckboxInput()
            if not cleaned["another_document"]:
                self.add_error("url", ValidationError(named_in(TWIN, twin), code="twin"))
        return cleaned

    def twin_of(self, url: str) -> Source | None:
        """Another source that has the same address, or that of which this is a copy."""
        wanted = {plain_address(url), plain_address(unarchived(url))}
        others = Source.objects.exclude(pk=self.instance.pk).exclude(url="")
        return next((one for one in others if plain_address(one.url) in wanted), None)


def named_in(sentence: str, source: Source) -> str:
    link = format_html('<a href="{}" target="_blank">{}</a>', form_of(source), source)
    return format_html(sentence, source=link)


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    slug_from = ("publisher", "title")
    list_display = ("title", "publisher", "kind", "access", "published_on")
    list_filter = ("kind", "access")
    date_hierarchy = "published_on"
    ordering = ("title",)
    search_fields = ("title", "publisher", "slug", "url")
    fieldsets = (
        (_("Document"), {"fields": ("title", "publisher", "slug", "kind")}),
        (_("Where and when"), {"fields": ("url", "another_document", "published_on")}),
        (_("How it was read"), {"fields": ("access",)}),
    )
