"""What is compared, and what a comparison finds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from core.domain.words import Sentence


class Rule(StrEnum):
    """By which rule two firms look related."""

    BUSINESS_NUMBER = "same_business_number"
    ADDRESS = "same_address"
    REPRESENTATIVE = "same_representative"
    PHONE = "same_phone"
    MAIL_DOMAIN = "same_mail_domain"
    NETWORK = "same_network"
    ACCOUNT = "same_account"


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of a firm; networks and accounts are known by keyed marks only."""

    business_number: str
    representative: str
    address: str
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that two firms share. Other evidence is another sign, to be explained anew."""

    rule: Rule
    evidence: str
    words: Sentence

    @property
    def digest(self) -> str:
        """SHA-256 of rule and evidence: what an explanation is about."""
        return hashlib.sha256(f"{self.rule}\n{self.evidence}".encode()).hexdigest()
