"""What a person may do next with a thing: buttons from the lifecycle and the permission table."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from outcomes.domain.lifecycle import (
    FINDING,
    HOLD,
    MATCH,
    MEASUREMENT,
    REVERSAL,
    TARGET,
    FindingState,
    HoldState,
    MatchState,
    MeasurementState,
    ReversalState,
    TargetState,
)
from outcomes.models import (
    Finding,
    Hold,
    Match,
    Measurement,
    Reversal,
    Target,
    VerificationPlan,
)
from outcomes.selectors.proposals import counted_in
from outcomes.selectors.samples import sample_left
from people.models import User
from people.permissions import allowed

ALWAYS, NEVER = "always", "never"
SEND_AGAIN = {MeasurementState.DISPUTED, MeasurementState.REOPENED}


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it says and where it leads."""

    label: str
    url: str
    primary: bool = False


def offers_of_match(match: Match, viewer: User) -> list[Offer]:
    """What comes next for a site."""
    state = MatchState(match.state)
    offers = []
    if MATCH.allows("consent", state) and allowed(viewer, "confirmation.request"):
        url = reverse("outcomes:worksite_ask", args=[match.pk])
        offers.append(Offer(_("Ask the worksite for its consent"), url, primary=True))
    if MATCH.allows("record", state) and allowed(viewer, "match.record"):
        url = reverse("outcomes:match_record", args=[match.pk])
        offers.append(Offer(_("Record the state before the improvement"), url, primary=True))
    if state == MatchState.RECORDED and allowed(viewer, "target.set"):
        url = reverse("outcomes:target_set", args=[match.agreement_id])
        offers.append(Offer(_("Set a target"), f"{url}?match={match.pk}", primary=True))
    if allowed(viewer, "subsidy.declare"):
        asked = f"?worksite={match.worksite_id}&hazard={match.hazard_id}"
        offers.append(
            Offer(_("Declare another subsidy"), reverse("outcomes:subsidy_declare") + asked)
        )
    if MATCH.allows("withdraw", state) and allowed(viewer, "match.withdraw"):
        url = reverse("outcomes:match_withdraw", args=[match.pk])
        offers.append(Offer(_("Withdraw this match"), url))
    return offers


def offers_of_target(target: Target, viewer: User) -> list[Offer]:
    """What comes next for a target."""
    state = TargetState(target.state)
    steps = [
        ("agree", "target.agree", "target_agree", _("Agree to this target")),
        ("verify", "measurement.measure", "measure", _("Send a measurement")),
        ("verify", "measurement.measure", "measure_from_file", _("Send measurements as a file")),
        (
            "verify",
            "measurement.certify",
            "measurements_certify",
            _("Certify every reading"),
        ),
        *_offers_of_sample(target),
        (_while_money_can_move(state), "finding.record", "finding_record", _("Record a finding")),
        ("verify", "target.verify", "target_verify", _("Verify")),
        (_while_money_can_move(state), "hold.open", "hold_open", _("Put on hold")),
        (_once_verified(state), "reversal.propose", "verification_reverse", _("Reverse")),
        ("amend", "target.set", "target_amend", _("Change this target")),
    ]
    return [
        Offer(label, reverse(f"outcomes:{name}", args=[target.pk]), primary=place == 0)
        for place, (name, label) in enumerate(
            (name, label)
            for verb, action, name, label in steps
            if _is_next(verb, state) and allowed(viewer, action)
        )
    ]


def _while_money_can_move(state: TargetState) -> str:
    """A result that is verified is not paid yet: it can still be stopped."""
    return ALWAYS if state == TargetState.VERIFIED else "verify"


def _once_verified(state: TargetState) -> str:
    return ALWAYS if state == TargetState.VERIFIED else NEVER


def _is_next(verb: str, state: TargetState) -> bool:
    return verb == ALWAYS or (verb != NEVER and TARGET.allows(verb, state))


def _offers_of_sample(target: Target) -> list[tuple[str, str, str, str]]:
    """Bind, draw, look, and where the rule asks for it, look at more: one after the other."""
    plan = VerificationPlan.objects.filter(target=target).first()
    if plan is None:
        return [
            ("verify", "plan.commit", "seed_commit", _("Bind the draw")),
            ("verify", "plan.draw", "plan_draw", _("Draw the sample")),
        ]
    if sample_left(plan):
        return [("verify", "sample.record", "sample_record", _("Say what was seen"))]
    counted = counted_in(plan)
    if counted is not None and counted.widen:
        return [("verify", "sample.widen", "sample_widen", _("Make the sample larger"))]
    return []


def offers_of_measurement(measurement: Measurement, viewer: User) -> list[Offer]:
    """What comes next for a measurement."""
    state = MeasurementState(measurement.state)
    offers = []
    if MEASUREMENT.allows("certify", state) and allowed(viewer, "evidence.attach"):
        url = reverse("outcomes:evidence_attach", args=[measurement.pk])
        offers.append(Offer(_("Attach evidence"), url, primary=True))
    if MEASUREMENT.allows("certify", state) and allowed(viewer, "measurement.certify"):
        url = reverse("outcomes:measurement_certify", args=[measurement.pk])
        offers.append(Offer(_("Certify"), url, primary=True))
    match_id = measurement.match_id or measurement.target.match_id
    asks = match_id is not None and allowed(viewer, "confirmation.request")
    if MEASUREMENT.allows("confirm", state) and asks:
        url = reverse("outcomes:worksite_ask", args=[match_id, measurement.pk])
        offers.append(Offer(_("Ask the worksite whether it is so"), url, primary=True))
    if MEASUREMENT.allows("reopen", state) and allowed(viewer, "measurement.reopen"):
        url = reverse("outcomes:measurement_reopen", args=[measurement.pk])
        offers.append(Offer(_("Open it again to be corrected"), url))
    if state in SEND_AGAIN and allowed(viewer, "measurement.measure"):
        url = reverse("outcomes:measure", args=[measurement.target_id])
        offers.append(Offer(_("Send it again, corrected"), url, primary=True))
    return offers


def offers_of_finding(finding: Finding, viewer: User) -> list[Offer]:
    """What comes next for a finding."""
    if not (FINDING.allows("resolve", FindingState(finding.state))):
        return []
    if not allowed(viewer, "finding.record"):
        return []
    return [Offer(_("Resolve"), reverse("outcomes:finding_resolve", args=[finding.pk]))]


def offers_of_reversal(reversal: Reversal, viewer: User) -> list[Offer]:
    """What comes next for a reversal: a second person decides."""
    if not REVERSAL.allows("confirm", ReversalState(reversal.state)):
        return []
    first = {reversal.proposed_by_id, reversal.verification.verified_by_id}
    if viewer.pk in first or not allowed(viewer, "reversal.confirm"):
        return []
    return [Offer(_("Decide"), reverse("outcomes:reversal_decide", args=[reversal.pk]))]


def offers_of_hold(hold: Hold, viewer: User) -> list[Offer]:
    """What comes next for a hold."""
    state = HoldState(hold.state)
    offers = []
    if HOLD.allows("propose", state) and allowed(viewer, "hold.propose"):
        url = reverse("outcomes:hold_propose", args=[hold.pk])
        offers.append(Offer(_("Propose to lift it"), url))
    second = hold.proposed_by_id != viewer.pk
    if HOLD.allows("lift", state) and second and allowed(viewer, "hold.lift"):
        offers.append(Offer(_("Decide"), reverse("outcomes:hold_decide", args=[hold.pk])))
    return offers
