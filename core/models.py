"""Abstract bases shared by every room. No concrete model lives in core."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from enum import StrEnum

from django.db import IntegrityError, models, transaction
from django.utils.functional import Promise

from core.domain.errors import RuleBroken
from core.translation import LABELS


def choices_of(states: type[StrEnum]) -> list[tuple[str, str | Promise]]:
    """Turn a pure enum from a domain package into Django choices, named in both languages."""
    return [(state.value, LABELS[state.value]) for state in states]


@contextmanager
def said_as(**refusals: RuleBroken) -> Iterator[None]:
    """What a constraint refuses is said in words: of two people at once, the second reads them."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refusal = refusals.get(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        if refusal is None:
            raise
        raise refusal from error


def array_of(keys: Collection[int]) -> str:
    """Whole numbers as PostgreSQL reads an array; each adapted by itself takes ten times longer."""
    return f"{{{','.join(map(str, keys))}}}"


class Among(models.Func):
    """Whether a column is one of the values of an array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


def among(column: str, values: str | list[str]) -> Among:
    """Whether a column is one of thousands of values, which travel as one array.

    `pk__in` prepares and sends each by itself, which took longer than the question did.
    """
    return Among(models.F(column), models.Value(values))


class Stamped(models.Model):
    """When the row was written; for auditors only, never read by a rule."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """A row that is added once and never changed.

    `manage.py migrate` takes UPDATE, DELETE and TRUNCATE on such a table away from the
    application role; each room's migration adds the trigger that stops everybody else.
    """

    class Meta:
        abstract = True
