"""Whatever was remembered in another test is forgotten before a test begins.

A program that breaks the code on purpose starts its tests in a copy of a process that has run
them already, and asks which test passes through which code: what is kept would hide both.
"""

from __future__ import annotations

import sys
from typing import Any

import pytest


@pytest.fixture(scope="session")
def caches() -> list[Any]:
    modules = [m for name, m in sys.modules.items() if name.startswith("programs.domain.terms")]
    found = {id(one): one for module in modules for one in vars(module).values()}
    return [one for one in found.values() if hasattr(one, "cache_clear")]


@pytest.fixture(autouse=True)
def _nothing_remembered(caches: list[Any]) -> None:
    for one in caches:
        one.cache_clear()
