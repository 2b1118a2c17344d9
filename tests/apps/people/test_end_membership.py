"""Who acts for whom, until it ends; and who brings organisations in."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils.translation import override

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from people.domain.roles import Kind, Role
from people.models import ApiToken, Membership, Organization, User
from people.permissions import MAY, allowed, one_look, person, require, require_for, roles_of
from people.selectors import memberships_of, open_memberships, organizations, user_of_mailbox
from people.services import (
    choose_language,
    create_token,
    end_membership,
    found_agency,
    register_organization,
)
from tests.factories.people import AGENCY, CHAIRS, a_member, the


def test_a_membership_ends_and_with_it_every_right(
    carla: User, agnes: User, noon: datetime
) -> None:
    membership = memberships_of(carla).get()
    token, _ = create_token(organization=membership.organization, name="g", by=carla, at=noon)
    end_membership(membership_id=membership.pk, by=agnes, at=noon)
    assert not roles_of(carla)
    assert ApiToken.objects.get(pk=token.pk).revoked_at == noon
    assert [e.action for e in events_about(membership)] == ["membership.end"]
    assert carla not in [m.user for m in open_memberships()]


def test_a_token_lives_on_while_another_role_in_the_same_place_does(
    carla: User, agnes: User, noon: datetime
) -> None:
    editor = memberships_of(carla).get()
    a_member(name="carla", role=Role.CERTIFIER, organization=editor.organization)
    token, _ = create_token(organization=editor.organization, name="g", by=carla, at=noon)
    end_membership(membership_id=editor.pk, by=agnes, at=noon)
    assert ApiToken.objects.get(pk=token.pk).revoked_at is None


def test_it_ends_once(carla: User, agnes: User, noon: datetime) -> None:
    membership = memberships_of(carla).get()
    end_membership(membership_id=membership.pk, by=agnes, at=noon)
    with pytest.raises(IllegalMove, match="ended already"):
        end_membership(membership_id=membership.pk, by=agnes, at=noon)


def test_nobody_ends_their_own(agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="your own"):
        end_membership(membership_id=memberships_of(agnes).get().pk, by=agnes, at=noon)


def test_a_former_officer_leaves_the_administration(
    agnes: User, arthur: User, noon: datetime
) -> None:
    end_membership(membership_id=memberships_of(arthur).get().pk, by=agnes, at=noon)
    arthur.refresh_from_db()
    assert not arthur.is_staff


def test_an_officer_who_only_stops_reviewing_stays(
    agnes: User, arthur: User, noon: datetime
) -> None:
    place = memberships_of(arthur).get().organization
    a_member(name="arthur", role=Role.REVIEWER, organization=place)
    reviewing = memberships_of(arthur).get(role=Role.REVIEWER)
    end_membership(membership_id=reviewing.pk, by=agnes, at=noon)
    arthur.refresh_from_db()
    assert arthur.is_staff


def test_only_officers_end_memberships_and_register_organisations(
    carla: User, noon: datetime
) -> None:
    place = memberships_of(carla).get().pk
    for name in sorted(set(CHAIRS) - {"agnes", "arthur"}):
        by = the(name)
        with pytest.raises(PermissionDenied):
            end_membership(membership_id=place, by=by, at=noon)
        with pytest.raises(PermissionDenied):
            register_organization(name="New", kind=Kind.SUPPLIER, by=by, at=noon)


def test_the_database_insists_on_one_open_membership(carla: User) -> None:
    row = memberships_of(carla).get()
    row.pk = None
    with pytest.raises(IntegrityError, match="membership_once"), transaction.atomic():
        row.save(force_insert=True)


# --- organisations --------------------------------------------------------------------------


def test_an_organisation_is_registered_once(agnes: User, noon: datetime) -> None:
    made = register_organization(name="  Saebit ", kind=Kind.SUPPLIER, by=agnes, at=noon)
    assert made in organizations()
    assert made.name == "Saebit"
    with pytest.raises(RuleBroken, match="registered already") as refused:
        register_organization(name="Saebit", kind=Kind.SUPPLIER, by=agnes, at=noon)
    assert refused.value.field == "name"
    assert [e.action for e in events_about(made)] == ["organization.register"]


def test_the_database_insists_on_one_organisation_of_a_name(agnes: User) -> None:
    with pytest.raises(IntegrityError, match="organization_once"), transaction.atomic():
        Organization.objects.create(kind=Kind.AGENCY, name=AGENCY)


def test_the_first_officer_is_there_before_anybody_can_invite(db: None, noon: datetime) -> None:
    call_command("found_agency", "The Agency", "First@Agency.test", "First")
    first = User.objects.get(email="first@agency.test")
    assert allowed(first, "person.invite")
    assert first.is_staff
    with pytest.raises(CommandError):
        call_command("found_agency", "Another", "second@agency.test", "Second")


def test_the_first_officer_comes_once(agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="agency officer already"):
        found_agency(name="X", email="x@x.test", person="X", at=noon)


# --- people ---------------------------------------------------------------------------------


def test_a_language_is_chosen_and_kept(carla: User, noon: datetime) -> None:
    choose_language(user=carla, language="en", at=noon)
    choose_language(user=carla, language="en", at=noon)  # again says nothing new
    assert [e.action for e in events_about(carla)] == ["person.language"]
    with pytest.raises(RuleBroken, match="not a language"):
        choose_language(user=carla, language="xx", at=noon)


def test_two_people_never_share_an_address(carla: User) -> None:
    with pytest.raises(IntegrityError, match="user_email_once"), transaction.atomic():
        User.objects.bulk_create([User(email="CARLA@EXAMPLE.TEST", name="Other")])
    assert user_of_mailbox("carla@example.test") == carla
    assert user_of_mailbox("nobody@gmail.com") is None


def test_a_neighbour_on_the_same_host_is_somebody_else(carla: User, cato: User) -> None:
    assert user_of_mailbox("cato@example.test") == cato


def test_who_sets_the_platform_up_has_no_role_in_the_programme(db: None) -> None:
    root = User.objects.create_superuser("root@example.test", "x", name="")
    assert str(root) == "root@example.test"
    assert not roles_of(root)


def test_who_is_switched_off_may_nothing(carla: User) -> None:
    carla.is_active = False
    assert not allowed(carla, "inbox.see")


def test_every_line_of_the_table_refuses_everybody_else(db: None) -> None:
    for name, chair in CHAIRS.items():
        user = the(name)
        place = user.memberships.get().organization
        with one_look():
            for action, roles in MAY.items():
                refused = chair.role not in roles
                with pytest.raises(PermissionDenied) if refused else nullcontext():
                    require(user, action)
                    require_for(user, action, place)


def test_a_role_counts_only_where_it_is_held(carla: User, olivia: User) -> None:
    with pytest.raises(PermissionDenied):
        require_for(carla, "account.register", olivia.memberships.get().organization)


def test_services_never_meet_a_guest(rf: Any) -> None:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        person(request)


def test_things_have_names(carla: User, noon: datetime) -> None:
    membership: Membership = memberships_of(carla).get()
    token, _ = create_token(organization=membership.organization, name="Gate", by=carla, at=noon)
    with override("en"):
        assert str(membership) == "Carla · Hanbit Safety (demo) · Supplier: editor"
    assert (str(membership.organization), str(token)) == ("Hanbit Safety (demo)", "Gate")
