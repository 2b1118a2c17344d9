"""Payouts in every state, made by the room's own verbs: the database refuses any other way."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from companies.models import BankAccount
from companies.services import confirm_account, register_account
from outcomes.models import Verification
from payouts import services
from payouts.domain.columns import columns_from
from payouts.domain.credit_transfer import Payer
from payouts.domain.file_form import Asked, Form
from payouts.domain.sights import Signing
from payouts.gateways import unsealed
from payouts.models import Approval, BankBatch, BankLayout, Payout
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.domain.roles import Kind
from people.models import Organization, User
from programs.models import Agreement
from tests.factories.companies import a_bank_account
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.people import BANK, an_organization, the

NOON = datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Seoul"))


def a_verification(
    quantity: str | None = "10", *, agreement: Agreement | None = None, **target: Any
) -> Verification:
    """A target of fifty guards that victor has verified."""
    match = a_match(agreement=agreement) if agreement else None
    goal = a_target(match=match, **target) if match else a_target(**target)
    return verified(goal, quantity, by=the("victor"), at=NOON)


def a_computed_payout(quantity: str | None = "10", **target: Any) -> Payout:
    """Ten guards at ₩500,000: five million won."""
    verification = a_verification(quantity, **target)
    return services.compute_payout(verification_id=verification.pk, at=NOON)


def a_prepared_payout(quantity: str = "10", **target: Any) -> Payout:
    """Olivia has prepared it for the supplier's confirmed account."""
    return prepared(a_computed_payout(quantity, **target))


def an_approved_payout(quantity: str = "10", **target: Any) -> Payout:
    """Anna and ben have approved it."""
    return approved(a_prepared_payout(quantity, **target))


def prepared(payout: Payout) -> Payout:
    """Olivia prepares; the supplier has an account by then."""
    supplier = payout.agreement.supplier
    if not BankAccount.objects.filter(supplier=supplier).exists():
        a_bank_account(supplier=supplier)
    return services.prepare_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)


def approved(payout: Payout, *names: str) -> Payout:
    """Anna and ben approve, unless others are named."""
    for name in names or ("anna", "ben"):
        approve_payout(
            payout_id=payout.pk,
            digest=payout.digest,
            comment="",
            key=uuid4(),
            by=the(name),
            at=NOON,
        )
    payout.refresh_from_db()
    return payout


def approve_payout(
    *, payout_id: int, digest: str, comment: str, key: UUID, by: User, at: datetime
) -> Approval:
    """Somebody signs what is on their page now, with this hash, and has just shown the app."""
    payout = Payout.objects.get(pk=payout_id)
    seen = replace(sight_of(payout, by), digest=digest)
    typed = payout.money if amount_is_typed(payout) else None
    signing = Signing(seen, Factor("totp", at), comment, typed)
    return services.sign_approval(signing=signing, key=key, by=by, at=at)


def replaced(payout: Payout) -> BankAccount:
    """Carla registers another account and theo confirms it: the old one is history."""
    account = register_account(
        supplier=payout.agreement.supplier,
        bank_code="088",
        number="11022233344455",
        holder="Hanbit Safety (demo)",
        by=the("carla"),
        at=NOON,
    )
    return confirm_account(account_id=account.pk, by=the("theo"), at=NOON)


def the_bank() -> Organization:
    """Where olivia, anna, ben and theo work."""
    return an_organization(kind=Kind.FUNDER, name=BANK)


def a_built_batch(*payouts: Payout) -> BankBatch:
    """Theo builds the file of what is approved; one payout unless others are given."""
    program = (payouts or (an_approved_payout(),))[0].agreement.program
    return services.build_batch(program_id=program.pk, by=the("theo"), at=NOON)


def a_sent_batch(*payouts: Payout) -> BankBatch:
    """The file is with the bank."""
    batch = a_built_batch(*payouts)
    return services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)


