"""Sources: the documents that support statements."""

from django.contrib import admin

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
        ("Document", {"fields": ("title", "publisher", "slug", "kind")}),
        ("Where and when", {"fields": ("url", "published_on")}),
        ("How it was read", {"fields": ("access",)}),
    )
