"""Trying what must never happen: each attempt is refused by name, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from payouts.models import Approval, Payout, Sight
from people.models import User

T = TypeVar("T")
Attempt = Callable[[T], object]
Attempts = Mapping[str, tuple[str, Attempt[T]]]


def refused(name: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        attempt()


def all_refused(thing: T, attempts: Attempts[T]) -> None:
    """One world, many attempts; what went through by mistake is named by its sentence."""
    for sentence, (name, attempt) in attempts.items():
        try:
            refused(name, lambda attempt=attempt: attempt(thing))  # type: ignore[misc]
        except (AssertionError, pytest.fail.Exception) as slipped:
            pytest.fail(f"{sentence}: {slipped}")


@contextmanager
def only_tried() -> Iterator[None]:
    """What happens inside is taken back, so that the next try finds the same state."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def a_copy(payout: Payout, **changed: Any) -> Payout:
    """A second row like the first, as careless code would write it."""
    fields = {
        field.attname: getattr(payout, field.attname)
        for field in Payout._meta.concrete_fields
        if field.name != "id"
    }
    return Payout.objects.create(**{**fields, "number": f"PO-{uuid4()}", **changed})


def changed(payout: Payout, **values: Any) -> None:
    Payout.objects.filter(pk=payout.pk).update(**values)


def an_approval(payout: Payout, by: User, **values: Any) -> Approval:
    approval = an_unsigned_approval(payout, by, **values)
    a_sight(approval)
    return approval


def an_unsigned_approval(payout: Payout, by: User, **values: Any) -> Approval:
    """Stored, until the transaction ends and the database asks for what was seen."""
    given = {
        "payout": payout,
        "maker_id": payout.prepared_by_id,
        "approver": by,
        "digest": payout.digest,
        "approved_at": payout.computed_at,
        "key": uuid4(),
    }
    return Approval.objects.create(**{**given, **values})


def a_sight(approval: Approval, **values: Any) -> Sight:
    """What goes with an approval: that its maker looked, and showed a second factor."""
    given = {
        "approval": approval,
        "number": f"AP-{uuid4()}",
        "lines": [],
        "digest": "0" * 64,
        "factor": "totp",
        "factor_at": approval.approved_at,
    }
    return Sight.objects.create(**{**given, **values})
