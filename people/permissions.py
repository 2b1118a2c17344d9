"""Who may do what: one table, read top to bottom. A missing line is a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.request import Request

from people.domain.roles import SECOND_FACTOR_OPTIONAL, Role
from people.models import Membership, Organization, User

OFFICER = Role.AGENCY_OFFICER
SUPPLIER = frozenset({Role.EDITOR, Role.CERTIFIER})
APPROVERS = frozenset({Role.APPROVER, Role.SENIOR_APPROVER})
BANK = frozenset({Role.PREPARER, Role.TREASURER}) | APPROVERS
WATCHERS = frozenset({Role.OBSERVER, Role.AUDITOR})
STAFF = frozenset({OFFICER, Role.VERIFIER}) | BANK | WATCHERS
EVERYONE = frozenset(Role)

_Held = frozenset[tuple[int, Role]]
_looked: ContextVar[dict[int, _Held] | None] = ContextVar("looked", default=None)


def _only(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


MAY: dict[str, frozenset[Role]] = {
    # people
    "inbox.see": EVERYONE,
    "profile.see": EVERYONE,
    "administration.see": _only(OFFICER),
    "organization.register": _only(OFFICER),
    "person.invite": _only(OFFICER),
    "invitation.revoke": _only(OFFICER),
    "membership.end": _only(OFFICER),
    "token.create": SUPPLIER,
    "token.revoke": SUPPLIER,
    # companies
    "supplier.register": _only(Role.EDITOR),
    "supplier.see": SUPPLIER | STAFF,
    "worksite.register": _only(Role.EDITOR),
    "worksite.see": SUPPLIER | STAFF,
    "account.register": _only(Role.EDITOR),
    "account.confirm": _only(Role.TREASURER),
    "account.ask": _only(Role.PREPARER, Role.TREASURER),
    "contact.request": _only(Role.EDITOR, OFFICER),
    "contact.confirm": _only(Role.CERTIFIER, OFFICER),
    "relation.see": BANK | WATCHERS | _only(OFFICER),
    "relation.explain": _only(OFFICER),
    # programs
    "program.see": EVERYONE,
    "program.draft": _only(OFFICER),
    "hazard.define": _only(OFFICER),
    "indicator.define": _only(OFFICER),
    "program.open": _only(OFFICER),
    "program.close": _only(OFFICER),
    "call.draft": _only(OFFICER),
    "call.open": _only(OFFICER),
    "call.close": _only(OFFICER),
    "commitment.commit": _only(Role.PREPARER),
    "commitment.confirm": _only(Role.APPROVER),
    "commitment.amend": _only(Role.PREPARER),
    "commitment.withdraw": _only(Role.PREPARER, Role.APPROVER),
    "commitment.see": BANK | WATCHERS | _only(OFFICER),
    "application.edit": _only(Role.EDITOR),
    "application.submit": _only(Role.EDITOR),
    "application.see": SUPPLIER | STAFF | _only(Role.REVIEWER),
    "application.check": _only(OFFICER),
    "review.assign": _only(OFFICER),
    "review.declare": _only(Role.REVIEWER),
    "review.score": _only(Role.REVIEWER),
    "recommendation.recommend": _only(OFFICER),
    "recommendation.confirm": _only(OFFICER),
    "recommendation.see": BANK | WATCHERS | _only(OFFICER),
    "recommendation.select": _only(Role.APPROVER),
    "recommendation.decline": _only(Role.APPROVER),
    "agreement.propose": _only(OFFICER),
    "agreement.sign": _only(Role.CERTIFIER, OFFICER, Role.APPROVER),
    "agreement.see": SUPPLIER | STAFF,
    "agreement.close": _only(OFFICER),
    "terms.price": EVERYONE,
    # outcomes
    "match.propose": _only(Role.EDITOR),
    "match.see": SUPPLIER | STAFF,
    "match.record": _only(Role.EDITOR),
    "match.withdraw": _only(Role.EDITOR, OFFICER),
    "subsidy.see": SUPPLIER | STAFF,
    "subsidy.declare": _only(Role.EDITOR, OFFICER),
    "subsidy.withdraw": _only(OFFICER),
    "reference.supply": _only(OFFICER),
    "reference.confirm": _only(OFFICER),
    "target.set": _only(Role.EDITOR),
    "target.agree": _only(OFFICER),
    "target.see": SUPPLIER | STAFF,
    "measurement.measure": _only(Role.EDITOR),
    "measurement.certify": _only(Role.CERTIFIER),
    "measurement.reopen": _only(Role.CERTIFIER),
    "measurement.see": SUPPLIER | STAFF,
    "evidence.attach": _only(Role.EDITOR),
    "evidence.see": SUPPLIER | STAFF,
    "alarm.see": WATCHERS | _only(OFFICER, Role.VERIFIER),
    "twin.explain": _only(Role.VERIFIER),
    "confirmation.request": SUPPLIER,
    "plan.commit": _only(Role.VERIFIER),
    "plan.draw": _only(Role.VERIFIER),
    "sample.record": _only(Role.VERIFIER),
    "sample.widen": _only(Role.VERIFIER),
    "hold.open": _only(OFFICER, Role.VERIFIER),
    "hold.propose": _only(OFFICER),
    "hold.lift": _only(OFFICER),
    "finding.record": _only(Role.VERIFIER),
    "target.verify": _only(Role.VERIFIER),
    "reversal.propose": _only(OFFICER, Role.VERIFIER),
    "reversal.confirm": _only(OFFICER),
    # payouts
    "payout.see": SUPPLIER | STAFF,
    "payout.prepare": _only(Role.PREPARER),
    "payout.approve": APPROVERS,
    "payout.reject": APPROVERS,
    "payout.hold": APPROVERS | _only(Role.PREPARER),
    "payout.release": APPROVERS,
    "payout.retry": _only(Role.PREPARER),
    "payout.adjust": _only(Role.PREPARER),
    "payout.correct": _only(Role.PREPARER),
    "payout.confirm_correction": APPROVERS,
    "clawback.see": SUPPLIER | STAFF,
    "recovery.propose": _only(Role.PREPARER, Role.TREASURER),
    "recovery.confirm": APPROVERS,
    "recovery.withdraw": APPROVERS | _only(Role.PREPARER, Role.TREASURER),
    "bands.see": BANK | WATCHERS | _only(OFFICER),
    "bands.propose": _only(Role.PREPARER),
    "bands.confirm": APPROVERS,
    "bands.withdraw": APPROVERS | _only(Role.PREPARER),
    "overdue.see": _only(Role.PREPARER, Role.TREASURER),
    "delegation.see": BANK | WATCHERS,
    "delegation.propose": BANK,
    "delegation.confirm": APPROVERS,
    "delegation.end": APPROVERS,
    "freeze.see": BANK | WATCHERS | _only(OFFICER),
    "freeze.propose": BANK,
    "freeze.confirm": APPROVERS,
    "freeze.withdraw": BANK,
    "batch.see": BANK | WATCHERS,
    "batch.build": _only(Role.TREASURER),
    "batch.withdraw": _only(Role.TREASURER),
    "batch.send": _only(Role.TREASURER),
    "batch.download": _only(Role.TREASURER),
    "batch.release": _only(Role.APPROVER, Role.SENIOR_APPROVER, Role.TREASURER),
    "batch.answer": _only(Role.TREASURER),
    "row.resolve": _only(Role.TREASURER),
    "layout.see": BANK | WATCHERS,
    "layout.propose": _only(Role.TREASURER),
    "layout.confirm": _only(Role.APPROVER, Role.SENIOR_APPROVER, Role.TREASURER),
    "payrun.open": _only(Role.TREASURER),
    # books, log, reports
    "books.see": BANK | WATCHERS,
    "log.see": WATCHERS | _only(OFFICER),
    "report.see": SUPPLIER | STAFF,
    "report.render": SUPPLIER | STAFF,
    "dashboard.see": STAFF,
    "export.download": STAFF,
}


def roles_of(user: User) -> frozenset[Role]:
    """Every role the person holds today, in any organisation."""
    if not user.is_active:
        return frozenset()
    return frozenset(role for _, role in _held_by(user))


def allowed(user: User, action: str) -> bool:
    """Whether the table says yes. An action that is not in the table is a programming error."""
    return bool(roles_of(user) & MAY[action])


def require(user: User, action: str) -> None:
    """Refuse unless the table says yes."""
    if not allowed(user, action):
        raise PermissionDenied(action)


def require_for(user: User, action: str, organization: Organization) -> None:
    """Refuse unless the table says yes for a role held in this very organisation."""
    require_for_any(user, action, organization)


def require_for_any(user: User, action: str, *organizations: Organization) -> None:
    """Refuse unless the table says yes for a role held in one of these very organisations."""
    rows = Membership.objects.filter(
        user=user, organization__in=organizations, ended_at=None, role__in=MAY[action]
    )
    if not (user.is_active and rows.exists()):
        raise PermissionDenied(action)


def require_for_or_officer(user: User, action: str, organization: Organization) -> None:
    """Refuse unless the organisation's own people do it, or the agency, if the table says so."""
    if OFFICER not in MAY[action] & roles_of(user):
        require_for(user, action, organization)


