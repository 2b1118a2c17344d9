"""A log says which page was asked for and never hands its reader the key to it."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.logs import HIDDEN, WithoutKeys, without_keys

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "q3Jb1VtXxk0cWm5u7o-2LrTQ9z_Yd8fEaHsGpNi4RKw"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (f"/w/{TOKEN}/photo/after/", f"/w/{HIDDEN}/photo/after/"),
        (f"GET /invitations/{TOKEN}/accept/ HTTP/1.1", f"GET /invitations/{HIDDEN}/accept/ HTTP/1.1"),
        (f"/accounts/confirm-email/MTI:1uXk2T:{TOKEN}/", f"/accounts/confirm-email/{HIDDEN}/"),
        ("/payouts/12/approve/?page=2", "/payouts/12/approve/?page=2"),
        ("/reports/RP-2026-00001.pdf", "/reports/RP-2026-00001.pdf"),
        ("/static/boram/app.3f2a9c51d7e8b6a4.css", "/static/boram/app.3f2a9c51d7e8b6a4.css"),
    ],
)  # fmt: skip
def test_keys_are_left_out_and_pages_are_not(address: str, written: str) -> None:
    assert without_keys(address) == written


def test_our_own_log_leaves_them_out() -> None:
    record = logging.LogRecord("x", logging.WARNING, "f", 1, "Gone: %s", (f"/w/{TOKEN}/",), None)
    assert WithoutKeys().filter(record)
    assert record.getMessage() == f"Gone: /w/{HIDDEN}/"


def test_the_web_servers_log_leaves_them_out(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("w") as out:
        bind = ["config.wsgi", "--bind=127.0.0.1:0", "--workers=1", "--no-control-socket"]
        told = ["--access-logfile=-", "--logger-class=config.logs.AccessLog"]
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *bind, *told], cwd=ROOT, stdout=out, stderr=out
        )
    try:
        port = int(found(log, r"Listening at: http://127\.0\.0\.1:(\d+)"))
        line = HTTPConnection("127.0.0.1", port, timeout=20)
        line.request("GET", f"/w/{TOKEN}/")
        line.getresponse().read()
        assert found(log, r"GET (\S+) HTTP") == f"/w/{HIDDEN}/"
        assert TOKEN not in log.read_text()
    finally:
        server.terminate()
        server.wait(20)


def found(log: Path, pattern: str) -> str:
    """What the log says, as soon as it does."""
    end = time.monotonic() + 20
    while (match := re.search(pattern, log.read_text())) is None:
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.02)
    return match[1]
