"""The record of who did what. Rows are added, never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.domain.actions import deed
from core.domain.words import Sentence
from core.models import AppendOnly


class Event(AppendOnly):
    """One thing that happened. No foreign keys: the log must outlive what it describes."""

    happened_at = models.DateTimeField(_("moment"), db_index=True)
    actor = models.CharField(_("who"), max_length=254, db_index=True)
    action = models.CharField(_("what"), max_length=100, db_index=True)
    subject = models.CharField(_("about"), max_length=100, db_index=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def words(self) -> Sentence:
        """What happened, as a sentence."""
        return deed(self.action)

    def __str__(self) -> str:
        return f"{self.happened_at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class Seal(AppendOnly):
    """A batch of events closed under one hash; `head` is what reports and bank files print."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    events = models.PositiveIntegerField(_("events"))
    root = models.CharField(_("root hash"), max_length=64)
    previous_head = models.CharField(_("head before"), max_length=64)
    head = models.CharField(_("head"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed"))

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"{self.number} · {self.head[:12]}"


class Leaf(AppendOnly):
    """The place of one event in its seal, with the hash it had when it was sealed."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="leaf")
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="leaves")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "position"], name="leaf_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}/{self.position}"


class Register(models.Model):
    """The last number given out in a series of documents; gapless because the row is locked."""

    series = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="register_once")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"
