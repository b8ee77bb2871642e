"""Records as spreadsheets from the lists: exported as filtered, imported after a preview.

An import is the road of data managers, as `load_data` is. What readers would see at once is
uploaded by one of them and confirmed by another: two people see each text before readers do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..asking.limits import grouped_lazy
from ..editing.workflow import may
from ..loading.changes import Change, LoadKind
from ..models import Citation, Finding, Upload
from ..plain import FIELDS, key_fields
from ..recording.history import when, who
from ..releasing.tables import name_of
from ..renderers.limits import TooLong
from ..spreadsheets.archive import MB
from ..spreadsheets.cells import written
from ..spreadsheets.problems import Unreadable
from ..spreadsheets.reading import ROWS_LIMIT, SIZE_LIMIT, Sheet, listed, read
from ..spreadsheets.rows import PROBLEMS_LIMIT
from ..spreadsheets.trial import Trial, attempt
from ..texts.differences import Edit, edits
from ..texts.portable import BETWEEN
from .addresses import page_address

A_PAGE = 100
# Records without a list of their own, by the model from whose list they come and go.
BESIDE = {Finding: (Citation,)}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
GONE = _(
    "Nothing is imported now, since the file isn’t kept here any longer. If it was imported a "
    "moment ago, the history of its records says so; otherwise choose it again."
)
CHANGED = _(
    "Nothing was imported: the database changed after the preview was made, so that the file would "
    "do something else now. This is the new preview."
)
ANOTHER = _(
    "Nothing was imported: readers would see this at once, so somebody else has to confirm it."
)
NOT_TICKED = _(
    "Nothing was imported: the file would undo edits by staff. Tick that they may be replaced, or "
    "take those rows out of the file."
)
KINDS = {
    LoadKind.ADDED: pgettext_lazy("of a record", "added"),
    LoadKind.CHANGED: pgettext_lazy("of a record", "changed"),
    LoadKind.UNCHANGED: pgettext_lazy("of a record", "unchanged"),
}
# What somebody did to a record before, by the type of the entry in its history.
DEEDS = {
    "+": _("added by %(who)s on %(when)s"),
    "~": _("changed by %(who)s on %(when)s"),
    "-": _("deleted by %(who)s on %(when)s"),
}


@dataclass(frozen=True)
class Table:
    """A table that comes and goes by spreadsheet, and the start of the names of its pages."""

    model: type[Model]
    folder: str
    urls: str

    @property
    def plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.urls}_{page}", args=args)

    @property
    def csv(self) -> str:
        return self.address("csv")

    @property
    def xlsx(self) -> str:
        return self.address("xlsx")

    @property
    def upload(self) -> str:
        return self.address("import")


def tables_of(admin) -> Iterator[Table]:
    """The tables of a list: its own, unless files know nothing of it, and those beside it."""
    model, app = admin.model._meta.concrete_model, admin.opts.app_label
    if model in FIELDS:
        yield Table(model, "", f"{app}_{admin.opts.model_name}")
    for other in BESIDE.get(model, ()):
        yield Table(other, f"{name_of(other)}/", f"{app}_{other._meta.model_name}")


def may_import(user, model: type[Model]) -> bool:
    """Data managers do, with records that they may add and change one by one."""
    return (
        may(user, "add", model)
        and may(user, "change", model)
        and user.has_perm("jurisdictions.import_data")
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV or Excel file"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=format_lazy(
            _("In UTF-8 or .xlsx, at most {size} MB and {rows} rows."),
            size=SIZE_LIMIT // MB,
            rows=grouped_lazy(ROWS_LIMIT),
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # No more than it takes to see that it is too large.
        self.content, self.name = file.read(SIZE_LIMIT + 1), printable(file.name)
        try:
            read(self.name, self.content)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from problem
        return file


def printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())


class SpreadsheetAdmin(BaseModelAdmin):
    """Mixin for lists of records: their pages of import and export."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = []
        for table in tables_of(self):
            for pattern, name, page in (
                ("import/", "import", self.import_view),
                ("import/<int:key>/", "preview", self.preview_view),
                ("export.csv", "csv", partial(self.export_view, form="csv")),
                ("export.xlsx", "xlsx", partial(self.export_view, form="xlsx")),
            ):
                bound = view(partial(page, table=table))
                pages.append(path(f"{table.folder}{pattern}", bound, name=f"{table.urls}_{name}"))
        return [*pages, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The list says which tables may go and come."""
        user = request.user
        tables = list(tables_of(self)) if self.has_view_permission(request) else []
        sheets = [(one, may_import(user, one.model)) for one in tables if is_seen(user, one)]
        return super().changelist_view(request, {**(extra_context or {}), "sheets": sheets})

    # --- Out ---

    def export_view(self, request, *, table: Table, form: str):
        """The records of the list as it is filtered, in a file that can be imported again."""
        # Not at the start of the site, which would wait for what writes Excel.
        from ..spreadsheets.writing import FORMS, rows_of

        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request) or not is_seen(request.user, table):
            raise PermissionDenied
        try:
            keys = self.keys(request, table)
            content = FORMS[form](table.model, rows_of(table.model, keys))
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self.list_address()}?e=1")
        except TooLong as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.list_address())
        return attachment(content, f"{name_of(table.model)}.{form}", MEDIA_TYPES[form])

    def keys(self, request, table: Table) -> list[int]:
        shown = list(self.get_changelist_instance(request).queryset.values_list("pk", flat=True))
        if not table.folder:
            return shown
        places = {key: place for place, key in enumerate(shown)}
        rows = table.model.objects.order_by("position", "pk").values_list("pk", "finding")
        cited = [(places[finding], key) for key, finding in rows if finding in places]
        return [key for _, key in sorted(cited, key=lambda pair: pair[0])]

    # --- In ---

    def import_view(self, request, *, table: Table):
        """Where a file is chosen; once it can be read, its preview follows."""
        demand(request, table)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            upload = keep(form, table, request.user)
            return HttpResponseRedirect(table.address("preview", upload.pk))
        columns, keys = FIELDS[table.model], key_fields(table.model)
        about = {"form": form, "columns": coded(columns), "keys": coded_and(keys)}
        return self.answer(request, table, "admin/import.html", **about)

    def preview_view(self, request, key: int, *, table: Table):
        """What a file would do; posted to with what was agreed to, it is done."""
        demand(request, table)
        upload = Upload.objects.filter(pk=key, table=name_of(table.model)).first()
        if upload is None:
            messages.error(request, GONE)
            return HttpResponseRedirect(table.address("import"))
        try:
            sheet = read(upload.name, bytes(upload.content))
        except Unreadable as problem:
            # Uploaded to an earlier version, which took it.
            messages.error(request, str(problem))
            return HttpResponseRedirect(table.address("import"))
        trial = tried(request, table, upload, sheet)
        if trial.written:
            upload.delete()
            told = {"file": upload.name, "counts": counted(trial)}
            messages.success(request, gettext("Imported from %(file)s: %(counts)s.") % told)
            return HttpResponseRedirect(self.list_address())
        return self.preview(request, table, upload, trial, sheet)

    def preview(self, request, table: Table, upload: Upload, trial: Trial, sheet: Sheet):
        pages = Paginator(trial.differences, A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        return self.answer(
            request,
            table,
            "admin/import_preview.html",
            upload=upload,
            trial=trial,
            sheet=sheet.name,
            unread=listed(sheet.unread),
            refusal=refusal(request, upload, trial),
            needs_another=needs_another(request.user, upload, trial),
            here=request.build_absolute_uri(table.address("preview", upload.pk)),
            problems=trial.problems[:PROBLEMS_LIMIT],
            conflicts=len(trial.outcome.conflicts) if trial.outcome else 0,
            counts=counted(trial) if trial.outcome else "",
            changes=[Shown(change) for change in page],
            page=page,
        )

    def answer(self, request, table: Table, template: str, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": gettext("Import %(records)s") % {"records": table.plural},
            "opts": self.opts,
            "table": table,
            "import_address": table.address("import"),
            "list_address": self.list_address(),
            "is_citations": table.model is Citation,
        }
        return TemplateResponse(request, template, context)

    def list_address(self) -> str:
        return page_address(self.model, "changelist")


def coded(names: tuple[str, ...]) -> str:
    """Names of columns in a row, as HTML."""
    return format_html_join(", ", "<code>{}</code>", ([name] for name in names))


def coded_and(names: tuple[str, ...]) -> str:
    """The same within a sentence: a, b and c."""
    *others, last = names
    if not others:
        return coded(names)
    return format_html("{} {} {}", coded(others), gettext("and"), coded([last]))


def is_seen(user, table: Table) -> bool:
    return may(user, "view", table.model) or may(user, "change", table.model)


def demand(request, table: Table) -> None:
    if not may_import(request.user, table.model):
        sentence = gettext("Data managers import %(records)s.")
        raise PermissionDenied(sentence % {"records": table.plural})


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=disposition)


def keep(form: UploadForm, table: Table, user) -> Upload:
    """The file in the database until it is imported or forgotten."""
    upload = Upload.objects.create(
        table=name_of(table.model),
        name=form.name,
        content=form.content,
        uploaded_by=user,
        uploaded_at=timezone.now(),
    )
    Upload.objects.outdated(user, upload.uploaded_at).delete()
    return upload


def tried(request, table: Table, upload: Upload, sheet: Sheet) -> Trial:
    """What the file does; it is written only where it was agreed to by whoever may do that."""
    attempted = partial(
        attempt,
        sheet,
        table.model,
        told_of(upload, request.user),
        by=request.user,
        overwrite="overwrite" in request.POST,
    )
    if request.method != "POST":
        return attempted(agreed=None)
    if is_own(request.user, upload):
        trial = attempted(agreed=None)
        if needs_another(request.user, upload, trial):
            return trial
    return attempted(agreed=request.POST.get("agreed", ""))


def told_of(upload: Upload, user) -> str:
    """The file as the history names it, with whoever uploaded it for another to confirm."""
    if upload.uploaded_by_id == user.pk:
        return upload.name
    return f"{upload.name}, uploaded by {upload.uploaded_by.get_username()}"


def is_own(user, upload: Upload) -> bool:
    """Did the user upload what somebody else has to see?"""
    return settings.FOUR_EYES and upload.uploaded_by_id == user.pk


def needs_another(user, upload: Upload, trial: Trial) -> bool:
    """Would readers see at once what the user uploaded, and nobody else has seen?"""
    return is_own(user, upload) and trial.shown_to_readers > 0


def refusal(request, upload: Upload, trial: Trial) -> str:
    """Why what was asked for wasn't done."""
    is_done = trial.outcome and not trial.differences
    if request.method != "POST" or is_done:
        return ""
    if needs_another(request.user, upload, trial):
        return ANOTHER
    return NOT_TICKED if trial.fingerprint == request.POST.get("agreed") else CHANGED


def counted(trial: Trial) -> str:
    """3 added, 1 changed, 20 unchanged."""
    numbers = Counter(change.kind for change in trial.outcome.changes)
    sentence = gettext("%(added)s added, %(changed)s changed, %(unchanged)s unchanged")
    return sentence % {kind.value: numbers[kind] for kind in LoadKind}


class Shown:
    """A change as the preview has it: the record, its row, whose edit it undoes, what differs."""

    def __init__(self, change: Change):
        self.kind = KINDS[change.kind]
        self.row = change.entry.file
        self.name = ", ".join(filter(None, change.entry.key[1]))
        self.undoes = deed(change.edit) if change.edit else ""
        self.edits = edits_of(change)


def deed(edit: Model) -> str:
    """Who did what, and when."""
    return DEEDS[edit.history_type] % {"who": who(edit), "when": when(edit)}


def edits_of(change: Change) -> tuple[Edit, ...]:
    """What differs, under the names of the columns; of a new record all that it says."""
    after = {name: told(value) for name, value in change.new.items()}
    before = {name: told(change.old.get(name)) for name in after}
    return edits(before, after)


def told(value) -> str:
    """As a cell has it, with room to break between the parts of a list."""
    return BETWEEN.join(value) if isinstance(value, list) else written(value)
