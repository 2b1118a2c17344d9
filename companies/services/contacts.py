"""Another person answers for a worksite: named by one, confirmed by another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies import gateways
from companies.domain.facts import Contact
from companies.domain.lifecycle import CONTACT_CHANGE, ContactState
from companies.models import ContactChange, Worksite
from companies.services.worksites import answers_for_itself
from core.domain.errors import RuleBroken
from people.models import User
from people.permissions import require_for_or_officer
from people.selectors import language_of

KOREAN = "ko"


@transaction.atomic
def request_contact(
    *, worksite_id: int, contact: Contact, reason: str, by: User, at: datetime
) -> ContactChange:
    """Name somebody else to ask; it counts once a second person confirms it."""
    worksite = _locked(worksite_id)
    require_for_or_officer(by, "contact.request", worksite.registered_by.organization)
    answers_for_itself(supplier=worksite.registered_by, contact=contact)
    _check_differs(worksite, contact)
    if not reason.strip():
        raise RuleBroken("Say why somebody else answers from now on.", field="reason")
    _withdraw_open(worksite, by, at)
    change = ContactChange.objects.create(
        worksite=worksite,
        name=contact.name.strip(),
        email=contact.email.strip(),
        phone=contact.phone.strip(),
        reason=reason.strip(),
        requested_by=by,
        requested_at=at,
    )
    record(
        action="contact.request",
        subject=change,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        email=change.email,
        reason=change.reason,
    )
    return change


@transaction.atomic
def confirm_contact(*, change_id: int, by: User, at: datetime) -> ContactChange:
    """From here on the new person is asked; links that the one before holds no longer work."""
    worksite = _locked(ContactChange.objects.get(pk=change_id).worksite_id)
    change = ContactChange.objects.select_for_update().get(pk=change_id)
    supplier = worksite.registered_by
    require_for_or_officer(by, "contact.confirm", supplier.organization)
    change.state = CONTACT_CHANGE.after("confirm", ContactState(change.state))
    if change.requested_by_id == by.pk:
        raise RuleBroken("You named this person yourself. Somebody else confirms it.")
    answers_for_itself(supplier=supplier, contact=Contact(change.name, change.email, change.phone))
    before = (worksite.contact_name, worksite.contact_email)
    change.confirmed_by, change.confirmed_at = by, at
    change.save()
    worksite.contact_name, worksite.contact_email = change.name, change.email
    worksite.contact_phone = change.phone
    worksite.save()
    record(
        action="contact.confirm",
        subject=change,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        before=before[1],
        after=change.email,
    )
    _tell(before, worksite, at)
    return change


def _check_differs(worksite: Worksite, contact: Contact) -> None:
    now = Contact(worksite.contact_name, worksite.contact_email, worksite.contact_phone)
    if now == Contact(contact.name.strip(), contact.email.strip(), contact.phone.strip()):
        raise RuleBroken("This is the contact person already. Nothing needs to be done.")


def _withdraw_open(worksite: Worksite, by: User, at: datetime) -> None:
    """Only the newest change waits."""
    for old in worksite.contact_changes.filter(state=ContactState.REQUESTED):
        old.state = CONTACT_CHANGE.after("withdraw", ContactState(old.state))
        old.save()
        record(action="contact.withdraw", subject=old, by=by.email, at=at)


def _tell(before: tuple[str, str], worksite: Worksite, at: datetime) -> None:
    """After the transaction; a mail server that is away does not undo the change."""
    handover = gateways.Handover(
        to=before[1],
        before=before[0],
        after=worksite.contact_name,
        worksite=worksite.name,
        supplier=worksite.registered_by.organization.name,
        at=at,
        language=language_of(before[1], KOREAN),
    )
    transaction.on_commit(lambda: gateways.tell_the_one_before(handover), robust=True)


def _locked(worksite_id: int) -> Worksite:
    rows = Worksite.objects.select_related("registered_by__organization")
    return rows.select_for_update(of=("self",)).get(pk=worksite_id)
