"""The payment terms broken on purpose, change by change: does a test notice each?

`python -m scripts.mutants` breaks everything and writes docs/mutants.md; with patterns such as
`programs.domain.terms.ops.bands*` it tries only these and tells what no test noticed; with
`--report` it writes down what a run that was cut short has come to. Why a change may live is
argued in docs/mutants.toml, by function and changed lines.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files

ROOT = Path(__file__).resolve().parents[1]
SPACE = ROOT / ".data" / "mutation"
ARGUED, REPORT = ROOT / "docs" / "mutants.toml", ROOT / "docs" / "mutants.md"
COPIED = ("core", "programs", "tests/domain", "tests/factories", "docs", "locale")
WANTED = 95  # of a hundred are noticed, or argued one by one
# Tests by the clock are left out, since code that can be broken on purpose is slower than itself;
# so are those of whole contracts, which only repeat what tests of each step say.
SETTINGS = """\
[tool.pytest.ini_options]
addopts = "--strict-markers --strict-config -q"

[tool.mutmut]
source_paths = ["core", "programs"]
only_mutate = ["programs/domain/terms/*"]
do_not_mutate = ["programs/domain/terms/bulk/*"]
also_copy = ["docs", "locale"]
pytest_add_cli_args = [
  "--confcutdir=tests/domain", "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider",
  "-k", "not (quickly or answered_at_once or document_is_refused_at_once or soon)",
  "--ignore-glob=*/test_bulk_*", "--ignore-glob=*/test_contracts*",
  "--ignore-glob=*/test_handbook*",
]
pytest_add_cli_args_test_selection = ["tests/domain/programs/terms"]
use_git_change_detection = false
"""
NOTICED = {"killed", "timeout", "segfault"}
COLUMNS = ("killed", "timeout", "survived", "no tests", "not checked")


@dataclass(frozen=True)
class Mutant:
    """One change, and what the tests said to it."""

    module: str
    function: str
    status: str
    removed: str
    added: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The same however mutants are numbered."""
        return (f"{self.module}.{self.function}", self.removed, self.added)


def main() -> int:
    """Copy, break, tell; 1 where too many changes are neither noticed nor argued."""
    if sys.argv[1:] == ["--report"]:
        os.chdir(SPACE)
        REPORT.write_text(report(list(mutants()), arguments()))
        return 0
    patterns = sys.argv[1:]
    prepare(fresh=not patterns)
    os.chdir(SPACE)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *patterns]
    subprocess.run(command, check=True)
    found, argued = list(mutants()), arguments()
    if not patterns:
        REPORT.write_text(report(found, argued))
    for one in found:
        if one.status not in {*NOTICED, "not checked"} and one.key not in argued:
            print(f"\n{one.status}: {one.key[0]}\n{shown(one)}")
    share = 100 * sum(is_settled(one, argued) for one in found) / max(len(found), 1)
    print(f"\n{share:.2f} % of {len(found)} changes noticed or argued; wanted: {WANTED} %")
    return int(not patterns and share < WANTED)


def prepare(*, fresh: bool) -> None:
    """A copy in which nothing else is broken."""
    SPACE.mkdir(parents=True, exist_ok=True)
    for name in (*COPIED, *(["mutants"] if fresh else [])):
        shutil.rmtree(SPACE / name, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, SPACE / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "__init__.py", SPACE / "tests")
    (SPACE / "pyproject.toml").write_text(SETTINGS)


def mutants() -> Iterator[Mutant]:
    """Every change with its result; the lines only of those that no test noticed."""
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        module = ".".join(path.with_suffix("").parts)
        for name, code in data.exit_code_by_key.items():
            status = status_by_exit_code[code]
            is_open = status not in {*NOTICED, "not checked"}
            removed, added = changed(get_diff_for_mutant(name, path=path)) if is_open else ("", "")
            yield Mutant(module, function_of(name, module), status, removed, added)


def function_of(name: str, module: str) -> str:
    """`Bands.kind` or `reached`, out of the name that the tool gives."""
    inside = name.removeprefix(f"{module}.").rpartition("__mutmut_")[0]
    return inside.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in inside else inside[2:]


def changed(diff: str) -> tuple[str, str]:
    """The lines that went and those that came."""
    lines = [one for one in diff.splitlines() if not one.startswith(("---", "+++"))]
    removed, added = ([one[1:].strip() for one in lines if one[:1] == sign] for sign in "-+")
    return "\n".join(removed), "\n".join(added)


def arguments() -> dict[tuple[str, str, str], str]:
    """Why changes may live, as somebody wrote down."""
    found = tomllib.loads(ARGUED.read_text()).get("may_live", []) if ARGUED.exists() else []
    return {
        (one["function"], one["removed"].strip(), one["added"].strip()): one["because"]
        for one in found
    }


def is_settled(one: Mutant, argued: dict[tuple[str, str, str], str]) -> bool:
    """Noticed by a test, or argued."""
    return one.status in NOTICED or one.key in argued


def shown(one: Mutant) -> str:
    """Its lines as a difference."""
    lines = [("-", one.removed), ("+", one.added)]
    return "\n".join(f"{sign} {line}" for sign, text in lines for line in text.splitlines())


def report(found: list[Mutant], argued: dict[tuple[str, str, str], str]) -> str:
    """Totals for each module, and every change that no test noticed with the reason."""
    living = [one for one in found if one.status not in {*NOTICED, "not checked"}]
    text = [
        "# The payment terms broken on purpose",
        "",
        "`make mutants` makes one small change after the other in `programs/domain/terms`, without",
        "`bulk`, which is held against `price` on random sheets, and runs the tests that pass",
        "through it. A change that no test notices stands below, with the reason why it may live,",
        "from `docs/mutants.toml`. OPEN: nobody has argued it yet.",
        "",
        "“Not tried” are changes that a run which was cut short did not come to; shares are of",
        "those that were tried.",
        "",
        (
            "| module | changes | killed | timeout | survived | no tests | not tried "
            "| argued | settled |"
        ),
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    modules = sorted({one.module for one in found})
    text += [row(name, [one for one in found if one.module == name], argued) for name in modules]
    text += [row("**all**", found, argued), ""]
    for one in sorted(living, key=lambda one: one.key):
        reason = argued.get(one.key, "OPEN")
        text += [f"## {one.key[0]}", "", "```diff", shown(one), "```", "", reason, ""]
    return "\n".join(text)


def row(name: str, found: list[Mutant], argued: dict[tuple[str, str, str], str]) -> str:
    """One line of the table."""
    by_status = Counter(one.status for one in found)
    settled = [one for one in found if is_settled(one, argued)]
    counted = [len(found), *(by_status[status] for status in COLUMNS)]
    counted.append(sum(one.status not in NOTICED for one in settled))
    tried = len(found) - by_status["not checked"]
    share = f"{100 * len(settled) / tried:.1f} %" if tried else "—"
    return f"| {name.removeprefix('programs.domain.terms.')} | " + " | ".join(
        [*map(str, counted), share + " |"]
    )


if __name__ == "__main__":
    sys.exit(main())
