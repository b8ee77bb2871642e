"""The pages for editors, by subject: places, law, findings, evidence, and what readers sent."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import findings, glossary, law, links, places, proposals, readers, sources

__all__ = ["findings", "glossary", "law", "links", "places", "proposals", "readers", "sources"]

admin.site.site_header = _("regcompare: editing")
admin.site.site_title = _("regcompare: editing")
admin.site.index_title = _("Records to edit")
admin.site.empty_value_display = "—"
# The lists need the width; the index is one click away.
admin.site.enable_nav_sidebar = False
