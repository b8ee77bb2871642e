"""Sources: the documents that support statements."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Source
from .records import RecordAdmin


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    slug_from = ("publisher", "title")
    list_display = ("title", "publisher", "kind", "access", "published_on")
    list_filter = ("kind", "access")
    date_hierarchy = "published_on"
    ordering = ("title",)
    search_fields = ("title", "publisher", "slug", "url")
    fieldsets = (
        (_("Document"), {"fields": ("title", "publisher", "slug", "kind")}),
        (_("Where and when"), {"fields": ("url", "published_on")}),
        (_("How it was read"), {"fields": ("access",)}),
    )
