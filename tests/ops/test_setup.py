"""Set-up looks first, does what is missing, and says in one sentence what it may not do."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from scripts import design, setup, system

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / ".data"
collected = pytest.mark.skipif(not (BUILT / "krds").is_dir(), reason="set-up has not run here")


@collected
def test_what_is_served_is_what_the_lock_demands() -> None:
    shipped = design.shipped(ROOT, BUILT)
    served = {
        str(p.relative_to(BUILT / "krds")): p for p in (BUILT / "krds").rglob("*") if p.is_file()
    }
    assert len(served) > 50
    for name, path in served.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == shipped[name], name
        assert finders.find(f"krds/{name}") == str(path)


@collected
def test_only_the_used_files_are_served() -> None:
    kinds = {p.suffix for p in (BUILT / "krds").rglob("*") if p.is_file()}
    assert kinds == {".css", ".svg", ".woff2"}


def test_a_pattern_that_finds_nothing_stops(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="does not contain css/token"):
        design.used(tmp_path)


def test_a_second_set_up_has_nothing_to_do() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from scripts import setup; setup._packages('run'); setup._translations()",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "packages" not in done.stdout


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.setup.OLDEST", (4, 0))
    with pytest.raises(SystemExit, match="Boram needs Python 3"):
        setup.main("run")


def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    need = system.Need("libmissing0", lambda: False, "PDF")
    monkeypatch.setitem(system.NEEDS, "run", (need,))


def test_where_it_may_not_install_it_says_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    missing(monkeypatch)
    monkeypatch.setattr("scripts.system._may_install", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        system.have("run")
    said = str(stopped.value)
    assert "PDF needs" in said
    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libmissing0" in said
    )
    assert said.count("\n") == 0


def test_where_nothing_is_missing_it_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(system.NEEDS, "run", ())
    system.have("run")
    assert capsys.readouterr().out == ""


def test_who_is_not_root_and_has_no_sudo_may_not_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(
        "shutil.which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None
    )
    assert system._may_install() is None


def test_root_may_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert system._may_install() == []


def test_a_machine_without_apt_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert system._may_install() is None


def test_without_npm_the_one_in_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    done = subprocess.run([*setup.npm(), "--version"], capture_output=True, text=True, check=True)
    assert done.stdout[0].isdigit()
