"""What is installed is decided by hashes in the locks, never by where it came from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json", ".npmrc"])
def test_a_lock_has_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(
        r"https?:|git\+|--(extra-)?index|file:|resolved",
        text.replace("omit-lockfile-registry-resolved", ""),
    )


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    for line in filter(None, text.splitlines()):
        assert re.match(
            r"^[a-z0-9.\[\],_-]+==\S+.*--hash=sha256:[0-9a-f]{64}", line, re.IGNORECASE
        ), line


def test_every_direct_dependency_says_why_and_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    direct = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    locked = (ROOT / "requirements-dev.txt").read_text().lower()
    for wanted in direct:
        (line,) = [line for line in lines if line.strip().startswith(f'"{wanted}"')]
        name = re.split(r"[\[<>=!~]", wanted)[0].lower()
        assert f"\n{name}==" in f"\n{locked}" or f"\n{name}[" in f"\n{locked}", name
        assert "#" in line, f"{wanted} does not say why it is there"


def test_running_installs_nothing_that_testing_does_not() -> None:
    run, test = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / n).read_text(), re.MULTILINE)) for n in LOCKS
    )
    assert run <= test


def test_the_design_system_is_locked_by_hash() -> None:
    package = json.loads((ROOT / "package-lock.json").read_text())["packages"][
        "node_modules/krds-uiux"
    ]
    assert package["version"] == "1.1.0"
    assert package["integrity"].startswith("sha512-")
