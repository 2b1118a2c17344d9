"""Restoration rates as whole children, and the coupons that were paid for them.

In years 2 and 3 the published record has the coupon and the vectors ask for the rate. So the rate
is priced forward: it has to give the coupon that was paid, as precisely as that was published.
"""

from __future__ import annotations

from tests.domain.programs.terms.contracts.asking import Asked, Case, Contract


def year(number: int, restored: int, not_restored: int) -> Case:
    return {"year_of_bond": [{"year": number, "restored": restored, "not_restored": not_restored}]}


def asked(_contract: Contract) -> list[Asked]:
    """60 %; 61.58 % is 1,539.5 of 2,500, so 3,079 of 5,000; 65.25 % is 261 of 400."""
    second = {
        "year_of_bond": [
            {"year": 1, "restored": 1579, "not_restored": 921},
            {"year": 2, "restored": 1500, "not_restored": 1000},
        ]
    }
    return [
        Asked(year(1, 60, 40), "coupon_shown", times=100),
        Asked(second, "rate", row=1, times=100, also={"coupon_shown": "0.0892"}),
        Asked(year(3, 261, 139), "rate", times=100, also={"coupon_shown": "0.1215"}),
    ]
