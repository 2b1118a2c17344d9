"""The page behind the QR code: open to everybody who holds a paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from people.views import PublicPage
from reports.forms import CheckForm
from reports.models import Report
from reports.selectors import Issued, check_of


class PaperCheck(PublicPage):
    """Says what was issued under a number, never what is on it, and compares a paper with it."""

    template_name = "reports/paper_check.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's name
        """What was issued, and whether the record still says the same."""
        return self._answer(CheckForm())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Whether the paper handed in is the one that was issued."""
        form = CheckForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(form, status=422)
        return self._answer(form, digest=form.digest)

    def _answer(self, form: CheckForm, *, digest: str = "", status: int = 200) -> HttpResponse:
        issued = self._issued(digest)
        code = self.request.GET.get("h", "")
        context = self.get_context_data(
            form=form,
            issued=issued,
            code_fits=issued.report.facts_digest.startswith(code) if code else None,
            title=_("Check report %(number)s") % {"number": issued.report.number},
            purpose=_("Whoever holds a report can find out here whether it is the one issued."),
        )
        return self.render_to_response(context, status=status)

    def _issued(self, digest: str) -> Issued:
        try:
            return check_of(self.kwargs["number"], digest)
        except Report.DoesNotExist:
            raise Http404(_("No report was ever issued under this number.")) from None
