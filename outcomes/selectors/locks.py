"""Rows locked for a verb; what the permission check reads beside them comes in the same query."""

from __future__ import annotations

from outcomes.models import Match, Measurement, Target
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