def an_answer(batch: BankBatch, **outcomes: str) -> bytes:
    """What the bank writes back: everything paid unless a key (with _ for -) says otherwise."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["key", "account", "amount", "state", "reason", "settled_on"])
    sent = csv.DictReader(io.StringIO(unsealed(batch.content_encrypted).decode("utf-8-sig")))
    for row in sent:
        state = outcomes.get(row["key"].replace("-", "_"), "paid")
        reason = "" if state == "paid" else "account closed"
        writer.writerow([row["key"], row["account"], row["amount"], state, reason, "2026-06-02"])
    return out.getvalue().encode()


def answered(batch: BankBatch, content: bytes | None = None) -> BankBatch:
    """Theo reads the bank's answer in."""
    services.apply_answer(
        batch_id=batch.pk,
        content=an_answer(batch) if content is None else content,
        name="answer.csv",
        by=the("theo"),
        at=NOON,
    )
    batch.refresh_from_db()
    return batch


def a_paid_payout() -> Payout:
    """The bank has settled it."""
    payout = an_approved_payout()
    answered(a_sent_batch(payout))
    payout.refresh_from_db()
    return payout


def a_failed_payout() -> Payout:
    """The bank could not pay."""
    payout = an_approved_payout()
    batch = a_sent_batch(payout)
    answered(batch, an_answer(batch, **{_key(payout): "failed"}))
    payout.refresh_from_db()
    return payout


def a_returned_payout() -> Payout:
    """The bank paid, and the money came back."""
    payout = a_paid_payout()
    batch = payout.disbursements.get().batch
    answered(batch, an_answer(batch, **{_key(payout): "returned"}))
    payout.refresh_from_db()
    return payout


def a_payout_in(state: str) -> Payout:
    """A payout that has really walked to that state."""
    return MADE[state]()


def _a_rejected_payout() -> Payout:
    payout = a_prepared_payout()
    return services.reject_payout(
        payout_id=payout.pk, reason="Wrong site.", by=the("anna"), at=NOON
    )


def _a_held_payout() -> Payout:
    payout = a_prepared_payout()
    return services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the("anna"), at=NOON)


def _a_sent_payout() -> Payout:
    payout = an_approved_payout()
    a_sent_batch(payout)
    payout.refresh_from_db()
    return payout


def _key(payout: Payout) -> str:
    return payout.disbursements.get().key.replace("-", "_")


MADE = {
    "computed": a_computed_payout,
    "nothing_due": lambda: a_computed_payout(None),
    "prepared": a_prepared_payout,
    "approved": an_approved_payout,
    "rejected": _a_rejected_payout,
    "held": _a_held_payout,
    "sent": _a_sent_payout,
    "paid": a_paid_payout,
    "failed": a_failed_payout,
    "returned": a_returned_payout,
}


KOREAN_COLUMNS = (
    '이체번호 = key\n은행 = bank_code\n계좌번호 = account\n예금주 = holder\n금액 = amount\n통화 = "KRW"\n'
    "이체일 = day"
)


def korean(**changed: Any) -> Asked:
    """A table in Korean, as older banks read it."""
    given: dict[str, Any] = {
        "form": Form.CSV,
        "columns": columns_from(KOREAN_COLUMNS),
        "encoding": "cp949",
        "days": "packed",
    }
    return Asked(**{**given, **changed})


def a_credit_transfer() -> Asked:
    """ISO 20022 from the bank's own account."""
    return Asked(Form.CREDIT_TRANSFER, payer=Payer("Demo Bank", "004", "004-1234-567890"))


def a_proposed_layout(asked: Asked | None = None, *, recipient: str = "") -> BankLayout:
    """Theo proposes how the bank wants its files."""
    return services.propose_layout(
        bank=the_bank(),
        asked=asked or korean(),
        recipient=recipient,
        reason="The bank asked for it.",
        by=the("theo"),
        at=NOON,
    )


def a_confirmed_layout(asked: Asked | None = None, *, recipient: str = "") -> BankLayout:
    """Anna stands for it as well."""
    the("theo")
    layout = a_proposed_layout(asked, recipient=recipient)
    services.confirm_layout(layout_id=layout.pk, by=the("anna"), at=NOON)
    return layout
