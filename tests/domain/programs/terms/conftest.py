"""Whatever was remembered of another code is forgotten before tests begin.

A program that breaks the code on purpose starts its tests in a copy of a process that has run
them already: what was kept there would hide what was broken.
"""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True, scope="session")
def _nothing_remembered() -> None:
    modules = [m for name, m in sys.modules.items() if name.startswith("programs.domain.terms")]
    for one in [found for module in modules for found in vars(module).values()]:
        if hasattr(one, "cache_clear"):
            one.cache_clear()
