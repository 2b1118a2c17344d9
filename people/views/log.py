"""The log as a page. It stands here because the log knows no people; it shows, nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from audit.selectors import log_head, log_page
from people.forms import LogForm
from people.views.base import Page


class Log(Page):
    """Who did what, newest first."""

    action = "log.see"
    template_name = "audit/log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is looked for, a screenful of it, and the head that documents print."""
        form = LogForm(self.request.GET)
        given = form.cleaned_data if form.is_valid() else {}
        page = log_page(**given)
        return super().get_context_data(
            form=form,
            events=page.events,
            newer_url=_link(given, "after", page.newer),
            older_url=_link(given, "before", page.older),
            head=log_head(),
            sought=urlencode(_sought(given)),
            **kwargs,
        )


def _link(given: dict[str, Any], side: str, key: int | None) -> str:
    if key is None:
        return ""
    return "?" + urlencode({**_sought(given), side: key})


def _sought(given: dict[str, Any]) -> dict[str, str]:
    names = ("subject", "actor", "action")
    return {name: given[name] for name in names if given.get(name)}
