"""Rows locked for a verb; what the permission check reads beside them comes in the same query."""

from __future__ import annotations

from core.domain.errors import IllegalMove
from outcomes.domain.lifecycle import TARGET, TargetState
from outcomes.models import Match, Measurement, MeasurementFile, Target
from people.models import User
from people.permissions import require_for
from programs.models import Agreement

PARTIES = ("supplier__organization", "program__agency")


def locked_agreement(agreement_id: int) -> Agreement:
    """The agreement; the supplier and the agency beside it are only read."""
    found = Agreement.objects.select_related(*PARTIES)
    return found.select_for_update(of=("self",)).get(pk=agreement_id)


def locked_match(match_id: int) -> Match:
    """The match, with its worksite and the parties of its agreement."""
    beside = ("worksite", *(f"agreement__{party}" for party in PARTIES))
    return Match.objects.select_related(*beside).select_for_update(of=("self",)).get(pk=match_id)


def locked_target(target_id: int) -> Target:
    """The target, with the parties of its agreement."""
    beside = (f"agreement__{party}" for party in PARTIES)
    return Target.objects.select_related(*beside).select_for_update(of=("self",)).get(pk=target_id)


def locked_measurement(measurement_id: int) -> Measurement:
    """The measurement, with its target and the parties of its agreement."""
    beside = (f"target__agreement__{party}" for party in PARTIES)
    found = Measurement.objects.select_related(*beside)
    return found.select_for_update(of=("self",)).get(pk=measurement_id)


def target_to_measure(target_id: int, by: User) -> Target:
    """The target, for an editor of its supplier, from its agreement until its verification."""
    target = locked_target(target_id)
    require_for(by, "measurement.measure", target.agreement.supplier.organization)
    if not TARGET.allows("verify", TargetState(target.state)):
        raise IllegalMove(
            "Measurements are sent once a target is agreed and until it is verified; "
            "%(number)s is “%(state)s”.",
            number=target.number,
            state=target.state,
        )
    return target


def locked_file(file_id: int) -> MeasurementFile:
    """The file of measurements, by itself."""
    return MeasurementFile.objects.select_for_update().get(pk=file_id)
