"""Invented names. None of them is a real person or firm; each carries the mark of the demo."""

from __future__ import annotations

from dataclasses import dataclass

MARK = "(데모)"

FIRST = ("한빛", "가온", "다온", "라온", "마루", "바름", "새결", "아람", "이든", "차오름")
SECOND = ("안전", "기술", "시스템", "센서", "엔지니어링")
TRADE = ("정밀", "금속", "목재", "화학", "식품", "포장", "도금", "주물", "섬유", "전자")
PLACE = ("대성", "우진", "동아", "세림", "현보", "진양", "태산", "미래", "남강", "북악")


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person and the chair they sit in."""

    key: str
    name: str
    role: str
    organization: str


AGENCY = f"가람중소기업진흥원 {MARK}"
BANK = f"보람금융그룹 {MARK}"
MINISTRY = f"중소벤처 정책관실 {MARK}"
VERIFIER = f"한결안전검증원 {MARK}"
AUDIT = f"맑은회계법인 {MARK}"

STAFF = (
    Person("agnes", "안내영", "agency_officer", AGENCY),
    Person("arthur", "이도윤", "agency_officer", AGENCY),
    Person("rita", "류하나", "reviewer", AGENCY),
    Person("ravi", "나보람", "reviewer", AGENCY),
    Person("rosa", "노은서", "reviewer", AGENCY),
    Person("rob", "남주원", "reviewer", AGENCY),
    Person("victor", "박서준", "verifier", VERIFIER),
    Person("olivia", "오민지", "preparer", BANK),
    Person("anna", "최은우", "approver", BANK),
    Person("ben", "변지호", "approver", BANK),
    Person("sena", "성이현", "senior_approver", BANK),
    Person("theo", "태현수", "treasurer", BANK),
    Person("otto", "오세린", "observer", MINISTRY),
    Person("audrey", "유다인", "auditor", AUDIT),
)


def supplier_name(serial: int) -> str:
    """The name of the nth invented supplier (fifty differ)."""
    first = FIRST[serial % len(FIRST)]
    return f"(주){first}{SECOND[serial // len(FIRST) % len(SECOND)]} {MARK}"


def worksite_name(serial: int) -> str:
    """The name of the nth invented worksite (a hundred differ, then they are numbered)."""
    place, trade = PLACE[serial % len(PLACE)], TRADE[serial // len(PLACE) % len(TRADE)]
    round_ = serial // (len(PLACE) * len(TRADE))
    return f"{place}{trade}{f' {round_ + 1}공장' if round_ else ''} {MARK}"


def business_number(serial: int) -> str:
    """A made-up registration number with a right check digit, from a range of our own."""
    body = f"9{serial // 10000 % 100:02d}86{serial % 10000:04d}"
    weighted = sum(int(d) * w for d, w in zip(body, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    return f"{body}{(10 - (weighted + int(body[8]) * 5 // 10) % 10) % 10}"
