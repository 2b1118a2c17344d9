"""Suppliers and worksites are found by what people know of them; nobody finds more than they see."""

from __future__ import annotations

import pytest
from django.urls import reverse

from companies.selectors import suppliers_found, worksites_found
from companies.views import lists
from people.models import User
from tests.doors import signed_in
from tests.factories.companies import a_supplier, a_worksite

pytestmark = pytest.mark.django_db


def test_a_supplier_is_found_by_name_number_and_technology(otto: User, carla: User) -> None:
    hanbit, saebit = a_supplier(), a_supplier(name="Saebit")
    saebit.technologies.create(name="Press alarm", description="Beeps")
    number = saebit.business_number
    dashed = f"{number[:3]}-{number[3:5]}-{number[5:]}"
    for words in ("saebit", number, dashed, "alarm"):
        assert list(suppliers_found(otto, words)) == [saebit]
    assert list(suppliers_found(otto, "press")) == [hanbit, saebit]
    assert not suppliers_found(otto, "-")
    assert not suppliers_found(carla, "saebit")


def test_a_worksite_is_found_by_name_address_number_and_supplier(otto: User, carla: User) -> None:
    daesung = a_worksite()
    other = a_worksite(name="Miri Press", supplier=a_supplier(name="Saebit"))
    for words in ("miri", "saebit", other.address, other.business_number):
        assert list(worksites_found(otto, words)) == [other]
    assert list(worksites_found(otto, "")) == [daesung, other]
    assert not worksites_found(carla, "miri")


@pytest.mark.parametrize("name", ["suppliers", "worksites"])
def test_the_address_keeps_the_words_from_page_to_page(
    otto: User, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    for firm in ("Saebit one", "Saebit two", "Dasom"):
        a_worksite(name=firm, supplier=a_supplier(name=firm))
    door = signed_in(otto)
    first = door.get(reverse(f"companies:{name}"), {"text": "saebit"}).content.decode()
    assert "?text=saebit&amp;page=2" in first
    assert 'value="saebit"' in first
    second = door.get(reverse(f"companies:{name}"), {"text": "saebit", "page": "3"})
    assert "Saebit two" in second.content.decode()
    nothing = door.get(reverse(f"companies:{name}"), {"text": "nobody"}).content.decode()
    assert "Leave out a word, or show all." in nothing
    everything = door.get(reverse(f"companies:{name}"), {"text": "x" * 101}).content.decode()
    assert "Dasom" in everything
