"""The Korean government's design system: fetched by its hash, and only the files that are used."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

PACKAGE = "krds-uiux"
USED = (
    "css/token/krds_tokens.css",
    "css/component/output.css",
    "img/component/icon/*.svg",
    "fonts/PretendardGOV-Regular.subset.woff2",
    "fonts/PretendardGOV-Bold.subset.woff2",
)


def collect(root: Path, built: Path, npm: list[str]) -> None:
    """Put the used files under `.data/krds`, relative paths as shipped."""
    stamp = built / "krds.stamp"
    wanted = f"{integrity(root)} {USED}"
    if stamp.exists() and stamp.read_text() == wanted and (built / "krds").is_dir():
        return
    print("set-up: design system", flush=True)
    built.mkdir(parents=True, exist_ok=True)
    cache = f"--cache={built / 'npm'}"
    subprocess.run([*npm, "ci", "--ignore-scripts", "--silent", cache], cwd=root, check=True)
    source = root / "node_modules" / PACKAGE / "resources"
    shutil.rmtree(built / "krds", ignore_errors=True)
    for path in used(source):
        target = built / "krds" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    stamp.write_text(wanted)


def used(source: Path) -> list[Path]:
    """Every file that is used; a pattern that finds nothing is an error."""
    found = {pattern: sorted(source.glob(pattern)) for pattern in USED}
    for pattern, paths in found.items():
        if not paths:
            raise SystemExit(f"{PACKAGE} does not contain {pattern} any more.")
    return [path for paths in found.values() for path in paths]


def integrity(root: Path) -> str:
    """The hash that the lock demands."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    demanded: str = lock["packages"][f"node_modules/{PACKAGE}"]["integrity"]
    return demanded


def shipped(root: Path, built: Path) -> dict[str, str]:
    """SHA-256 of each file in the very archive whose hash the lock demands."""
    digest = base64.b64decode(integrity(root).removeprefix("sha512-"))
    name = digest.hex()
    archive = built / "npm" / "_cacache" / "content-v2" / "sha512" / name[:2] / name[2:4] / name[4:]
    if hashlib.sha512(archive.read_bytes()).digest() != digest:
        raise SystemExit(f"{archive} is not what package-lock.json demands.")
    with tarfile.open(archive) as files:
        return {
            member.name.removeprefix("package/resources/"): hashlib.sha256(file.read()).hexdigest()
            for member in files
            if (file := files.extractfile(member)) is not None
        }
