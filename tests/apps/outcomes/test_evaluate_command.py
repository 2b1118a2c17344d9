"""`manage.py evaluate`: anyone's files, both languages, clear ends, no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
SITES = "site,period,injuries,hours\nNamsan,before,9,16660\nNamsan,after,2,17877\nHan,before,1,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "sites.csv"
    path.write_text(SITES, encoding="utf-8")
    return path


def run(design: str, *words: object, lang: str = "en") -> str:
    out = StringIO()
    call_command("evaluate", "--design", design, *map(str, words), lang=lang, stdout=out)
    return out.getvalue()


def asked(folder: Path, **params: object) -> Path:
    path = folder / "asked.json"
    path.write_text(json.dumps(params), encoding="utf-8")
    return path


def refused(*words: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as refusal:
        run(*map(str, words))
    return refusal.value.returncode, str(refusal.value)


def test_an_answer_in_both_languages(table: Path, tmp_path: Path) -> None:
    params = asked(tmp_path, where={"site": "Namsan"})
    found = json.loads(run("exact", "--input", table, "--params", params, "--json"))
    assert found["design"] == "exact"
    assert found["p_value"] == pytest.approx(0.025053247807054452)
    assert "is shown" in " ".join(found["sentences"]["en"])
    korean = " ".join(found["sentences"]["ko"])
    assert "is shown" not in korean
    assert any("가" <= letter <= "힣" for letter in korean)
    assert (
        run("exact", "--input", table, "--params", params, lang="ko").split("\n")[:3]
        == (found["sentences"]["ko"])
    )


def test_each_site_by_name_and_no_answer_is_an_answer(table: Path, tmp_path: Path) -> None:
    lines = run("exact", "--input", table, "--params", asked(tmp_path, by="site")).splitlines()
    assert lines[0] == "Namsan:"
    assert lines[4] == "Han:"
    assert lines[5].startswith("Cannot be evaluated: row 4, column “hours” is missing.")
    found = json.loads(run("exact", "--input", table, "--json"))
    assert (found["verdict"], found["reason"]) == ("cannot_be_evaluated", "missing")


def test_power_needs_no_table(tmp_path: Path) -> None:
    said = run("power", "--params", asked(tmp_path, rate=0.01, exposure=20))
    assert "judge by verified removal of hazards" in said


def test_refusals_name_the_place_and_end_with_two(table: Path, tmp_path: Path) -> None:
    lost = tmp_path / "lost.csv"
    assert refused("exact", "--input", lost) == (
        2, f"{lost} cannot be read: No such file or directory.",
    )  # fmt: skip
    code, said = refused("exact", "--input", table, "--params", asked(tmp_path, levle=1))
    assert (code, said[:28]) == (2, "levle is not known here. Kno")
    (tmp_path / "asked.json").write_text("{")
    code, said = refused("exact", "--input", table, "--params", tmp_path / "asked.json")
    assert (code, "asked.json breaks off as JSON in line 1" in said) == (2, True)


def test_it_runs_on_a_machine_without_a_database(table: Path) -> None:
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "PATH": os.environ["PATH"]}
    command = [sys.executable, "manage.py", "evaluate", "--lang", "en", "--input", str(table)]
    done = subprocess.run(
        [*command, "--design", "rate"], cwd=ROOT, env={**os.environ, **nowhere},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Cannot be evaluated: row 4")
    wrong = subprocess.run(
        [*command, "--design", "etest", "--params", str(table)], cwd=ROOT,
        env={**os.environ, **nowhere}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "sites.csv breaks off as JSON" in wrong.stderr
