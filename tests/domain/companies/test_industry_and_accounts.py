"""Industry codes and bank accounts."""

from __future__ import annotations

import pytest

from companies.domain.accounts import BANKS, account_number, bank_named, masked
from companies.domain.industry import IndustryCode
from core.domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("revision", "code", "section"),
    [
        (10, "25929", "C"), (10, "34", "C"), (10, "36", "E"), (9, "36", "D"), (9, "69", "L"), (10, "76", "N"),
        (11, "01110", "A"), (10, "42", "F"), (10, "99", "U"),
    ],
)  # fmt: skip
def test_a_code_belongs_to_a_section(revision: int, code: str, section: str) -> None:
    found = IndustryCode(revision, code)
    assert (found.section, found.division, str(found)) == (
        section,
        code[:2],
        f"KSIC {revision}: {code}",
    )


@pytest.mark.parametrize(
    ("revision", "code", "field"),
    [
        (8, "25929", "industry_revision"), (10, "2", "industry_code"), (10, "259291", "industry_code"),
        (10, "C25", "industry_code"), (10, "04", "industry_code"), (10, "69", "industry_code"), (9, "34", "industry_code"),
    ],
)  # fmt: skip
def test_other_codes_are_refused(revision: int, code: str, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        IndustryCode(revision, code)
    assert refused.value.field == field


def test_banks_are_known_by_their_code() -> None:
    assert bank_named("004").name_en == "KB Kookmin Bank"
    assert all(len(code) == 3 and bank.name_ko for code, bank in BANKS.items())
    with pytest.raises(RuleBroken, match="no bank with the code “999”"):
        bank_named("999")


@pytest.mark.parametrize("text", ["110-123-456789", " 110 123 456789", "１１０123456789"])
def test_an_account_is_its_digits(text: str) -> None:
    assert account_number(text) == "110123456789"
    assert masked("110123456789") == "••••••••6789"


@pytest.mark.parametrize("text", ["123456789", "1" * 17, "12345678X0", "=1234567890"])
def test_other_texts_are_no_account(text: str) -> None:
    with pytest.raises(RuleBroken, match="10 to 16 digits") as refused:
        account_number(text)
    assert refused.value.field == "number"
    assert text not in str(refused.value)  # an account number is never repeated in an error
