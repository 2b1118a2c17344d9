"""Mailboxes, roles and keys: the pure part."""

from __future__ import annotations

import pytest

from people.domain.addresses import mailbox
from people.domain.roles import ROLES_OF, SECOND_FACTOR_OPTIONAL, Role
from people.domain.tokens import digest_of_secret


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("Carla@Example.com", "carla@example.com"),
        ("  carla+boram@example.com ", "carla@example.com"),
        ("c.a.r.l.a+x@googlemail.com", "carla@gmail.com"),
        ("c.arla@example.com", "c.arla@example.com"),  # dots mean something elsewhere
    ],
)
def test_one_mailbox_has_many_spellings(written: str, means: str) -> None:
    assert mailbox(written) == means


def test_every_role_belongs_to_exactly_one_kind_of_organisation() -> None:
    seats = [role for roles in ROLES_OF.values() for role in roles]
    assert sorted(seats) == sorted(Role)


def test_only_suppliers_and_reviewers_may_go_without_a_second_factor() -> None:
    assert {Role.EDITOR, Role.CERTIFIER, Role.REVIEWER} == SECOND_FACTOR_OPTIONAL


def test_a_secret_is_kept_as_its_sha256() -> None:
    assert digest_of_secret("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
