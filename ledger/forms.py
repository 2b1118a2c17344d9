"""What a reader of the books may ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form


class BooksFilter(Form):
    """One account, and where on the long list of entries the reader stands."""

    account = forms.CharField(
        label=_("Ledger account"),
        required=False,
        max_length=80,
        help_text=_("Copy a code from the list of accounts. Empty shows every entry."),
    )
    older = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())
    newer = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
