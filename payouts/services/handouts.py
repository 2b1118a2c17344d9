"""Handing a bank file out, once: the sealed bytes, or an envelope that only the bank can open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from payouts.domain.lifecycle import BatchState
from payouts.gateways import enveloped, unsealed
from payouts.models import BankBatch, Handout, HandoutRelease
from payouts.selectors.handouts import (
    handouts_of,
    next_number_of,
    open_release,
    why_not_handed_out,
    why_not_released,
)
from payouts.selectors.layouts import form_of
from payouts.selectors.locks import locked_batch
from payouts.services.receipts import Page
from people.models import User
from people.permissions import require_for

OUT = frozenset({BatchState.SENT, BatchState.ANSWERED})
ENVELOPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Handed:
    """What leaves the platform: bytes, a name and what they are."""

    content: bytes
    name: str
    content_type: str

    @property
    def sha256(self) -> str:
        """The hash of what leaves; in an envelope it is another one each time."""
        return hashlib.sha256(self.content).hexdigest()


@transaction.atomic
def download_batch(*, batch_id: int, by: User, at: datetime) -> Handed:
    """The file for the treasurer: once when it counts as sent, again when another releases it."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.download", batch.program.funder)
    if batch.state not in OUT:
        raise IllegalMove("Mark the file as sent first; only then is it handed out.")
    if sentence := why_not_handed_out(batch):
        raise IllegalMove.saying(sentence)
    release = open_release(batch)
    if release is not None and release.by_id == by.pk:
        raise RuleBroken("You released this file yourself. Another treasurer downloads it.")
    content = unsealed(batch.content_encrypted)
    if hashlib.sha256(content).hexdigest() != batch.sha256:
        raise RuleBroken("The stored file is not the one that was built. Call the auditor.")
    handed = _handed(batch, content)
    handout = Handout.objects.create(
        batch=batch,
        number=next_number_of(batch),
        sha256=batch.sha256,
        handed_sha256=handed.sha256,
        release=release,
        by=by,
        at=at,
    )
    record(
        action="batch.download",
        subject=batch,
        by=by.email,
        at=at,
        number=handout.number,
        sha256=batch.sha256,
        handed=handed.sha256,
    )
    return handed


@transaction.atomic
def release_batch(
    *, batch_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> BankBatch:
    """A second person lets a file out once more, for instance because a download broke off."""
    batch = locked_batch(batch_id)
    require_for(by, "batch.release", batch.program.funder)
    page = Page(key, "batch.release", by)
    if page.was_about(batch):
        return batch
    if sentence := why_not_released(batch):
        raise IllegalMove.saying(sentence)
    if not reason.strip():
        raise RuleBroken("Say why the file is handed out once more.", field="reason")
    last = handouts_of(batch).last()
    if last is not None and last.by_id == by.pk:
        raise RuleBroken("You had this file yourself. Another person releases it.")
    number = next_number_of(batch)
    HandoutRelease.objects.create(batch=batch, number=number, reason=reason.strip(), by=by, at=at)
    page.keep(at, batch=batch)
    record(
        action="batch.release",
        subject=batch,
        by=by.email,
        at=at,
        number=number,
        reason=reason.strip(),
    )
    return batch


def _handed(batch: BankBatch, content: bytes) -> Handed:
    form = form_of(batch.layout)
    name = f"{batch.number}.{form.suffix}"
    if batch.layout is not None and batch.layout.recipient:
        return Handed(enveloped(content, batch.layout.recipient), f"{name}.age", ENVELOPE)
    return Handed(content, name, form.content_type)
