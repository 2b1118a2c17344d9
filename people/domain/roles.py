"""The closed list of what a person may be, and for which kind of organisation."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an organisation is in the programme."""

    AGENCY = "agency"
    FUNDER = "funder"
    MINISTRY = "ministry"
    VERIFIER = "verifier"
    SUPPLIER = "supplier"
    AUDIT = "audit"


class Role(StrEnum):
    """What a person does for an organisation."""

    AGENCY_OFFICER = "agency_officer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    CERTIFIER = "certifier"
    VERIFIER = "verifier"
    PREPARER = "preparer"
    APPROVER = "approver"
    SENIOR_APPROVER = "senior_approver"
    TREASURER = "treasurer"
    OBSERVER = "observer"
    AUDITOR = "auditor"


ROLES_OF: dict[Kind, frozenset[Role]] = {
    Kind.AGENCY: frozenset({Role.AGENCY_OFFICER, Role.REVIEWER}),
    Kind.FUNDER: frozenset({Role.PREPARER, Role.APPROVER, Role.SENIOR_APPROVER, Role.TREASURER}),
    Kind.MINISTRY: frozenset({Role.OBSERVER}),
    Kind.VERIFIER: frozenset({Role.VERIFIER}),
    Kind.SUPPLIER: frozenset({Role.EDITOR, Role.CERTIFIER}),
    Kind.AUDIT: frozenset({Role.AUDITOR}),
}

SECOND_FACTOR_OPTIONAL = frozenset({Role.EDITOR, Role.CERTIFIER, Role.REVIEWER})
