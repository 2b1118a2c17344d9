"""A firm's own domain is a sign, a public provider is none."""

from dataclasses import replace

import pytest

from companies.domain.related import Rule, signs_between
from tests.domain.companies.related.parties import SUPPLIER, WORKSITE, found


@pytest.mark.parametrize("address", ["w@hanbit.co.kr", "W@HANBIT.co.kr", "w@mail.hanbit.co.kr"])
def test_a_mailbox_at_the_suppliers_domain_is_a_sign(address: str) -> None:
    assert found(emails=frozenset({address})) == [(Rule.MAIL_DOMAIN, "hanbit.co.kr")]


@pytest.mark.parametrize("address", ["w@nothanbit.co.kr", "w@co.kr.net", "w@hanbit.com", ""])
def test_another_domain_is_none(address: str) -> None:
    assert found(emails=frozenset({address})) == []


@pytest.mark.parametrize("domain", ["naver.com", "gmail.com", "firm.test", "example.com"])
def test_what_everybody_or_nobody_has_says_nothing(domain: str) -> None:
    ours = replace(SUPPLIER, emails=frozenset({f"a@{domain}"}))
    theirs = replace(WORKSITE, emails=frozenset({f"b@{domain}"}))
    assert signs_between(supplier=ours, worksite=theirs) == ()


@pytest.mark.parametrize(("ours", "akin"), [("mail.firm.kr", True), ("notfirm.kr", False)])
def test_a_domain_within_a_domain_is_the_same_firm_and_a_longer_name_is_not(
    ours: str, akin: bool
) -> None:
    supplier = replace(SUPPLIER, emails=frozenset({f"a@{ours}"}))
    worksite = replace(WORKSITE, emails=frozenset({"b@firm.kr"}))
    assert bool(signs_between(supplier=supplier, worksite=worksite)) is akin
