"""What a reader of the books may ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class BooksFilter(Form):
    """One account, one moment, and where on the long list of entries the reader stands."""

    account = forms.CharField(
        label=_("Ledger account"),
        required=False,
        max_length=80,
        help_text=_("Copy a code from the list of accounts. Empty shows every entry."),
    )
    at = forms.DateTimeField(
        label=_("Moment"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Korean time. All that happened up to and including it; empty is now."),
        error_messages={"invalid": _("This is not a moment. Enter it like 2026-06-01 18:00.")},
    )
    older = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())
    newer = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
