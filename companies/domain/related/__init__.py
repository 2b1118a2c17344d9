"""Signs that a supplier and a worksite are not strangers: one rule, one file, in this list."""

from __future__ import annotations

from companies.domain.related.account import same_account
from companies.domain.related.address import same_address
from companies.domain.related.business_number import same_business_number
from companies.domain.related.email import same_mail_domain
from companies.domain.related.network import same_network
from companies.domain.related.parties import Party, Rule, Sign
from companies.domain.related.phone import same_phone
from companies.domain.related.representative import same_representative

RULES = (
    same_business_number,
    same_address,
    same_representative,
    same_phone,
    same_mail_domain,
    same_network,
    same_account,
)


def signs_between(*, supplier: Party, worksite: Party) -> tuple[Sign, ...]:
    """Everything that points at the two being related, in the order of the list."""
    return tuple(sign for rule in RULES for sign in rule(supplier, worksite))


__all__ = ["RULES", "Party", "Rule", "Sign", "signs_between"]
