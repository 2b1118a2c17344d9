"""Everything a payment rests on, from the contract to the bank, as one document."""

from __future__ import annotations

from typing import Any

from payouts.models import Payout
from programs.models import Agreement, Program, TermSheet
from reports.domain.facts import SCHEMA, Facts, moment
from reports.selectors.money_facts import approvals_of, bank_of, steps_of
from reports.selectors.outcome_facts import outcome_of


def statement_facts(payout: Payout) -> Facts:
    """The facts behind one payment; moments are UTC, numbers are text, names in both languages."""
    target = payout.verification.target if payout.verification else None
    return {
        "schema": SCHEMA,
        "payout": _payout(payout),
        "agreement": _agreement(payout.agreement, payout.term_sheet),
        **outcome_of(target),
        "working": payout.working,
        "inputs": payout.inputs,
        "steps": steps_of(payout, target),
        "approvals": approvals_of(payout),
        "bank": bank_of(payout),
    }


def _payout(payout: Payout) -> dict[str, Any]:
    return {
        "number": payout.number,
        "clause": payout.clause_key,
        "part": payout.part,
        "amount": payout.amount,
        "state": payout.state,
        "computed_at": moment(payout.computed_at),
        "approvals_needed": payout.approvals_needed,
        "digest": payout.digest,
    }


def _agreement(agreement: Agreement, sheet: TermSheet) -> dict[str, Any]:
    return {
        "number": agreement.number,
        "program": _program(agreement.program),
        "supplier": agreement.supplier.organization.name,
        "business_number": agreement.supplier.business_number,
        "signed_at": moment(agreement.signed_at),
        "terms": {
            "version": sheet.version,
            "digest": sheet.digest,
            "document": sheet.signed_document or sheet.document,  # what the hash is of
        },
        **_counted(sheet),
        "signatures": [
            {
                "party": s.party,
                "by": str(s.signed_by),
                "at": moment(s.signed_at),
                "digest": s.digest,
            }
            for s in agreement.signatures.select_related("signed_by").order_by("pk")
        ],
    }


def _counted(sheet: TermSheet) -> dict[str, Any]:
    """What each indicator meant when these terms were offered; agreements before that kept none."""
    rows = sheet.indicators.select_related("indicator").order_by("indicator__code", "pk")
    kept = [
        {"code": row.indicator.code, "digest": row.digest, "document": row.document} for row in rows
    ]
    return {"indicators": kept} if kept else {}


def _program(program: Program) -> dict[str, Any]:
    return {
        "code": program.code,
        "ko": program.name_ko,
        "en": program.name_en,
        "agency": program.agency.name,
        "funder": program.funder.name,
    }
