"""Two strangers; each test gives them one thing in common."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from companies.domain.related import Party, Rule, signs_between

SUPPLIER = Party(
    business_number="1248100998",
    representative="한빛나",
    address="서울특별시 강남구 테헤란로 152",
    phones=frozenset({"02-1234-5678"}),
    emails=frozenset({"carla@hanbit.co.kr"}),
    networks=frozenset({"a" * 64}),
    accounts=frozenset({"c" * 64}),
)
WORKSITE = Party(
    business_number="2208162517",
    representative="대성수",
    address="경기도 안산시 단원구 번영로 12",
    phones=frozenset({"031-123-4567", "010-9876-5432"}),
    emails=frozenset({"wendy@daesung.co.kr"}),
    networks=frozenset({"b" * 64}),
)


def found(**changes: Any) -> list[tuple[Rule, str]]:
    """Which signs the worksite shows once these facts of it are changed."""
    signs = signs_between(supplier=SUPPLIER, worksite=replace(WORKSITE, **changes))
    return [(sign.rule, sign.evidence) for sign in signs]
