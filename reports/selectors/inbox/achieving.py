"""Work on matches, targets, measurements and verifications."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from core.domain.words import say
from outcomes.domain.lifecycle import FindingState
from outcomes.models import (
    Evidence,
    EvidenceTwin,
    Finding,
    Match,
    Measurement,
    MeasurementFile,
    Reversal,
    Target,
)
from outcomes.selectors import (
    agreements_to_match,
    files_to_store,
    matches_to_ask,
    matches_to_record,
    measurements_disputed,
    measurements_reopened,
    measurements_to_ask,
    measurements_to_certify,
    targets_seen,
    targets_to_agree,
    targets_to_measure,
    targets_to_verify,
)
from outcomes.selectors.custody import evidence_alarmed
from outcomes.selectors.likeness import twins_to_explain
from outcomes.selectors.reversals import reversals_to_decide
from people.models import User
from programs.models import Agreement
from reports.selectors.inbox.pile import Pile

WORKSITES = say("Worksites")
TARGETS = say("Targets")
RESULTS = say("Results")
VERIFICATIONS = say("Verifications")


def _to_match(viewer: User, _at: datetime) -> QuerySet[Agreement]:
    return agreements_to_match(viewer).filter(matches=None).order_by("pk")


def _to_record(viewer: User, _at: datetime) -> QuerySet[Match]:
    return matches_to_record(viewer)


def _to_target(viewer: User, _at: datetime) -> QuerySet[Match]:
    own = agreements_to_match(viewer).order_by().values("pk")
    found = Match.objects.filter(agreement__in=own, state="recorded", targets=None)
    return found.select_related("worksite", "hazard").order_by("pk")


def _to_agree(viewer: User, _at: datetime) -> QuerySet[Target]:
    return targets_to_agree(viewer)


def _to_measure(viewer: User, _at: datetime) -> QuerySet[Target]:
    return targets_to_measure(viewer)


def _disputed(viewer: User, _at: datetime) -> QuerySet[Measurement]:
    return measurements_disputed(viewer)


def _reopened(viewer: User, _at: datetime) -> QuerySet[Measurement]:
    return measurements_reopened(viewer)


def _files(viewer: User, _at: datetime) -> QuerySet[MeasurementFile]:
    return files_to_store(viewer)


def _to_certify(viewer: User, _at: datetime) -> QuerySet[Measurement]:
    return measurements_to_certify(viewer)


def _to_verify(viewer: User, _at: datetime) -> QuerySet[Target]:
    return targets_to_verify(viewer)


def _alarmed(viewer: User, _at: datetime) -> QuerySet[Evidence]:
    return evidence_alarmed(viewer)


def _used_twice(viewer: User, _at: datetime) -> QuerySet[EvidenceTwin]:
    return twins_to_explain(viewer)


def _findings(viewer: User, _at: datetime) -> QuerySet[Finding]:
    seen = targets_seen(viewer).order_by().values("pk")
    found = Finding.objects.filter(target__in=seen, state=FindingState.OPEN)
    return found.select_related("target").order_by("pk")


def _reversals(viewer: User, _at: datetime) -> QuerySet[Reversal]:
    return reversals_to_decide(viewer)


PILES = (
    Pile(
        action="reversal.confirm",
        stage=VERIFICATIONS,
        todo=say("Decide whether a verified result is reversed"),
        rows=_reversals,
        route="outcomes:reversal_decide",
        about="verification__target__number",
        since="proposed_at",
    ),
    Pile(
        action="alarm.see",
        stage=RESULTS,
        todo=say("A kept file is not what was sent: find out why, put the original back"),
        rows=_alarmed,
        route="outcomes:measurement",
        about="name",
        also="measurement__target__number",
        since="noticed_at",
        key="measurement_id",
    ),
    Pile(
        action="twin.explain",
        stage=VERIFICATIONS,
        todo=say("Explain a file that was used twice"),
        rows=_used_twice,
        route="outcomes:twin_explain",
        about="evidence__name",
        also="evidence__measurement__target__number",
        since="noticed_at",
    ),
    Pile(
        action="match.propose",
        stage=WORKSITES,
        todo=say("Match the first worksite"),
        rows=_to_match,
        route="outcomes:match_propose",
        about="number",
        since="signed_at",
        key="",
    ),
    Pile(
        action="confirmation.request",
        stage=WORKSITES,
        todo=say("Ask the worksite for its consent"),
        rows=matches_to_ask,
        route="outcomes:match",
        about="worksite__name",
        since="created_at",
    ),
    Pile(
        action="match.record",
        stage=WORKSITES,
        todo=say("Record the state before the improvement"),
        rows=_to_record,
        route="outcomes:match",
        about="worksite__name",
        since="updated_at",
    ),
    Pile(
        action="target.set",
        stage=TARGETS,
        todo=say("Set a target for the worksite"),
        rows=_to_target,
        route="outcomes:match",
        about="worksite__name",
        since="before_recorded_at",
    ),
    Pile(
        action="target.agree",
        stage=TARGETS,
        todo=say("Agree to the target, or ask for another"),
        rows=_to_agree,
        route="admin:outcomes_target_change",
        about="number",
        since="created_at",
    ),
    Pile(
        action="measurement.measure",
        stage=RESULTS,
        todo=say("Send the first measurement"),
        rows=_to_measure,
        route="outcomes:target",
        about="number",
        since="agreed_at",
        due_on="window_last",
    ),
    Pile(
        action="measurement.measure",
        stage=RESULTS,
        todo=say("The worksite disagrees: look, mend and send again"),
        rows=_disputed,
        route="outcomes:measurement",
        about="target__number",
        since="updated_at",
    ),
    Pile(
        action="measurement.measure",
        stage=RESULTS,
        todo=say("Opened again by a certifier: send it again, corrected"),
        rows=_reopened,
        route="outcomes:measurement",
        about="target__number",
        since="reopened_at",
    ),
    Pile(
        action="measurement.measure",
        stage=RESULTS,
        todo=say("Look at a checked file and have it stored"),
        rows=_files,
        route="outcomes:measurement_file",
        about="name",
        also="target__number",
        since="uploaded_at",
    ),
    Pile(
        action="measurement.certify",
        stage=RESULTS,
        todo=say("Certify what a colleague measured"),
        rows=_to_certify,
        route="outcomes:measurement",
        about="target__number",
        since="measured_at",
    ),
    Pile(
        action="confirmation.request",
        stage=RESULTS,
        todo=say("Ask the worksite whether the result is so"),
        rows=measurements_to_ask,
        route="outcomes:measurement",
        about="target__number",
        since="certified_at",
    ),
    Pile(
        action="target.verify",
        stage=VERIFICATIONS,
        todo=say("Draw the sample, visit and verify"),
        rows=_to_verify,
        route="outcomes:target",
        about="number",
        since="agreed_at",
        due_on="window_last",
    ),
    Pile(
        action="finding.record",
        stage=VERIFICATIONS,
        todo=say("Resolve an open finding"),
        rows=_findings,
        route="outcomes:finding_resolve",
        about="target__number",
        since="recorded_at",
    ),
)
