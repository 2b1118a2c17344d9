"""A setting is read loudly: present, typed, or the program stops with the name of what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

ROOT = Path(__file__).resolve().parents[2]


def test_what_must_be_there_is_named_when_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOT_THERE", raising=False)
    with pytest.raises(ImproperlyConfigured, match="Set NOT_THERE"):
        env.text("NOT_THERE")
    assert env.text("NOT_THERE", "else") == "else"


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTY", "")
    with pytest.raises(ImproperlyConfigured, match="Set EMPTY"):
        env.text("EMPTY")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("0", False)])
def test_a_flag_is_one_or_zero(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("FLAG", value)
    assert env.flag("FLAG") is meant


@pytest.mark.parametrize("value", ["true", "yes", "2"])
def test_a_flag_that_is_neither_stops_the_program(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("FLAG", value)
    with pytest.raises(ImproperlyConfigured, match="FLAG must be 0 or 1"):
        env.flag("FLAG")


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBER", "12")
    assert env.number("NUMBER", 3) == 12
    assert env.number("OTHER", 3) == 3
    monkeypatch.setenv("NUMBER", "12.5")
    with pytest.raises(ImproperlyConfigured, match="NUMBER must be a whole number"):
        env.number("NUMBER", 3)


def test_words_are_split_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORDS", "a, b,,c ")
    assert env.words("WORDS") == ["a", "b", "c"]
    assert env.words("NONE_OF_THEM") == []


def test_a_database_address_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB", "postgresql://me:p%40ss@db:5433/name?sslmode=require")
    found = env.database("DB")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "me",
        "p@ss",
        "db",
        "5433",
    )
    assert (found["NAME"], found["OPTIONS"]) == ("name", {"sslmode": "require"})


def test_a_database_address_may_be_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB", "postgresql://me@/name?host=/run/pg")
    assert env.database("DB")["HOST"] == "/run/pg"


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB", "mysql://me@db/name")
    with pytest.raises(ImproperlyConfigured, match="PostgreSQL is the only database"):
        env.database("DB")


def test_a_login_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OWNER", raising=False)
    assert env.login("OWNER") is None
    monkeypatch.setenv("OWNER", "postgresql://owner:secret@db/name")
    assert env.login("OWNER") == {"USER": "owner", "PASSWORD": "secret"}


def test_the_broker_is_the_same_server_in_another_spelling() -> None:
    assert env.broker("redis://h:6379/2") == "redis://h:6379/2"
    assert env.broker("unix:///run/v.sock?db=3") == "redis+socket:///run/v.sock?virtual_host=3"
    assert env.broker("unix:///run/v.sock") == "redis+socket:///run/v.sock?virtual_host=0"


def settings_with(**environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    code = "from config import settings; print(settings.SECURE, settings.DEMO, settings.DEBUG)"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**bare, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


PRODUCTION = {
    "DATABASE_URL": "postgresql://app:x@db/boram",
    "REDIS_URL": "redis://r/0",
    "SECRET_KEY": "s" * 50,
    "FIELD_KEYS": "k" * 44,
    "ALLOWED_HOSTS": "boram.example",
}


def test_production_is_secure_unless_somebody_says_otherwise() -> None:
    assert settings_with(**PRODUCTION).stdout == "True False False\n"


@pytest.mark.parametrize("name", sorted(set(PRODUCTION) - {"DATABASE_URL"}))
def test_production_has_no_default_for(name: str) -> None:
    done = settings_with(**{n: v for n, v in PRODUCTION.items() if n != name})
    assert f"Set {name}" in done.stderr


def test_tools_may_read_the_settings_without_any_environment() -> None:
    assert settings_with().returncode == 0
