"""Questions about what worksites were asked, and what a link opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, QuerySet

from outcomes.domain.lifecycle import ConfirmationState, Phase
from outcomes.domain.links import digest_of_token
from outcomes.gateways.kinds import IMAGES
from outcomes.models import Confirmation, Evidence, Measurement
from outcomes.selectors.scope import seen_by
from people.models import User
from people.permissions import SUPPLIER, organizations_of


class LinkState(StrEnum):
    """What a link can still do."""

    OPEN = "open"
    ANSWERED = "answered"
    EXPIRED = "expired"
    REPLACED = "replaced"
    HANDED_OVER = "handed_over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """What is behind a token; nothing at all when the token is unknown."""

    state: LinkState
    confirmation: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class Photos:
    """One picture from before and one from after, where the supplier has sent them."""

    before: Evidence | None
    after: Evidence | None


def confirmations_seen(viewer: User) -> QuerySet[Confirmation]:
    """Every question this person may look at, newest first; never its token."""
    return (
        Confirmation.objects.filter(seen_by(viewer, "match__agreement"))
        .select_related("match__worksite", "measurement")
        .order_by("-pk")
    )


def confirmations_waiting(viewer: User, at: datetime) -> QuerySet[Confirmation]:
    """Own questions whose link still works and that nobody has answered."""
    return confirmations_seen(viewer).filter(
        pk__in=open_links(at),
        match__agreement__supplier__organization__in=organizations_of(viewer, SUPPLIER),
    )


def open_links(at: datetime) -> QuerySet[Confirmation]:
    """Questions whose link works: not answered, not run out, and held by whoever is asked today."""
    return Confirmation.objects.filter(
        state=ConfirmationState.ASKED,
        expires_at__gt=at,
        sent_to__iexact=F("match__worksite__contact_email"),
    )


def is_handed_over(confirmation: Confirmation) -> bool:
    """Whether somebody else answers for the worksite since the link was sent."""
    return confirmation.sent_to.lower() != confirmation.match.worksite.contact_email.lower()


def link_behind(token: str, at: datetime) -> Link:
    """What a token opens at this moment."""
    found = (
        Confirmation.objects.filter(token_digest=digest_of_token(token))
        .select_related(
            "match__worksite", "match__hazard", "match__agreement__supplier__organization"
        )
        .select_related("measurement__target__indicator")
        .first()
    )
    return Link(LinkState.UNKNOWN) if found is None else Link(_state(found, at), found)


def photos_of(measurement: Measurement) -> Photos:
    """The first photo of the baseline and the first of this very measurement."""
    pictures = Evidence.objects.filter(content_type__in=IMAGES).order_by("pk")
    baseline = pictures.filter(
        measurement__target=measurement.target, measurement__phase=Phase.BASELINE
    )
    before = None if measurement.phase == Phase.BASELINE else baseline.first()
    return Photos(before=before, after=pictures.filter(measurement=measurement).first())


def _state(confirmation: Confirmation, at: datetime) -> LinkState:
    if confirmation.answered_at is not None:
        return LinkState.ANSWERED
    if confirmation.state == ConfirmationState.WITHDRAWN:
        return LinkState.REPLACED
    if is_handed_over(confirmation):
        return LinkState.HANDED_OVER
    return LinkState.EXPIRED if at >= confirmation.expires_at else LinkState.OPEN
