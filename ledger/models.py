"""The books. The database itself refuses an unbalanced entry or a changed row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from core.models import AppendOnly


class Account(AppendOnly):
    """A place money can be, named by a code such as `program:1:free`."""

    code = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.code


class Entry(AppendOnly):
    """One event in the books. `reference` makes posting it twice impossible."""

    reference = models.CharField(max_length=120, unique=True)
    memo = models.CharField(max_length=200)
    posted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.reference


class Posting(AppendOnly):
    """One leg of an entry, in whole won: positive into the account, negative out of it."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_not_zero")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
