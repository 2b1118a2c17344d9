"""The pages of the people room, walked as the people who use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from core.forms import Form
from people.domain.roles import Kind, Role
from people.models import ApiToken, Invitation, Membership, Organization, User
from people.selectors import memberships_of, open_invitations
from people.services import create_token, invite_person
from people.views import PublicPage, VerbPage
from tests.factories.people import CHAIRS, HANBIT, an_organization, the


@pytest.fixture
def as_(client: Client) -> Callable[[User], Client]:
    """Signed in, with a second factor where one is needed."""

    def run(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type="totp", data={"secret": "x"})
        client.force_login(user)
        return client

    return run


@pytest.fixture
def invitation(agnes: User, noon: datetime) -> Invitation:
    hanbit = an_organization(kind=Kind.SUPPLIER, name=HANBIT)
    return invite_person(
        email="new@example.com", organization=hanbit, role=Role.EDITOR, by=agnes, at=noon
    )


OFFICERS_ONLY = ["members", "person_invite", "organization_register"]


@pytest.mark.parametrize("page", OFFICERS_ONLY)
@pytest.mark.parametrize(("name", "status"), [("agnes", 200), ("carla", 403), ("anna", 403)])
def test_pages_of_officers_open_for_officers(
    page: str, name: str, status: int, as_: Any, db: None
) -> None:
    assert as_(the(name)).get(reverse(f"people:{page}")).status_code == status


@pytest.mark.parametrize("page", ["profile", *OFFICERS_ONLY, "token_create", "language_choose"])
def test_a_guest_is_asked_to_sign_in(page: str, client: Client, db: None) -> None:
    address = reverse(f"people:{page}")
    assert client.get(address)["Location"] == f"{reverse('account_login')}?next={address}"


def test_an_officer_brings_in_an_organisation_and_a_person(as_: Any, agnes: User) -> None:
    door = as_(agnes)
    answer = door.post(
        reverse("people:organization_register"), {"name": "Saebit", "kind": "supplier"}
    )
    saebit = Organization.objects.get(name="Saebit")
    assert answer["Location"] == f"{reverse('people:person_invite')}?organization={saebit.pk}"
    chosen = door.get(answer["Location"]).context["form"].initial
    assert chosen["organization"] == str(saebit.pk)
    answer = door.post(
        reverse("people:person_invite"),
        {"email": "sae@example.com", "organization": saebit.pk, "role": "editor"},
        follow=True,
    )
    assert [m.message for m in answer.context["messages"]]
    assert open_invitations().get().email == "sae@example.com"


def test_what_was_typed_stays_when_a_rule_says_no(as_: Any, agnes: User, carla: User) -> None:
    hanbit = memberships_of(carla).get().organization
    answer = as_(agnes).post(
        reverse("people:person_invite"),
        {"email": "sae@example.com", "organization": hanbit.pk, "role": "approver"},
    )
    assert answer.status_code == 422
    assert "sae@example.com" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["role"]


def test_an_empty_form_names_its_fields(as_: Any, agnes: User) -> None:
    answer = as_(agnes).post(reverse("people:person_invite"), {})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"email", "organization", "role"}


def test_an_officer_reminds_and_revokes(as_: Any, agnes: User, invitation: Invitation) -> None:
    door = as_(agnes)
    Invitation.objects.update(expires_at=invitation.expires_at - timedelta(days=400))
    assert "new@example.com" in door.get(reverse("people:members")).content.decode()
    remind, revoke = (
        reverse(f"people:invitation_{verb}", args=[invitation.pk]) for verb in ("remind", "revoke")
    )
    for address in (remind, revoke):
        assert door.get(address).status_code == 200
        assert door.post(address).status_code == 302
    assert door.get(revoke).status_code == 404  # it is no longer open
    assert door.post(revoke).status_code == 409
    assert door.post(reverse("people:invitation_remind", args=[0])).status_code == 404


def test_an_officer_ends_a_membership(as_: Any, agnes: User, carla: User) -> None:
    place = memberships_of(carla).get()
    address = reverse("people:membership_end", args=[place.pk])
    door = as_(agnes)
    assert carla.name in door.get(address).content.decode()
    assert door.post(address).status_code == 302
    assert not memberships_of(carla)
    own = reverse("people:membership_end", args=[memberships_of(agnes).get().pk])
    assert door.post(own).status_code == 422
    assert Membership.objects.filter(user=agnes, ended_at=None).exists()


# --- my own page ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["carla", "rita", "olivia", "audrey"])
def test_everybody_has_a_profile(name: str, as_: Any, db: None) -> None:
    user = the(name)
    page = as_(user).get(reverse("people:profile")).content.decode()
    assert CHAIRS[name].organization in page
    assert (reverse("people:token_create") in page) == (name == "carla")


def test_the_second_factor_is_offered_to_who_may_go_without(client: Client, carla: User) -> None:
    client.force_login(carla)
    assert reverse("mfa_index") in client.get(reverse("people:profile")).content.decode()


def test_who_has_no_place_is_told_how_to_get_one(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("lost@example.com", name="Lost"))
    assert client.get(reverse("people:profile")).status_code == 403


def test_a_token_is_shown_once(as_: Any, carla: User) -> None:
    door, address = as_(carla), reverse("people:token_create")
    hanbit = memberships_of(carla).get().organization
    assert door.get(address).status_code == 200
    answer = door.post(address, {"name": "Gate", "organization": hanbit.pk})
    assert "boram_" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    profile = door.get(reverse("people:profile")).content.decode()
    assert "Gate" in profile
    assert "boram_" not in profile


def test_somebody_elses_organisation_cannot_be_chosen(as_: Any, carla: User, olivia: User) -> None:
    bank = memberships_of(olivia).get().organization
    address = reverse("people:token_create")
    answer = as_(carla).post(address, {"name": "Gate", "organization": bank.pk})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_page_and_somebody_elses_does_not_exist(
    as_: Any, carla: User, noon: datetime
) -> None:
    hanbit = memberships_of(carla).get().organization
    token, _ = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    address = reverse("people:token_revoke", args=[token.pk])
    other = User.objects.create_user("o@example.com", name="Other")
    Membership.objects.create(
        user=other,
        organization=an_organization(kind=Kind.SUPPLIER, name="Saebit (demo)"),
        role=Role.EDITOR,
    )
    assert as_(other).get(address).status_code == 404
    assert as_(other).post(address).status_code == 404
    assert as_(carla).get(address).status_code == 200
    assert as_(carla).post(address).status_code == 302
    assert as_(carla).post(address).status_code == 409
    assert ApiToken.objects.get().revoked_at is not None


def test_a_language_is_kept_with_the_person_and_in_the_browser(as_: Any, carla: User) -> None:
    door, address = as_(carla), reverse("people:language_choose")
    assert door.get(address).context["form"].initial == {"language": "ko"}
    answer = door.post(address, {"language": "en"})
    carla.refresh_from_db()
    assert (carla.language, answer.cookies["django_language"].value) == ("en", "en")
    assert door.post(address, {"language": "xx"}).status_code == 422


# --- the switches at the top of every page --------------------------------------------------


def test_a_guest_switches_to_high_contrast_and_back(client: Client, db: None) -> None:
    address = reverse("people:display")
    answer = client.post(address, {"mode": "high-contrast", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert answer.cookies["display"].value == "high-contrast"
    assert 'data-krds-mode="high-contrast"' in client.get("/accounts/login/").content.decode()
    client.post(address, {"mode": "light", "next": "/"})
    assert 'data-krds-mode="light"' in client.get("/accounts/login/").content.decode()


def test_a_switch_never_leads_to_another_host(client: Client, db: None) -> None:
    for bad in ("https://evil.example/", "//evil.example", "", "javascript:alert(1)"):
        answer = client.post(reverse("people:display"), {"mode": "light", "next": bad})
        assert answer["Location"] == "/"


def test_nonsense_switches_nothing(client: Client, db: None) -> None:
    answer = client.post(reverse("people:display"), {"mode": "pink", "language": "xx"})
    assert (answer.status_code, dict(answer.cookies)) == (302, {})
    assert client.get(reverse("people:display")).status_code == 405


def test_a_page_without_a_verb_says_so() -> None:
    with pytest.raises(NotImplementedError):
        VerbPage().act(Form())


def test_a_public_page_says_that_it_is_public() -> None:
    assert PublicPage.public
