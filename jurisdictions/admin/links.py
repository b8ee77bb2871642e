"""Links: the addresses that records use, the broken ones first, for editors to mend."""

from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, Value, When
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..choices import LinkState
from ..links.uses import users_of
from ..models import Link
from .addresses import form_of
from .records import RecordAdmin

# In the order of the states: what an editor must see to comes first.
BY_URGENCY = Case(*[When(state=state, then=Value(rank)) for rank, state in enumerate(LinkState)])
CHECKED = ("state_in_words", "status", "note", "checked_at", "first_failed_at", "failures")


class LinkList(ChangeList):
    """A list whose links know the records that use them, by one statement a kind of record."""

    def get_results(self, request):
        super().get_results(request)
        users = users_of([link.address for link in self.result_list])
        for link in self.result_list:
            link.users = users.get(link.address, [])


@admin.register(Link)
class LinkAdmin(RecordAdmin):
    list_display = ("address", "state", "used_by", "status", "checked_at", "failures")
    list_filter = ("state", "wanted", ("archive_address", admin.EmptyFieldListFilter))
    search_fields = ("address", "final_address", "archive_address")
    ordering = (BY_URGENCY, "address")
    actions = ["check_again"]
    readonly_fields = (*CHECKED, "opens", "leads_to", "used_by", "copies", "wanted")
    fieldsets = (
        (_("Address"), {"fields": ("opens", "used_by")}),
        (_("Last check"), {"fields": (*CHECKED, "leads_to", "wanted")}),
        (_("Archived copy"), {"fields": ("archive_address", "copies")}),
    )

    def has_add_permission(self, request):
        """Links follow from the records; so nobody adds or deletes one."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """Without the slug that other records have."""
        return self.readonly_fields

    def get_changelist(self, request, **kwargs):
        return LinkList

    @admin.action(description=_("Check again next time"), permissions=["change"])
    def check_again(self, request, queryset):
        number = queryset.update(wanted=True)
        sentence = ngettext(
            "%(number)s link will be opened by the next check.",
            "%(number)s links will be opened by the next check.",
            number,
        )
        self.message_user(request, sentence % {"number": number})

    @admin.display(description=_("address"))
    def opens(self, link):
        return anchor(link.address)

    @admin.display(description=_("leads to"))
    def leads_to(self, link):
        return anchor(link.final_address) if link.final_address else self.get_empty_value_display()

    @admin.display(description=_("state"))
    def state_in_words(self, link):
        return f"{link.get_state_display()}. {LinkState(link.state).meaning}"

    @admin.display(description=_("used by"))
    def used_by(self, link):
        """The records that use it, as links to their forms."""
        users = link.users if hasattr(link, "users") else users_of([link.address]).get(link.address)
        forms = ((form_of(record), record._meta.verbose_name, record) for record in users or ())
        told = format_html_join("; ", '<a href="{}">{}: {}</a>', forms)
        return told or self.get_empty_value_display()

    @admin.display(description=_("copies to look through"))
    def copies(self, link):
        return anchor(f"https://web.archive.org/web/*/{quote(link.address, safe=':/?&=%#')}")


def anchor(address: str) -> str:
    return format_html('<a href="{}" rel="noreferrer">{}</a>', address, address)
