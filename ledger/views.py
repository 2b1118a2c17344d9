"""The page that shows the books."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from core.domain.money import total
from ledger.forms import BooksFilter
from ledger.selectors import entries_of, trial_balance
from people.views.base import Page


class Books(Page):
    """Every account and every entry, for those who have to trust the numbers."""

    action = "books.see"
    template_name = "ledger/books.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Trial balance, a page of entries, and the filter as it was typed."""
        form = BooksFilter(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        account = asked.get("account") or ""
        page = entries_of(
            account=account, older_than=asked.get("older"), newer_than=asked.get("newer")
        )
        accounts = trial_balance()
        return super().get_context_data(
            title=_("Books"),
            crumbs=[(_("Home"), "/"), (_("Books"), "")],
            filter=form,
            account=account,
            accounts=accounts,
            total=total(row.balance for row in accounts),
            entries=page.rows,
            newer_url=_at(account, "newer", page.newer),
            older_url=_at(account, "older", page.older),
            **kwargs,
        )


def _at(account: str, way: str, key: int | None) -> str:
    if key is None:
        return ""
    return "?" + urlencode({**({"account": account} if account else {}), way: key})
