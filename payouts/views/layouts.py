"""How banks want their files: every version, a look at one, proposing and confirming."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Form as EmptyForm
from payouts.domain.bank_file import NEUTRAL
from payouts.domain.columns import columns_of, typed
from payouts.domain.file_form import ANSWER_DAYS, Form
from payouts.forms import LayoutForm
from payouts.models import BankLayout
from payouts.selectors.layouts import (
    checked_layout,
    current_layout,
    form_of,
    is_unverified,
    layouts_for,
    layouts_to_confirm,
    sample_of,
)
from payouts.services import confirm_layout, propose_layout
from payouts.views.parts import crumbs, row, to
from people.domain.roles import Role
from people.models import Organization
from people.permissions import organizations_of
from people.views import Page, VerbPage


class Layouts(Page):
    """Every version of every bank's layout, and which one holds."""

    action = "layout.see"
    template_name = "payouts/layouts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, and the banks that this person proposes for."""
        mine = organizations_of(self.viewer, [Role.TREASURER])
        layouts = list(layouts_for(self.viewer))
        return super().get_context_data(
            crumbs=_way(),
            rows=[(layout, standing_of(layout)) for layout in layouts],
            banks=Organization.objects.filter(pk__in=mine).order_by("name"),
            **kwargs,
        )


class LayoutPage(Page):
    """One version, with two made-up payments as the bank would get them."""

    action = "layout.see"
    template_name = "payouts/layout.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it says, and a sample."""
        layout = get_object_or_404(layouts_for(self.viewer), pk=self.kwargs["pk"])
        waits = layouts_to_confirm(self.viewer).filter(pk=layout.pk).exists()
        return super().get_context_data(
            crumbs=_way((str(layout), "")),
            layout=layout,
            rows=facts_of(layout),
            sample=sample_of(form_of(layout), layout.encoding),
            confirm=to("layout_confirm", layout.pk) if waits else "",
            unverified=is_unverified(layout),
            **kwargs,
        )


class LayoutPropose(VerbPage):
    """Say how the bank wants its file, look at a sample, then propose it."""

    action = "layout.propose"
    form_class = LayoutForm
    template_name = "payouts/layout_propose.html"
    done = gettext_lazy("Proposed. Somebody else confirms it next; until then nothing changes.")

    @cached_property
    def bank(self) -> Organization:
        """The treasurer's own bank."""
        mine = organizations_of(self.viewer, [Role.TREASURER])
        return get_object_or_404(Organization.objects.filter(pk__in=mine), pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """What holds now."""
        now = current_layout(self.bank)
        if now is None:
            known = {"columns": typed(NEUTRAL.columns), "answer_days": ANSWER_DAYS}
            return {"form": Form.CSV, **known}
        names = (
            "form",
            "encoding",
            "days",
            "amounts",
            "payer_name",
            "payer_bank_code",
            "answer_days",
        )
        kept = {name: getattr(now, name) for name in names}
        return {**kept, "columns": typed(columns_of(now.columns)), "recipient": now.recipient}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose layout it is."""
        return super().get_context_data(
            crumbs=_way((_("Propose a layout"), "")), bank=self.bank, back=to("layouts"), **kwargs
        )

    def act(self, form: BaseForm) -> HttpResponse | str:
        """A look stores nothing; only the other button proposes."""
        given = {name: form.cleaned_data[name] for name in ("asked", "recipient", "reason")}
        if "look" in self.request.POST:
            asked = checked_layout(given["asked"], given["recipient"])
            shown = self.get_context_data(form=form, sample=sample_of(asked.made(), asked.encoding))
            return TemplateResponse(self.request, self.template_name, shown)
        layout = propose_layout(bank=self.bank, **given, by=self.viewer, at=timezone.now())
        return to("layout", layout.pk)


class LayoutConfirm(VerbPage):
    """A second person stands for it; from here on files are built this way."""

    action = "layout.confirm"
    form_class = EmptyForm
    template_name = "payouts/layout_confirm.html"
    done = gettext_lazy("Confirmed. The next file is built this way.")

    @cached_property
    def layout(self) -> BankLayout:
        """Which one; another bank's is not there."""
        return get_object_or_404(layouts_for(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is confirmed."""
        return super().get_context_data(
            crumbs=_way((str(self.layout), to("layout", self.layout.pk)), (_("Confirm"), "")),
            rows=facts_of(self.layout),
            sample=sample_of(form_of(self.layout), self.layout.encoding),
            back=to("layout", self.layout.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:  # noqa: ARG002 - nothing is asked
        """Confirm it; the layout is next."""
        confirm_layout(layout_id=self.layout.pk, by=self.viewer, at=timezone.now())
        return to("layout", self.layout.pk)


def standing_of(layout: BankLayout) -> str:
    """Whether somebody has confirmed it."""
    return "confirmed" if hasattr(layout, "confirmation") else "proposed"


def facts_of(layout: BankLayout) -> list[dict[str, Any]]:
    """What a layout says, line by line."""
    common = [
        row(_("Bank"), layout.bank),
        row(_("Version"), layout.version),
        row(_("Form of the file"), layout.get_form_display()),
        row(_("Working days for the bank's answer"), layout.answer_days),
        row(_("Encrypted to"), layout.recipient or _("not encrypted")),
        row(_("Reason"), layout.reason),
        row(_("Proposed by"), layout.proposed_by),
    ]
    return [*common, *(_table_of(layout) if layout.form == Form.CSV else _payer_of(layout))]


def _table_of(layout: BankLayout) -> list[dict[str, Any]]:
    columns = ", ".join(typed(columns_of(layout.columns)).splitlines())
    return [
        row(_("Columns"), columns),
        row(_("Encoding"), layout.encoding),
        row(_("Days"), layout.get_days_display()),
        row(_("Amounts"), layout.get_amounts_display()),
    ]


def _payer_of(layout: BankLayout) -> list[dict[str, Any]]:
    account = f"{layout.payer_bank_code} ****{layout.payer_tail}"
    return [row(_("Payer"), layout.payer_name), row(_("Account of the payer"), account)]


def _way(*steps: tuple[Any, str]) -> list[tuple[Any, str]]:
    here = to("layouts") if steps else ""
    return crumbs((_("Bank files"), to("batches")), (_("Layouts"), here), *steps)
