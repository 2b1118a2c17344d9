"""Fixtures: the people of the stories. Each is in the database as soon as a test names them."""

from __future__ import annotations

import pytest

from people.models import User
from tests.factories.people import the


@pytest.fixture
def agnes(db: None) -> User:
    """Agency officer who recommends."""
    return the("agnes")


@pytest.fixture
def arthur(db: None) -> User:
    """Agency officer who confirms."""
    return the("arthur")


@pytest.fixture
def rita(db: None) -> User:
    """Reviewer."""
    return the("rita")


@pytest.fixture
def carla(db: None) -> User:
    """Editor at the supplier."""
    return the("carla")


@pytest.fixture
def cato(db: None) -> User:
    """Certifier at the supplier."""
    return the("cato")


@pytest.fixture
def victor(db: None) -> User:
    """Independent verifier."""
    return the("victor")


@pytest.fixture
def olivia(db: None) -> User:
    """Bank officer who prepares."""
    return the("olivia")


@pytest.fixture
def anna(db: None) -> User:
    """Bank officer who approves."""
    return the("anna")


@pytest.fixture
def ben(db: None) -> User:
    """Another bank officer who approves."""
    return the("ben")


@pytest.fixture
def sena(db: None) -> User:
    """Bank officer who approves what is large."""
    return the("sena")


@pytest.fixture
def theo(db: None) -> User:
    """Bank treasurer."""
    return the("theo")


@pytest.fixture
def otto(db: None) -> User:
    """Observer from the ministry."""
    return the("otto")


@pytest.fixture
def audrey(db: None) -> User:
    """Auditor."""
    return the("audrey")