def organizations_of(user: User, roles: Iterable[Role] = EVERYONE) -> list[int]:
    """Keys of the organisations the person acts for in one of the roles."""
    wanted = frozenset(roles)
    return sorted({organization for organization, role in _held_by(user) if role in wanted})


@contextmanager
def one_look() -> Iterator[None]:
    """Inside, a person's memberships are read once: for pages that ask many questions at once."""
    seen = _looked.get()
    before = _looked.set({} if seen is None else seen)
    try:
        yield
    finally:
        _looked.reset(before)


def _held_by(user: User) -> _Held:
    """(organisation, role) of every membership that holds today."""
    seen = _looked.get()
    if seen is not None and user.pk in seen:
        return seen[user.pk]
    rows = Membership.objects.filter(user=user, ended_at=None)
    held = frozenset((key, Role(role)) for key, role in rows.values_list("organization_id", "role"))
    if seen is not None:
        seen[user.pk] = held
    return held


def needs_second_factor(user: User) -> bool:
    """Everyone except suppliers and reviewers signs in with a second factor."""
    return user.is_staff or bool(roles_of(user) - SECOND_FACTOR_OPTIONAL)


def person(request: HttpRequest | Request) -> User:
    """The signed-in person, or a refusal: services never meet an anonymous user."""
    if not isinstance(request.user, User):
        raise PermissionDenied("sign in first")
    return request.user
