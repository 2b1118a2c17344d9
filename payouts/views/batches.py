"""Bank files: what goes in, sending, handing out, taking back."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.money import total
from payouts.domain.lifecycle import BATCH, BatchState
from payouts.forms import KeyForm, ReasonForm
from payouts.models import BankBatch
from payouts.selectors import payouts_left_out, payouts_to_batch
from payouts.selectors.asides import asides_of
from payouts.selectors.batches import batches_for, lines_of, programs_paid_by
from payouts.selectors.handouts import handouts_of, why_not_handed_out, why_not_released
from payouts.selectors.layouts import is_unverified
from payouts.selectors.overdue import answer_due_on, batches_alarmed
from payouts.selectors.refusals import Refusal, batch_refusal
from payouts.selectors.three_ways import ways_in
from payouts.services import build_batch, send_batch, withdraw_batch
from payouts.views.parts import Offer, crumbs, row, to
from payouts.views.refusals import Explained
from people.models import Organization, User
from people.permissions import allowed
from people.views import Page, SignedPage
from programs.models import Program

PER_PAGE = 50


class Batches(Page):
    """Every file to the bank, and what waits for the next one."""

    action = "batch.see"
    template_name = "payouts/batches.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Programmes with approved payouts, then the files."""
        rows = Paginator(batches_for(self.viewer), PER_PAGE)
        may_build = allowed(self.viewer, "batch.build")
        programs = programs_paid_by(self.viewer) if may_build else Program.objects.none()
        return super().get_context_data(
            crumbs=crumbs((_("Bank files"), "")),
            page=rows.get_page(self.request.GET.get("page")),
            waiting=[(program, payouts_to_batch(program).count()) for program in programs],
            **kwargs,
        )


class OneBatch:
    """A door to one bank file."""

    viewer: User
    kwargs: dict[str, Any]

    @cached_property
    def batch(self) -> BankBatch:
        """Which one; another bank's is not there."""
        return get_object_or_404(batches_for(self.viewer), pk=self.kwargs["pk"])

    def facts(self) -> list[dict[str, Any]]:
        """What every page about a file says first."""
        return [
            row(_("File"), self.batch.number),
            row(_("Programme"), self.batch.program.name),
            row(_("Payments"), self.batch.lines),
            row(_("Sum"), self.batch.money),
        ]

    def crumbs(self, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
        """The way to this file, and further."""
        here = to("batch", self.batch.pk) if more else ""
        return crumbs((_("Bank files"), to("batches")), (self.batch.number, here), *more)


class BatchPage(OneBatch, Page):
    """One file: its lines, its hash, and what comes next."""

    action = "batch.see"
    template_name = "payouts/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file line by line."""
        return super().get_context_data(
            crumbs=self.crumbs(),
            batch=self.batch,
            lines=lines_of(self.batch),
            answers=self.batch.answers.select_related("read_by").order_by("pk"),
            offers=self._offers(),
            unverified=is_unverified(self.batch.layout),
            handouts=handouts_of(self.batch),
            asides=asides_of(self.batch),
            ways=ways_in(self.batch) if self.batch.sent_at else None,
            due_on=answer_due_on(self.batch),
            alarm=batches_alarmed(self.viewer).filter(pk=self.batch.pk).first(),
            may_resolve=allowed(self.viewer, "row.resolve"),
            **kwargs,
        )

    def _offers(self) -> list[Offer]:
        state, pk = BatchState(self.batch.state), self.batch.pk
        sent = state in {BatchState.SENT, BatchState.ANSWERED}
        offers = (
            (BATCH.allows("send", state), "batch.send", "batch_send", _("Send to the bank")),
            (
                sent and not why_not_handed_out(self.batch),
                "batch.download",
                "batch_download",
                _("Download the file"),
            ),
            (
                sent and not why_not_released(self.batch),
                "batch.release",
                "batch_release",
                _("Release for another download"),
            ),
            (sent, "batch.answer", "answer_read", _("Read the bank's answer")),
            (
                BATCH.allows("withdraw", state),
                "batch.withdraw",
                "batch_withdraw",
                _("Withdraw the file"),
            ),
        )
        return [
            Offer(label, to(name, pk), primary=name not in {"batch_withdraw", "batch_release"})
            for is_open, action, name, label in offers
            if is_open and allowed(self.viewer, action)
        ]


class ActOnBatch(OneBatch, Explained):
    """A page where something is done with one bank file."""

    def is_seen(self) -> bool:
        """Whether the file is this person's to see."""
        seen = batches_for(self.viewer).filter(pk=self.kwargs["pk"])
        return allowed(self.viewer, "batch.see") and seen.exists()

    @property
    def bank(self) -> Organization:
        """The bank whose file it is."""
        return self.batch.program.funder

    def refusal(self) -> Refusal:
        """Where the file stands."""
        return batch_refusal(self.action.removeprefix("batch."), self.batch)

    def way(self) -> dict[str, Any]:
        """Back to the file."""
        return {"crumbs": self.crumbs(), "back": to("batch", self.batch.pk)}


class BatchBuild(Explained):
    """What goes into the next file, what stays out, and why."""

    action = "batch.build"
    form_class = KeyForm
    template_name = "payouts/batch_build.html"
    done = gettext_lazy("The file is built and sealed. Send it next.")

    def is_seen(self) -> bool:
        """Whether the programme is paid by this person's bank."""
        seen = programs_paid_by(self.viewer).filter(pk=self.kwargs["pk"])
        return allowed(self.viewer, "batch.see") and seen.exists()

    @property
    def bank(self) -> Organization:
        """The bank that pays."""
        return self.program.funder

    def way(self) -> dict[str, Any]:
        """Back to the files."""
        return {
            "crumbs": crumbs((_("Bank files"), to("batches")), (_("Build a file"), "")),
            "back": to("batches"),
        }

    @cached_property
    def program(self) -> Program:
        """Whose money it is."""
        return get_object_or_404(programs_paid_by(self.viewer), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines and sum."""
        payouts = list(payouts_to_batch(self.program))
        return super().get_context_data(
            program=self.program,
            payouts=payouts,
            total=total(payout.money for payout in payouts),
            left_out=payouts_left_out(self.program),
            **self.way(),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Build it; the file is next."""
        batch = build_batch(
            program_id=self.program.pk, **form.cleaned_data, by=self.viewer, at=timezone.now()
        )
        return to("batch", batch.pk)


class BatchSend(ActOnBatch, SignedPage):
    """From here the payments cannot be stopped on our side."""

    action = "batch.send"
    form_class = KeyForm
    template_name = "payouts/batch_send.html"
    done = gettext_lazy("Marked as sent. Download the file and hand it to the bank.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file once more."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Send to the bank"), "")),
            batch=self.batch,
            rows=self.facts(),
            back=to("batch", self.batch.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Send it; the file is next."""
        send_batch(batch_id=self.batch.pk, **form.cleaned_data, by=self.viewer, at=timezone.now())
        return to("batch", self.batch.pk)


class BatchWithdraw(ActOnBatch):
    """Take a file back before it is sent."""

    action = "batch.withdraw"
    form_class = ReasonForm
    template_name = "payouts/batch_withdraw.html"
    done = gettext_lazy("Withdrawn. Its payouts go into the next file.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The file once more."""
        return super().get_context_data(
            crumbs=self.crumbs((_("Withdraw the file"), "")),
            batch=self.batch,
            rows=self.facts(),
            back=to("batch", self.batch.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Withdraw it; the list is next."""
        withdraw_batch(
            batch_id=self.batch.pk, **form.cleaned_data, by=self.viewer, at=timezone.now()
        )
        return to("batches")
