"""Questions about what is to be reached and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from core.domain.words import Sentence
from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Measurement, Target
from outcomes.selectors.indicators import incomparable
from outcomes.selectors.scope import seen_by
from people.domain.roles import Role
from people.models import User
from people.permissions import OFFICER, organizations_of
from programs.domain.offers import measures_of
from programs.domain.terms import Input
from programs.models import Agreement


def targets_seen(viewer: User) -> QuerySet[Target]:
    """Every target this person may look at, newest first."""
    return (
        Target.objects.filter(seen_by(viewer))
        .select_related(
            "indicator", "match__worksite", "match__hazard", "agreement__supplier__organization"
        )
        .order_by("-pk")
    )


def targets_to_agree(viewer: User) -> QuerySet[Target]:
    """Targets that wait for this officer's agency."""
    return targets_seen(viewer).filter(
        state=TargetState.SET,
        agreement__program__agency__in=organizations_of(viewer, [OFFICER]),
    )


def targets_to_measure(viewer: User) -> QuerySet[Target]:
    """Own agreed targets that nobody has measured yet."""
    current = _current().filter(target=OuterRef("pk"))
    return targets_seen(viewer).filter(
        ~Exists(current),
        state=TargetState.AGREED,
        agreement__supplier__organization__in=organizations_of(viewer, [Role.EDITOR]),
    )


def targets_to_verify(viewer: User) -> QuerySet[Target]:
    """Agreed targets whose every measurement stands confirmed, for verifiers."""
    current = _current().filter(target=OuterRef("pk"))
    ready = {MeasurementState.CONFIRMED, MeasurementState.CERTIFIED}
    return targets_seen(viewer).filter(
        Exists(current),
        ~Exists(current.filter(target__match__isnull=False).exclude(state="confirmed")),
        ~Exists(current.exclude(state__in=ready)),
        state=TargetState.AGREED,
        **({} if organizations_of(viewer, [Role.VERIFIER]) else {"pk__in": []}),
    )


def measures_under(agreement: Agreement) -> tuple[Input, ...]:
    """The measures of the current terms that a target can be set for."""
    return measures_of(agreement.term_sheets.latest("version").rule)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version of a target says differently."""

    label: str
    before: object
    after: object
    reason: tuple[Sentence, ...] = ()


def changes_of(target: Target) -> tuple[Change, ...]:
    """What changed since the version before; nothing for a first version."""
    old = target.supersedes
    if old is None:
        return ()
    names = {"indicator", "goal", "window_first", "window_last", "design", "evidence_rule"}
    fields = [field for field in Target._meta.fields if field.name in names]
    pairs = [(f, getattr(old, f.name), getattr(target, f.name)) for f in fields]
    return tuple(
        Change(str(field.verbose_name), _shown(before), _shown(after), incomparable(before, after))
        for field, before, after in pairs
        if before != after
    )


def _shown(value: object) -> object:
    """A design member by member; everything else as it is."""
    if not isinstance(value, dict):
        return value
    return " · ".join(f"{name}: {one}" for name, one in sorted(value.items()))


def _current() -> QuerySet[Measurement]:
    return Measurement.objects.exclude(state=MeasurementState.SUPERSEDED)
