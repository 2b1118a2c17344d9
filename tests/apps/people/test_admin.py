"""The administration is a door: officers read, and act through pages that call services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from people.admin import ActionAdmin, BoramAdminSite, ListAction, ReadOnlyAdmin
from people.domain.roles import Kind, Role
from people.models import Invitation, Membership, Organization, User
from people.selectors import memberships_of
from people.services import invite_person
from tests.factories.people import HANBIT, an_organization, the


@pytest.fixture
def desk(client: Client, agnes: User) -> Client:
    Authenticator.objects.create(user=agnes, type="totp", data={"secret": "x"})
    client.force_login(agnes)
    return client


@pytest.fixture
def invitation(agnes: User, noon: datetime) -> Invitation:
    hanbit = an_organization(kind=Kind.SUPPLIER, name=HANBIT)
    return invite_person(
        email="new@example.com", organization=hanbit, role=Role.EDITOR, by=agnes, at=noon
    )


def page(model: str, what: str, *args: Any) -> str:
    return reverse(f"admin:people_{model}_{what}", args=args)


@pytest.mark.parametrize("name", ["rita", "olivia", "audrey", "carla"])
def test_nobody_but_officers_comes_in(name: str, client: Client, db: None) -> None:
    user = the(name)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    client.force_login(user)
    first = client.get(reverse("admin:index"))
    assert first.status_code == 302
    assert client.get(first["Location"]).status_code == 403


def test_a_guest_signs_in_where_everybody_does(client: Client, db: None) -> None:
    first = client.get(reverse("admin:index"))
    second = client.get(first["Location"])
    assert second["Location"] == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_leaving_and_passwords_are_the_portals(desk: Client) -> None:
    assert desk.post(reverse("admin:logout"))["Location"] == reverse("account_logout")
    assert desk.get(reverse("admin:password_change"))["Location"] == reverse(
        "account_change_password"
    )


def test_what_libraries_register_stays_out(db: None) -> None:
    assert isinstance(admin.site._wrapped, BoramAdminSite)  # type: ignore[attr-defined]
    assert not admin.site.is_registered(Group)
    assert not admin.site.is_registered(Authenticator)


def test_every_table_only_shows(desk: Client, rf: Any, agnes: User) -> None:
    request = rf.get("/")
    request.user = agnes
    for table in admin.site._registry.values():
        assert getattr(table, "read_only", False)
        assert not table.has_add_permission(request)
        assert not table.has_change_permission(request)
        assert not table.has_delete_permission(request)
        assert table.has_module_permission(request)
        assert desk.get(_list_of(table)).status_code == 200, table


def _list_of(table: Any) -> str:
    meta = table.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def test_nothing_that_is_posted_to_a_table_is_saved(desk: Client, carla: User) -> None:
    place = memberships_of(carla).get()
    for what in ("change", "delete"):
        assert desk.post(page("membership", what, place.pk), {"role": "x"}).status_code == 403
    assert desk.post(page("membership", "add"), {}).status_code == 403
    table = admin.site._registry[Membership]
    with pytest.raises(PermissionDenied):
        table.save_model(None, place, None, None)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        table.delete_model(None, place)  # type: ignore[arg-type]


def test_a_plain_table_has_no_work_and_no_verbs(rf: Any, noon: datetime) -> None:
    class Plain(ReadOnlyAdmin):
        view_action = "administration.see"

    class Quiet(ActionAdmin):
        view_action = "administration.see"

    with pytest.raises(NotImplementedError):
        ListAction().act(None, by=User(), at=noon)
    assert Plain(Organization, admin.site).work(rf.get("/")) == ()
    names = [pattern.name for pattern in Quiet(Organization, admin.site).get_urls()]
    assert not [name for name in names if name and "_do" in name]


def test_the_first_page_shows_work(desk: Client, invitation: Invitation, noon: datetime) -> None:
    Invitation.objects.update(expires_at=noon + timedelta(days=4000))
    assert not desk.get(reverse("admin:index")).context["work"]
    Invitation.objects.update(expires_at=noon - timedelta(days=200))
    (pile,) = desk.get(reverse("admin:index")).context["work"]
    assert pile.count == 1
    assert invitation.email in desk.get(pile.url).content.decode()


def test_an_object_offers_what_may_be_done_now(desk: Client, invitation: Invitation) -> None:
    address = page("invitation", "change", invitation.pk)
    assert [b.url for b in desk.get(address).context["object_buttons"]] == [
        page("invitation", "do", invitation.pk, verb) for verb in ("remind", "revoke")
    ]
    confirm = page("invitation", "do", invitation.pk, "revoke")
    assert invitation.email in desk.get(confirm).content.decode()
    assert desk.post(confirm)["Location"] == address
    assert desk.get(address).context["object_buttons"] == []
    assert desk.get(confirm).status_code == 409
    assert desk.post(confirm).status_code == 409  # the service says so too
    assert desk.post(page("invitation", "do", invitation.pk, "remind")).status_code == 409


def test_sending_again_is_a_button_too(desk: Client, invitation: Invitation) -> None:
    assert desk.post(page("invitation", "do", invitation.pk, "remind")).status_code == 302


def test_a_list_offers_what_may_be_begun(desk: Client, agnes: User) -> None:
    (button,) = desk.get(page("organization", "changelist")).context["list_buttons"]
    assert desk.get(button.url).status_code == 200
    given = {"name": "Saebit", "kind": "supplier"}
    assert desk.post(button.url, given)["Location"] == page("organization", "changelist")
    again = desk.post(button.url, given)
    assert again.status_code == 422
    assert 'value="Saebit"' in again.content.decode()
    saebit = Organization.objects.get(name="Saebit")
    invite = page("invitation", "do_here", "invite")
    missing = desk.post(invite, {"organization": saebit.pk, "role": "editor"})
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["email"])
    done = {"email": "s@example.com", "organization": saebit.pk, "role": "editor"}
    assert desk.post(invite, done).status_code == 302
    assert Invitation.objects.get().organization == saebit


def test_a_membership_is_ended_but_not_ones_own(desk: Client, agnes: User, carla: User) -> None:
    place, own = memberships_of(carla).get(), memberships_of(agnes).get()
    assert desk.get(page("membership", "change", own.pk)).context["object_buttons"] == []
    assert desk.post(page("membership", "do", own.pk, "end")).status_code == 422
    assert desk.post(page("membership", "do", place.pk, "end")).status_code == 302
    assert not memberships_of(carla)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/people/membership/0/do/end/",
        "/admin/people/membership/1/do/nonsense/",
        "/admin/people/invitation/do/nonsense/",
    ],
)
def test_what_is_not_there_is_404(address: str, desk: Client) -> None:
    assert desk.get(address).status_code == 404
    assert desk.get("/admin/people/membership/0/change/").status_code == 302  # Django says so


def test_a_verb_asks_the_permission_table_itself(
    desk: Client, carla: User, agnes: User, monkeypatch: Any
) -> None:
    from people.permissions import MAY  # noqa: PLC0415

    monkeypatch.setitem(MAY, "membership.end", frozenset({Role.TREASURER}))
    place = memberships_of(carla).get()
    assert desk.post(page("membership", "do", place.pk, "end")).status_code == 403
    assert desk.get(page("membership", "change", place.pk)).context["object_buttons"] == []
