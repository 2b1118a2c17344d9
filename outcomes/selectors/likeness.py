"""Questions about files that were used twice: which look the same, and who may see both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When

from outcomes.domain.evidence.likeness import NEAR, distance, mirrored, probes, quarters, unsigned
from outcomes.domain.evidence.states import Alike
from outcomes.models import Evidence, EvidenceLook, EvidenceTwin, Measurement
from outcomes.selectors.scope import seen_by
from people.models import User

SIDES = ("evidence", "other")
QUARTERS = ("first", "second", "third", "last")
BESIDE = "measurement__target__match__worksite"
MOST_SHOWN = 20  # on one page; the log has all
LOOKING = 0x10C5  # the advisory lock of whoever compares a photo with all others


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier file, and how much another one is the same."""

    evidence: Evidence
    alike: Alike
    bits: int


@dataclass(frozen=True, slots=True)
class TwinSeen:
    """A file used twice, as one person may see it: the other side may belong to somebody else."""

    twin: EvidenceTwin
    evidence: Evidence | None
    other: Evidence | None
    words: str

    @property
    def is_explained(self) -> bool:
        """Whether a verifier has said what it means."""
        return bool(self.words)


def hold_looks() -> None:
    """Of two photos that arrive at once, the second finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOOKING])


def looks_like(look: int) -> dict[int, int]:
    """Evidence that looks so, also in a mirror → in how many of 64 bits it differs.

    At most `NEAR`. Found over four indexes of 16 bits each, which hand out a few rows of a
    hundred thousand.
    """
    asked = (look, mirrored(look))
    near = Q()
    for name, values in zip(QUARTERS, zip(*map(quarters, asked), strict=True), strict=True):
        near |= Q(**{f"{name}__in": [probe for value in values for probe in probes(value)]})
    rows = EvidenceLook.objects.filter(near).values_list("evidence", "look")
    found = {
        evidence: min(distance(one, unsigned(kept)) for one in asked)
        for evidence, kept in rows.iterator()
    }
    return {evidence: bits for evidence, bits in found.items() if bits <= NEAR}


def likenesses_of(evidence: Evidence) -> Iterator[Likeness]:
    """Earlier files of other readings that are this one, or nearly.

    A reading that replaces another may show the same file again: that is one claim, not two.
    """
    kept = EvidenceLook.objects.filter(evidence=evidence).first()
    near = looks_like(unsigned(kept.look)) if kept else {}
    candidates = Evidence.objects.filter(Q(sha256=evidence.sha256) | Q(pk__in=near))
    own = [*_line_of(evidence.measurement)]
    for other in candidates.filter(pk__lt=evidence.pk).exclude(measurement__in=own).order_by("pk"):
        same = other.sha256 == evidence.sha256
        yield Likeness(other, Alike.SAME if same else Alike.NEAR, 0 if same else near[other.pk])


def _line_of(measurement: Measurement) -> Iterator[int]:
    """The reading itself and those it replaces."""
    one: Measurement | None = measurement
    while one is not None:
        yield one.pk
        one = one.supersedes


def twins_seen(viewer: User) -> QuerySet[EvidenceTwin, Any]:
    """Files used twice of which this person may see at least one side, newest first."""
    sees = {f"sees_{side}": _sees(viewer, side) for side in SIDES}
    beside = [f"{side}__{BESIDE}" for side in SIDES]
    return (
        EvidenceTwin.objects.annotate(**sees)
        .filter(Q(sees_evidence=True) | Q(sees_other=True))
        .select_related(*beside, "explanation__explained_by")
        .order_by("-pk")
    )


def _sees(viewer: User, side: str) -> Case:
    """Whose eyes may rest on this side; for those who watch over everybody it is always yes."""
    condition = seen_by(viewer, f"{side}__measurement__target__agreement")
    return Case(When(condition or ~Q(pk=None), then=Value(True)), default=Value(False))


def twins_to_explain(viewer: User) -> QuerySet[EvidenceTwin, Any]:
    """Those that no verifier has explained yet, the oldest first."""
    return twins_seen(viewer).filter(explanation=None).order_by("noticed_at", "pk")


def twins_about(measurements: Iterable[Measurement], viewer: User) -> list[TwinSeen]:
    """What is noticed about the files of these readings, from whichever side."""
    here = [measurement.pk for measurement in measurements]
    either = Q(evidence__measurement__in=here) | Q(other__measurement__in=here)
    return as_seen(twins_seen(viewer).filter(either)[:MOST_SHOWN])


def as_seen(twins: Iterable[Any]) -> list[TwinSeen]:
    """Each side only where the person who asked `twins_seen` may see it."""
    return [
        TwinSeen(
            twin=twin,
            evidence=twin.evidence if twin.sees_evidence else None,
            other=twin.other if twin.sees_other else None,
            words=twin.explanation.words if hasattr(twin, "explanation") else "",
        )
        for twin in twins
    ]
