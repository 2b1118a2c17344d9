"""The page that shows the books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.domain.money import total
from ledger.forms import BooksFilter
from ledger.selectors import (
    entries_of,
    inspections_missed,
    last_inspection,
    trial_balance,
)
from people.permissions import allowed
from people.views.base import Page

KEPT = ("account", "at")  # what stays asked for on the next page


class Books(Page):
    """Every account and every entry, for those who have to trust the numbers."""

    action = "books.see"
    template_name = "ledger/books.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Trial balance, a page of entries, and the filter as it was typed."""
        form = BooksFilter(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        account, at = asked.get("account") or "", asked.get("at")
        page = entries_of(
            account=account,
            at=at,
            older_than=asked.get("older"),
            newer_than=asked.get("newer"),
        )
        accounts = trial_balance(at=at)
        kept = {name: words for name in KEPT if (words := self.request.GET.get(name)) and asked}
        return super().get_context_data(
            title=_("Books"),
            crumbs=[(_("Home"), "/"), (_("Books"), "")],
            filter=form,
            account=account,
            at=at,
            asked_at=urlencode({"at": kept["at"]}) if at else "",
            may_export=allowed(self.viewer, "export.download"),
            accounts=accounts,
            total=total(row.balance for row in accounts),
            entries=page.rows,
            newer_url=_on(kept, "newer", page.newer),
            older_url=_on(kept, "older", page.older),
            **kwargs,
        )


class InspectionPage(Page):
    """What the last check of the books found, sentence by sentence."""

    action = "books.see"
    template_name = "ledger/inspection.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every check of the newest round, what is wrong first."""
        checks = list(last_inspection())
        return super().get_context_data(
            title=_("Checks of the books"),
            crumbs=[(_("Home"), "/"), (_("Books"), reverse("ledger:books")), (_("Checks"), "")],
            checks=checks,
            inspected_at=checks[0].inspected_at if checks else None,
            is_late=inspections_missed(timezone.now()).exists(),
            wrong=sum(1 for check in checks if check.wrong),
            **kwargs,
        )


def _on(kept: Mapping[str, str], way: str, key: int | None) -> str:
    return "" if key is None else "?" + urlencode({**kept, way: key})
