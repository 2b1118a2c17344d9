"""One mailbox is one person: nobody gives four eyes with two accounts."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from django.db import IntegrityError, connection, transaction

from people.domain.addresses import mailbox
from people.models import User
from people.selectors import user_of_mailbox

SPELLINGS = [
    "Carla@Example.com",
    " carla+boram@example.com",
    "carla+a+b@example.com",
    "c.a.r.l.a@gmail.com",
    "C.Arla+x@GoogleMail.com",
    "car.la@example.com",
    "+tag@example.com",
    '"odd@local"+x@example.com',
    "ＣＡＲＬＡ＋x@example.com",
    "carla@보람.kr",
    normalize("NFD", "carla@보람.kr"),
    "CARLÁ@example.com",
    "ΟΔΟΣ@example.com",
    "İnci@example.com",
]


def test_database_and_code_read_an_address_alike(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_mailbox(a) FROM unnest(%s) AS a", [SPELLINGS])
        assert [row[0] for row in cursor.fetchall()] == [mailbox(one) for one in SPELLINGS]


def test_the_database_insists_on_one_person_behind_a_mailbox(db: None) -> None:
    known = User.objects.create_user("car.la+old@gmail.com", name="Carla")
    with pytest.raises(IntegrityError, match="user_mailbox_once"), transaction.atomic():
        User.objects.create_user("carla@googlemail.com", name="Carla Again")
    assert user_of_mailbox(mailbox("C.arla+new@googlemail.com")) == known
    assert user_of_mailbox(mailbox("carlo@gmail.com")) is None


def test_what_looks_the_same_is_the_same_mailbox(db: None) -> None:
    assert mailbox("ＣＡＲＬＡ＋x@example.com") == "carla@example.com"
    assert mailbox(normalize("NFD", "carla@보람.kr")) == mailbox("carla@보람.kr")
    User.objects.create_user("carlá@example.com", name="Carla")
    with pytest.raises(IntegrityError, match="user_mailbox_once"), transaction.atomic():
        User.objects.create_user(normalize("NFD", "CARLÁ+x@example.com"), name="Carla Again")
