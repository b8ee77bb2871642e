"""The pages of the records of a model, by the names that Django gives them."""

from django.db.models import Model
from django.urls import reverse


def page_name(model: type[Model], page: str) -> str:
    """What the pattern of a page is called: jurisdictions_finding_change."""
    return f"{model._meta.app_label}_{model._meta.model_name}_{page}"


def page_address(model: type[Model], page: str, *args) -> str:
    """Where the page is: changelist, add, change, or one of our own."""
    return reverse(f"admin:{page_name(model, page)}", args=args)


def form_of(record: Model) -> str:
    """Where a record is edited."""
    return page_address(type(record), "change", record.pk)
