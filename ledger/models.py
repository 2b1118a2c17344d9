"""The books. The database itself refuses an unbalanced entry or a changed row."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

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
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings", db_index=False)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_not_zero")]
        indexes = [
            models.Index(fields=["account", "id"], include=["amount"], name="posting_of_account")
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Reversal(AppendOnly):
    """That an entry was undone, by which entry and why: once, and never undone itself."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="reversal")
    mirror = models.OneToOneField(Entry, models.PROTECT, related_name="undone")
    reason = models.TextField()
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reversed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(entry=F("mirror")), name="reversal_of_another"),
            models.CheckConstraint(condition=~Q(reason=""), name="reversal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.mirror} undoes {self.entry}"


class Snapshot(AppendOnly):
    """What an account held through one posting of the books, so that only later ones are added."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="snapshots", db_index=False)
    through = models.BigIntegerField(db_index=True)
    balance = models.BigIntegerField()
    postings = models.BigIntegerField()
    latest_at = models.DateTimeField()  # the latest moment of all that was counted
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "through"], name="snapshot_once"),
            models.CheckConstraint(condition=Q(postings__gt=0), name="snapshot_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.balance} through {self.through}"


class Sweep(models.Model):
    """One look for accounts that want a snapshot: how far the books go, and who still writes.

    Keys are handed out before a transaction commits, so a lower key may appear after a higher
    one. Once everybody who was writing when the end was marked is done, nothing can appear
    below it any more. `done_to` is how far accounts were looked at.
    """

    up_to = models.BigIntegerField(unique=True)
    done_to = models.BigIntegerField()
    writers = ArrayField(models.CharField(max_length=40))
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_to__lte=F("up_to")), name="sweep_not_beyond_its_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done_to} of {self.up_to}"


class Inspection(AppendOnly):
    """What one check of the books found at one moment; nights are kept for whoever asks later."""

    check_name = models.CharField(max_length=60)
    sentence_ko = models.CharField(max_length=200)
    sentence_en = models.CharField(max_length=200)
    wrong = models.PositiveBigIntegerField()
    found = models.JSONField()
    inspected_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspected_at", "check_name"], name="inspection_once_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.wrong}"
