"""One account behind two firms, and what makes a sign another one."""

from dataclasses import replace

from companies.domain.related import Rule, signs_between
from tests.domain.companies.related.parties import SUPPLIER, WORKSITE, found


def test_the_same_account_is_a_sign() -> None:
    assert found(accounts=frozenset({"c" * 64})) == [(Rule.ACCOUNT, "c" * 64)]


def test_other_evidence_is_another_sign_and_the_same_stays_the_same() -> None:
    def digest(address: str) -> str:
        site = replace(WORKSITE, address=address)
        return signs_between(supplier=replace(SUPPLIER, address=address), worksite=site)[0].digest

    assert digest("서울 강남구 테헤란로 152") == digest("서울특별시 강남구 테헤란로 152, 3층")
    assert digest("서울 강남구 테헤란로 152") != digest("서울 강남구 테헤란로 153")
