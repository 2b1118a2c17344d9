"""How banks want their files: which layout holds, and what a file in it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from django.db.models import QuerySet

from companies.domain.accounts import account_number, bank_named, masked
from core.domain.money import Money
from payouts.domain.bank_file import NEUTRAL, Heading, Instruction
from payouts.domain.columns import columns_of
from payouts.domain.credit_transfer import CreditTransfer, Payer
from payouts.domain.file_form import NOBODY, Asked, FileForm, Form
from payouts.gateways import check_recipient, unsealed
from payouts.models import BankBatch, BankLayout
from people.models import Organization, User
from people.permissions import BANK, WATCHERS, allowed, organizations_of, roles_of

DEMO_DAY = date(2026, 6, 1)
DEMO = Heading(
    "BF-2026-00000",
    datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=9))),
    DEMO_DAY,
    "0" * 64,
)
DEMO_LINES = (
    Instruction("PO-2026-00000-1", "004", "012345678901", "한빛안전", Money(5_000_000), "1"),
    Instruction("PO-2026-00000-2", "088", "110123456789", "=Hanbit(1)", Money(12_345), "2"),
)


def layouts_for(viewer: User) -> QuerySet[BankLayout]:
    """Every version of one's own bank's layouts, or of all banks for those who watch."""
    found = BankLayout.objects.select_related(
        "bank", "proposed_by", "confirmation__by", "confirmation__proposer"
    ).order_by("bank__name", "-version")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(bank__in=organizations_of(viewer, BANK))


def layouts_to_confirm(viewer: User) -> QuerySet[BankLayout]:
    """Proposed by somebody else and not overtaken by a newer version."""
    if not allowed(viewer, "layout.confirm"):
        return BankLayout.objects.none()
    waiting = layouts_for(viewer).filter(confirmation=None).exclude(proposed_by=viewer)
    newest = BankLayout.objects.order_by("bank", "-version").distinct("bank").values("pk")
    return waiting.filter(pk__in=newest)


def current_layout(bank: Organization) -> BankLayout | None:
    """The newest version that two people stand for; without one the neutral layout holds."""
    confirmed = BankLayout.objects.filter(bank=bank, confirmation__isnull=False)
    return confirmed.order_by("-version").first()


def is_unverified(layout: BankLayout | None) -> bool:
    """Whether no Korean bank is known to take this form from its customers."""
    return layout is not None and layout.form == Form.CREDIT_TRANSFER


def form_of(layout: BankLayout | None) -> FileForm:
    """What writes a file in this layout."""
    if layout is None:
        return NEUTRAL
    return asked_of(layout).made()


def asked_of(layout: BankLayout) -> Asked:
    """The layout as a value; the payer's account is in clear nowhere else."""
    number = unsealed(layout.payer_encrypted).decode() if layout.payer_encrypted else ""
    return Asked(
        form=Form(layout.form),
        columns=columns_of(layout.columns),
        encoding=layout.encoding,
        days=layout.days,
        amounts=layout.amounts,
        payer=Payer(layout.payer_name, layout.payer_bank_code, number),
        answer_days=layout.answer_days,
    )


def accounts_sent(batch: BankBatch) -> Mapping[str, str]:
    """Where each payment of a file was sent, by its key, from the sealed bytes themselves."""
    return form_of(batch.layout).accounts_in(unsealed(batch.content_encrypted))


def sample_of(form: FileForm, encoding: str) -> list[str]:
    """Two made-up payments as the bank would get them, line by line; the payer's account hidden."""
    if isinstance(form, CreditTransfer):
        form = CreditTransfer(replace(form.payer, account=masked(form.payer.account)))
    text = form.write(DEMO_LINES, DEMO).content.decode(encoding)
    return text.replace("><", ">\n<").splitlines() if form.suffix == "xml" else text.splitlines()


def checked_layout(asked: Asked, recipient: str) -> Asked:
    """What would be proposed, or what is wrong with it; nothing is stored."""
    if asked.form == Form.CREDIT_TRANSFER:
        asked = replace(asked, columns=(), encoding="utf-8", payer=_payer(asked.payer))
    else:
        asked = replace(asked, payer=NOBODY)
    asked.made().write(DEMO_LINES, DEMO)
    if recipient:
        check_recipient(recipient)
    return asked


def _payer(payer: Payer) -> Payer:
    if not payer.account:
        return payer
    return Payer(
        payer.name.strip(), bank_named(payer.bank_code).code, account_number(payer.account)
    )
