"""What is known about a firm, checked as one piece before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from companies.domain.business_number import business_number
from companies.domain.industry import IndustryCode
from core.domain.errors import RuleBroken

LATEST_REVISION = 10


@dataclass(frozen=True, slots=True)
class BusinessFacts:
    """What the registration certificate says, the industry and the size."""

    business_number: str
    representative: str
    address: str
    phone: str
    industry_code: str
    headcount: int
    industry_revision: int = LATEST_REVISION


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask at a worksite; the confirmation links go to this person."""

    name: str
    email: str
    phone: str


def checked(facts: BusinessFacts) -> BusinessFacts:
    """The facts with a clean business number, or a sentence about what is wrong."""
    if facts.headcount < 1:
        raise RuleBroken(
            "A headcount of %(headcount)s is not possible. Count everybody who works there.",
            headcount=facts.headcount,
            field="headcount",
        )
    industry = IndustryCode(facts.industry_revision, facts.industry_code.strip())
    return replace(
        facts,
        business_number=business_number(facts.business_number),
        representative=facts.representative.strip(),
        address=" ".join(facts.address.split()),
        phone=facts.phone.strip(),
        industry_code=industry.code,
    )
