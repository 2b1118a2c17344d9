"""Whether somebody is a stranger to what they look at: every tie, each in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.timezone import localtime

from companies.models import Worksite
from core.domain.words import Sentence, say
from outcomes.models import Target, Verification
from people.domain.addresses import mailbox
from people.models import Membership, Organization, User
from programs.models import Agreement, Review


def ties_of(viewer: User, target: Target, at: datetime) -> tuple[Sentence, ...]:
    """Why a person, or their firm, is not independent of a target; nothing when they are."""
    firms = Organization.objects.filter(
        memberships__user=viewer, memberships__ended_at=None, memberships__role="verifier"
    ).order_by("pk")
    return (
        *(words for tie in TIES for words in tie(viewer, target)),
        *(words for firm in firms[:1] for words in _too_often(firm, target, at)),
    )


def _acts_for_it(viewer: User, target: Target) -> Iterator[Sentence]:
    supplier = target.agreement.supplier.organization
    if Membership.objects.filter(user=viewer, organization=supplier).exists():
        yield say(
            "You act, or have acted, for %(supplier)s. Somebody independent has to verify.",
            supplier=supplier.name,
        )


def _own_work(viewer: User, target: Target) -> Iterator[Sentence]:
    own = target.measurements.filter(measured_by=viewer) | target.measurements.filter(
        certified_by=viewer
    )
    if own.exists() or target.agreed_by_id == viewer.pk:
        yield say(
            "You agreed to this target, or measured or certified for it. Somebody "
            "independent has to verify."
        )


def _reviewed_it(viewer: User, target: Target) -> Iterator[Sentence]:
    supplier = target.agreement.supplier
    if Review.objects.filter(reviewer=viewer, application__supplier=supplier).exists():
        yield say(
            "You reviewed an application of %(supplier)s. Somebody independent has to verify.",
            supplier=supplier.organization.name,
        )


def _is_the_worksite(viewer: User, target: Target) -> Iterator[Sentence]:
    own = mailbox(viewer.email)
    sites = Worksite.objects.filter(matches__agreement=target.agreement_id)
    if target.match_id:
        sites = sites.filter(matches=target.match_id)
    for site in sites.distinct().prefetch_related("contact_changes"):
        spoken_for = [site.contact_email, *(one.email for one in site.contact_changes.all())]
        if own in map(mailbox, spoken_for):
            yield say(
                "You are a contact person of %(worksite)s. Somebody independent has to verify.",
                worksite=site,
            )


def _is_paid(viewer: User, target: Target) -> Iterator[Sentence]:
    supplier = target.agreement.supplier.organization
    payees = (
        Agreement.objects.filter(program=target.agreement.program_id)
        .exclude(supplier__organization=supplier)
        .filter(supplier__organization__memberships__user=viewer)
    )
    for payee in payees[:1]:
        yield say(
            "You act, or have acted, for %(payee)s, which this programme pays. Somebody "
            "independent has to verify.",
            payee=payee.supplier.organization.name,
        )


def _too_often(firm: Organization, target: Target, at: datetime) -> Iterator[Sentence]:
    """After so many years in a row another firm looks; years as people here count them."""
    agreement, this_year = target.agreement, localtime(at).year
    most = agreement.program.rotation_years
    before = Verification.objects.filter(
        organization=firm, target__agreement__supplier=agreement.supplier_id
    ).values_list("verified_at", flat=True)
    years = {localtime(one).year for one in before} & set(range(this_year - most, this_year))
    if len(years) >= most:
        yield say(
            "%(firm)s has verified %(supplier)s in %(years)s years in a row. Another firm has to "
            "verify now.",
            firm=firm.name,
            supplier=agreement.supplier.organization.name,
            years=most,
        )


TIES: tuple[Callable[[User, Target], Iterator[Sentence]], ...] = (
    _acts_for_it,
    _own_work,
    _reviewed_it,
    _is_the_worksite,
    _is_paid,
)
