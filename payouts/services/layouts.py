"""How a bank wants its file: one person proposes it, another one confirms it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from core.models import said_as
from payouts.domain.bank_file import AmountForm, DateForm
from payouts.domain.columns import stored
from payouts.domain.file_form import Asked
from payouts.gateways import sealed
from payouts.models import BankLayout, LayoutConfirmation
from payouts.selectors.layouts import asked_of, checked_layout
from people.models import Organization, User
from people.permissions import require_for

TAIL = 4


@transaction.atomic
def propose_layout(
    *, bank: Organization, asked: Asked, recipient: str, reason: str, by: User, at: datetime
) -> BankLayout:
    """A new version of how this bank wants its file; until it is confirmed the old one holds."""
    require_for(by, "layout.propose", bank)
    Organization.objects.select_for_update(no_key=True).get(pk=bank.pk)
    asked = checked_layout(asked, recipient)
    if not reason.strip():
        raise RuleBroken("Say why the bank's layout changes.", field="reason")
    before = BankLayout.objects.filter(bank=bank).order_by("-version").first()
    if before is not None and (asked_of(before), before.recipient) == (asked, recipient):
        raise RuleBroken("This is what version %(version)s says already.", version=before.version)
    layout = BankLayout.objects.create(
        bank=bank,
        version=before.version + 1 if before else 1,
        form=asked.form,
        columns=stored(asked.columns),
        encoding=asked.encoding,
        days=DateForm(asked.days),
        amounts=AmountForm(asked.amounts),
        payer_name=asked.payer.name,
        payer_bank_code=asked.payer.bank_code,
        payer_encrypted=sealed(asked.payer.account.encode()) if asked.payer.account else None,
        payer_tail=asked.payer.account[-TAIL:],
        answer_days=asked.answer_days,
        recipient=recipient,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    record(
        action="layout.propose",
        subject=layout,
        by=by.email,
        at=at,
        version=layout.version,
        form=layout.form,
        reason=layout.reason,
        recipient=recipient,
    )
    return layout


@transaction.atomic
def confirm_layout(*, layout_id: int, by: User, at: datetime) -> LayoutConfirmation:
    """From here on the bank's files are built this way."""
    layout = BankLayout.objects.select_related("bank").get(pk=layout_id)
    require_for(by, "layout.confirm", layout.bank)
    Organization.objects.select_for_update(no_key=True).get(pk=layout.bank_id)
    if layout.proposed_by_id == by.pk:
        raise RuleBroken("You proposed this layout yourself. Somebody else confirms it.")
    newest = BankLayout.objects.filter(bank=layout.bank).order_by("-version").first()
    if newest != layout:
        raise IllegalMove("A newer version of this layout was proposed since. Look at that one.")
    with said_as(payouts_layoutconfirmation_layout_id_key=IllegalMove("It is confirmed already.")):
        confirmation = LayoutConfirmation.objects.create(
            layout=layout, proposer=layout.proposed_by, by=by, at=at
        )
    record(action="layout.confirm", subject=layout, by=by.email, at=at, version=layout.version)
    return confirmation
