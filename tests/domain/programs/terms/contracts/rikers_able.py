"""Echelons of the table, and what the lender loses after the guarantee."""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Contract


def asked(contract: Contract) -> list[Asked]:
    cases = [case["inputs"] for case in contract["cases"]]
    lived = {"is_significant": True, "stopped": False}
    paid = [Asked({**lived, "reduction": one["reduction_pct"]}, "paid") for one in cases[:3]]
    lost = {
        **lived,
        "reduction": cases[3]["reduction_pct"],
        "loan_drawn": cases[3]["loan_drawn"],
        "guarantee": cases[3]["guarantee"],
    }
    stopped = {
        "stopped": True,
        "loan_drawn": cases[4]["loan_drawn"],
        "guarantee": cases[4]["guarantee"],
    }
    return [*paid, Asked(lost, "borne.investor"), Asked(stopped, "borne.investor")]
