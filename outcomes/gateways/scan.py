"""The virus scanner: clamd over its socket where a place has one (INSTREAM, see clamd(8))."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from outcomes.domain.evidence.states import ScanState

PIECE = 64 * 1024
PATIENCE = 60  # seconds for each answer of the scanner
LONGEST_ANSWER = 4096


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner said, and the name of what it found or why it could not look."""

    state: ScanState
    detail: str = ""


def scan(path: Path) -> Scan:
    """Hand the file over piece by piece; a scanner that fails has not found it clean.

    A file that cannot be opened is no fault of the scanner and raises OSError.
    """
    if not settings.CLAMD_ADDRESS:
        return Scan(ScanState.NOT_SCANNED)
    with path.open("rb") as file:
        try:
            return _understood(_asked(file))
        except OSError as broken:
            return Scan(ScanState.FAILED, str(broken) or type(broken).__name__)


def _asked(file: BinaryIO) -> str:
    with _connected() as line:
        line.sendall(b"zINSTREAM\0")
        try:
            while piece := file.read(PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stopped listening and says why: the file is too large for it
        return _answer(line)


def _connected() -> socket.socket:
    """unix:///run/clamav/clamd.ctl or tcp://host:3310."""
    address = urlsplit(settings.CLAMD_ADDRESS)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        try:
            line.connect(address.path)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((address.hostname, address.port or 3310), PATIENCE)


def _answer(line: socket.socket) -> str:
    told = b""
    while len(told) < LONGEST_ANSWER and (piece := line.recv(LONGEST_ANSWER)):
        told += piece
        if told.endswith(b"\0"):
            break
    return told.rstrip(b"\0\n").decode(errors="replace")


def _understood(answer: str) -> Scan:
    """`stream: OK`, `stream: NAME FOUND`, or `REASON ERROR`."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Scan(ScanState.CLEAN)
    if said.endswith(" FOUND"):
        return Scan(ScanState.INFECTED, said.removesuffix(" FOUND"))
    return Scan(ScanState.FAILED, said or "no answer")
