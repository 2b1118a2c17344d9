"""Keys for an organisation's own system: shown once, kept as a hash, stopped at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from people.api import TokenAuthentication, TokenScheme
from people.models import ApiToken, Organization, User
from people.selectors import token_behind, tokens_of
from people.services import create_token, note_use_of_token, revoke_token
from people.services.tokens import MOST_TOKENS
from tests.factories.people import CHAIRS, the


class Who(APIView):
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request: Any) -> Response:
        return Response({"email": request.user.email, "for": request.auth.organization.name})


@pytest.fixture
def hanbit(carla: User) -> Organization:
    return carla.memberships.get().organization


def ask(header: str | None) -> Response:
    return Who.as_view()(request_with(header))


def request_with(header: str | None) -> Any:
    headers = {"authorization": header} if header is not None else {}
    return APIRequestFactory().get("/", headers=headers)


def test_a_machine_acts_as_whoever_made_its_key(
    carla: User, hanbit: Organization, noon: datetime
) -> None:
    token, secret = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    assert secret.startswith("boram_")
    assert secret not in str(vars(token))
    answer = ask(f"Bearer {secret}")
    assert answer.data == {"email": carla.email, "for": hanbit.name}
    assert ask(f"bearer  {secret} ").status_code == 200


@pytest.mark.parametrize("header", ["Bearer boram_wrong", "Bearer ", "Bearer \xff"])
def test_a_wrong_key_is_401_and_says_what_to_do(header: str, db: None) -> None:
    answer = ask(header)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "detail" in answer.data


@pytest.mark.parametrize("header", [None, "Basic abc"])
def test_without_a_key_somebody_else_may_know_the_caller(header: str | None, db: None) -> None:
    assert ask(header).status_code == 401
    assert TokenAuthentication().authenticate(request_with(header)) is None


def test_a_key_dies_with_its_makers_place(
    carla: User, agnes: User, hanbit: Organization, noon: datetime
) -> None:
    _, secret = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    carla.memberships.update(ended_at=noon)
    assert token_behind(secret) is None


def test_a_key_dies_with_its_makers_account(
    carla: User, hanbit: Organization, noon: datetime
) -> None:
    _, secret = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    User.objects.filter(pk=carla.pk).update(is_active=False)
    assert token_behind(secret) is None


def test_a_revoked_key_stops_at_once_and_cannot_be_revoked_again(
    carla: User, cato: User, hanbit: Organization, noon: datetime
) -> None:
    token, secret = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    revoke_token(token_id=token.pk, by=cato, at=noon)
    assert ask(f"Bearer {secret}").status_code == 401
    with pytest.raises(IllegalMove, match="revoked already"):
        revoke_token(token_id=token.pk, by=cato, at=noon)
    assert [e.action for e in events_about(token)] == ["token.create", "token.revoke"]


def test_use_is_noted_once_an_hour(carla: User, hanbit: Organization, noon: datetime) -> None:
    token, _ = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    for minutes in (0, 1, 59, 60, 61):
        note_use_of_token(token=token, at=noon + timedelta(minutes=minutes))
    used = [e.happened_at for e in events_about(token) if e.action == "token.use"]
    assert used == [noon, noon + timedelta(hours=1)]
    assert tokens_of(carla).get().last_used_at == noon + timedelta(hours=1)


def test_there_is_an_end_to_keys(carla: User, hanbit: Organization, noon: datetime) -> None:
    for serial in range(MOST_TOKENS):
        create_token(organization=hanbit, name=f"Gate {serial}", by=carla, at=noon)
    with pytest.raises(RuleBroken, match="20 tokens already"):
        create_token(organization=hanbit, name="One more", by=carla, at=noon)


def test_only_the_suppliers_own_people_make_and_revoke_keys(
    carla: User, hanbit: Organization, noon: datetime
) -> None:
    token, _ = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    for name in sorted(set(CHAIRS) - {"carla", "cato"}):
        with pytest.raises(PermissionDenied):
            create_token(organization=hanbit, name="Mine", by=the(name), at=noon)
        with pytest.raises(PermissionDenied):
            revoke_token(token_id=token.pk, by=the(name), at=noon)


def test_the_database_insists_on_different_secrets(
    carla: User, hanbit: Organization, noon: datetime
) -> None:
    token, _ = create_token(organization=hanbit, name="Gate", by=carla, at=noon)
    with pytest.raises(IntegrityError, match="digest"), transaction.atomic():
        ApiToken.objects.create(
            organization=hanbit, acts_as=carla, name="Twin", digest=token.digest
        )


def test_the_description_of_the_api_names_the_key() -> None:
    scheme = TokenScheme(TokenAuthentication)  # type: ignore[no-untyped-call]
    assert scheme.get_security_definition(None) == {"type": "http", "scheme": "bearer"}
