"""Bank accounts: a bank, ten to sixteen digits, and what of them may be shown."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from core.domain.errors import RuleBroken

DIGITS = re.compile(r"[0-9]{10,16}")
SEPARATORS = re.compile(r"[\s\-‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank, by the three digits that every Korean transfer uses."""

    code: str
    name_ko: str
    name_en: str


class Holding(StrEnum):
    """What a bank says when it is asked whether an account belongs to a name (예금주조회)."""

    SAME = "same_holder"
    OTHER = "other_holder"
    UNKNOWN = "unknown_holder"
    NOT_ASKED = "not_asked"


BANKS = {
    bank.code: bank
    for bank in (
        Bank("002", "한국산업은행", "Korea Development Bank"),
        Bank("003", "IBK기업은행", "Industrial Bank of Korea"),
        Bank("004", "KB국민은행", "KB Kookmin Bank"),
        Bank("007", "수협은행", "Suhyup Bank"),
        Bank("011", "NH농협은행", "NH NongHyup Bank"),
        Bank("012", "지역농축협", "Local NongHyup"),
        Bank("020", "우리은행", "Woori Bank"),
        Bank("023", "SC제일은행", "SC First Bank Korea"),
        Bank("027", "한국씨티은행", "Citibank Korea"),
        Bank("031", "iM뱅크", "iM Bank"),
        Bank("032", "부산은행", "Busan Bank"),
        Bank("034", "광주은행", "Kwangju Bank"),
        Bank("035", "제주은행", "Jeju Bank"),
        Bank("037", "전북은행", "Jeonbuk Bank"),
        Bank("039", "경남은행", "Kyongnam Bank"),
        Bank("045", "새마을금고", "MG Community Credit Cooperatives"),
        Bank("048", "신협중앙회", "National Credit Union Federation"),
        Bank("071", "우체국", "Korea Post"),
        Bank("081", "하나은행", "Hana Bank"),
        Bank("088", "신한은행", "Shinhan Bank"),
        Bank("089", "케이뱅크", "K bank"),
        Bank("090", "카카오뱅크", "KakaoBank"),
        Bank("092", "토스뱅크", "Toss Bank"),
    )
}


def bank_named(code: str) -> Bank:
    """The bank behind a code."""
    if code not in BANKS:
        raise RuleBroken(
            "There is no bank with the code “%(code)s”. Choose a bank from the list.",
            field="bank_code",
            code=code[:20],
        )
    return BANKS[code]


def account_number(text: str) -> str:
    """Only the digits; formats differ by bank and product, so no more than this is checked."""
    digits = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not DIGITS.fullmatch(digits):
        raise RuleBroken(
            "This is not an account number. It has 10 to 16 digits; dashes may be left in.",
            field="number",
        )
    return digits


def masked(number: str) -> str:
    """All but the last four digits are hidden."""
    return "•" * (len(number) - 4) + number[-4:]
