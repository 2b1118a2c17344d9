"""Many readings of another system in one breath: all are stored, or none, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from audit.services import record_each
from core.domain.tables import CellError, RowsBroken
from core.domain.words import say
from outcomes.domain.claims import Claim
from outcomes.domain.file_rows import cell_error
from outcomes.domain.lifecycle import Source
from outcomes.models import Measurement, Target
from outcomes.selectors import Coming, Gate, facts_of, reading_of
from outcomes.selectors.locks import target_to_measure
from outcomes.services.intake import Intake
from people.models import User

ANOTHER = say(
    "This key was used before for another measurement. Send each measurement with a key of its own."
)


@transaction.atomic
def measure_batch(
    *, claims: tuple[Claim, ...], source: Source, by: User, at: datetime
) -> tuple[Measurement, ...]:
    """Many readings, all or nothing; every place that has to be mended is told at once."""
    targets = _targets(claims, by)
    gate = Gate(targets.values(), localtime(at).date())
    known = _Known(claims)
    coming: list[tuple[Coming, UUID]] = []
    errors: list[CellError] = []
    for place, claim in enumerate(claims):
        if known.was_sent(claim):
            errors += [] if known.is_same(claim) else [cell_error(place + 1, "key", ANOTHER)]
            continue
        known.sent[claim.key] = claim
        found = gate.passes(place + 1, claim.target_id, claim.reading)
        if isinstance(found, Coming):
            coming.append((found, claim.key))
        else:
            errors += [cell_error(place + 1, one.field, one.sentence) for one in found]
    if errors:
        raise RowsBroken(errors)
    _log(Intake(source, by, at).write(coming), targets, source, by, at)
    stored = Measurement.objects.select_related("target").in_bulk(
        [claim.key for claim in claims], field_name="key"
    )
    return tuple(stored[claim.key] for claim in claims)


class _Known:
    """What was sent before under the keys of a batch, in it or ahead of it."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        keys = [claim.key for claim in claims]
        self.sent = {
            one.key: Claim(one.target_id, reading_of(one), one.key)
            for one in Measurement.objects.filter(key__in=keys)
        }

    def was_sent(self, claim: Claim) -> bool:
        return claim.key in self.sent

    def is_same(self, claim: Claim) -> bool:
        return self.sent[claim.key] == claim


def _targets(claims: Sequence[Claim], by: User) -> dict[int, Target]:
    """Locked in one order, so that nobody waits in a ring."""
    wanted = sorted({claim.target_id for claim in claims})
    return {pk: target_to_measure(pk, by) for pk in wanted}


def _log(
    written: Sequence[Measurement],
    targets: dict[int, Target],
    source: Source,
    by: User,
    at: datetime,
) -> None:
    for one in written:
        one.target = targets[one.target_id]
    told = [
        (one, {"source": source, "replaces": one.supersedes_id, **facts_of(one)}) for one in written
    ]
    record_each(action="measurement.measure", about=told, by=by.email, at=at)
