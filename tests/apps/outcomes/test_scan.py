"""A virus scanner is asked where there is one; where there is none, files are shown as not scanned."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from django.conf import LazySettings

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.states import ScanState
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.scan import Scan, scan
from outcomes.models import Evidence, EvidenceScan, Measurement
from outcomes.selectors.custody import custody_blocks
from outcomes.services import attach_evidence
from outcomes.services.scans import rescan_evidence
from people.models import User
from tests.apps.outcomes.samples import a_scene, as_file
from tests.apps.outcomes.stores import swap
from tests.factories.outcomes import a_measurement

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Speaks INSTREAM as clamd(8) describes it, and remembers what it was handed."""

    def __init__(self, door: socket.socket, answer: bytes | None, most: int) -> None:
        self.door, self.answer, self.most = door, answer, most
        self.seen: list[bytes] = []
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                line.sendall(self._listen(said))

    def _listen(self, said: Iterator[bytes]) -> bytes:
        whole = b""
        while size := struct.unpack(">I", said.read(4))[0]:  # type: ignore[attr-defined]
            whole += said.read(size)  # type: ignore[attr-defined]
            if len(whole) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.seen.append(whole)
        if self.answer is not None:
            return self.answer
        return b"stream: Eicar-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"


@contextmanager
def scanning(
    settings: LazySettings, *, answer: bytes | None = None, most: int = 2**30, unix: str = ""
) -> Iterator[Scanner]:
    door = socket.socket(socket.AF_UNIX if unix else socket.AF_INET)
    door.bind(unix or ("127.0.0.1", 0))
    door.listen()
    settings.CLAMD_ADDRESS = (
        f"unix://{unix}" if unix else f"tcp://127.0.0.1:{door.getsockname()[1]}"
    )
    try:
        yield Scanner(door, answer, most)
    finally:
        door.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "file"
    place.write_bytes(b"harmless " * 20_000)
    return place


def test_the_scanner_gets_every_byte_and_its_word_counts(
    settings: LazySettings, file: Path, tmp_path: Path
) -> None:
    with scanning(settings) as scanner:
        assert scan(file) == Scan(ScanState.CLEAN)
        assert scanner.seen == [file.read_bytes()]
    with scanning(settings, unix=str(tmp_path / "clamd.ctl")):
        file.write_bytes(EICAR)
        assert scan(file) == Scan(ScanState.INFECTED, "Eicar-Signature")


def test_no_scanner_is_not_clean(settings: LazySettings, file: Path) -> None:
    settings.CLAMD_ADDRESS = ""
    assert scan(file) == Scan(ScanState.NOT_SCANNED)


@pytest.mark.parametrize("answer", [b"", b"stream: what?\0", b"COMMAND READ TIMED OUT ERROR\0"])
def test_a_scanner_that_says_something_else_has_failed(
    settings: LazySettings, file: Path, answer: bytes
) -> None:
    with scanning(settings, answer=answer):
        assert scan(file).state == ScanState.FAILED


def test_a_file_too_large_for_the_scanner_says_so(settings: LazySettings, file: Path) -> None:
    with scanning(settings, most=1000):
        found = scan(file)
    assert found.state == ScanState.FAILED


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "unix:///no/such/socket"])
def test_a_scanner_that_is_away_has_failed(
    settings: LazySettings, file: Path, address: str
) -> None:
    settings.CLAMD_ADDRESS = address
    assert scan(file).state == ScanState.FAILED


@pytest.fixture
def real_scanner(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """A clamd of its own, which knows one signature: that of the harmless test file."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if program is None:
        pytest.skip("clamd is not on this machine")
    door, known = tmp_path / "clamd.ctl", tmp_path / "known"
    known.mkdir()
    (known / "test.ndb").write_text(f"Eicar-Signature:0:*:{EICAR.hex()}\n")
    conf = tmp_path / "clamd.conf"
    conf.write_text(
        f"LocalSocket {door}\nDatabaseDirectory {known}\nForeground yes\nStreamMaxLength 210M\n"
    )
    with subprocess.Popen([program, "-c", conf], stdout=subprocess.PIPE, text=True) as clamd:
        assert clamd.stdout
        try:
            settings.CLAMD_ADDRESS = f"unix://{door}"
            while not door.exists() and clamd.poll() is None:
                clamd.stdout.readline()
            yield
        finally:
            clamd.terminate()


def test_the_real_scanner_finds_the_test_virus(real_scanner: None, file: Path) -> None:
    assert scan(file) == Scan(ScanState.CLEAN)
    file.write_bytes(EICAR)
    found = scan(file)
    assert (found.state, found.detail.split(".")[0]) == (ScanState.INFECTED, "Eicar-Signature")


# --------------------------------------------------------------------------- when it is attached


@pytest.fixture
def measurement(carla: User) -> Measurement:
    return a_measurement(state=MeasurementState.MEASURED)


def attached(measurement: Measurement, by: User, at: datetime, comment: bytes = b"") -> Evidence:
    upload = as_file(a_scene(1), comment=comment)
    return attach_evidence(
        measurement_id=measurement.pk, upload=upload, name="guard.jpg", by=by, at=at
    )


def test_an_infected_file_is_refused_and_nothing_of_it_is_kept(
    measurement: Measurement, settings: LazySettings, carla: User, noon: datetime, tmp_path: Path
) -> None:
    settings.EVIDENCE_ROOT = tmp_path
    with scanning(settings), pytest.raises(RuleBroken, match="Eicar-Signature in “guard"):
        attached(measurement, carla, noon, comment=EICAR)
    assert not Evidence.objects.exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_every_file_keeps_the_word_of_the_scanner(
    measurement: Measurement, settings: LazySettings, carla: User, noon: datetime
) -> None:
    with scanning(settings):
        evidence = attached(measurement, carla, noon)
    row = EvidenceScan.objects.get()
    assert (row.evidence, row.state, row.scanned_at) == (evidence, ScanState.CLEAN, noon)


def test_what_was_not_scanned_is_scanned_once_there_is_a_scanner(
    measurement: Measurement, settings: LazySettings, carla: User, noon: datetime
) -> None:
    settings.CLAMD_ADDRESS = ""
    evidence = attached(measurement, carla, noon)
    assert rescan_evidence(most=10, at=noon) == 0
    with scanning(settings):
        assert rescan_evidence(most=10, at=noon) == 1
        assert rescan_evidence(most=10, at=noon) == 0
    states = EvidenceScan.objects.filter(evidence=evidence).order_by("pk")
    assert [row.state for row in states] == [ScanState.NOT_SCANNED, ScanState.CLEAN]
    assert [*custody_blocks(measurement.target)] == []


def test_a_virus_found_later_stops_the_target(
    measurement: Measurement, settings: LazySettings, carla: User, noon: datetime
) -> None:
    settings.CLAMD_ADDRESS = ""
    attached(measurement, carla, noon, comment=EICAR)
    with scanning(settings):
        rescan_evidence(most=10, at=noon)
    (block,) = custody_blocks(measurement.target)
    assert "the virus scan found Eicar-Signature" in str(block)


def test_a_file_that_is_away_does_not_stop_the_scan_of_others(
    measurement: Measurement, settings: LazySettings, carla: User, noon: datetime
) -> None:
    settings.CLAMD_ADDRESS = ""
    attached(measurement, carla, noon)
    gone = attach_evidence(
        measurement_id=measurement.pk,
        upload=BytesIO(as_file(a_scene(2)).getvalue()),
        name="gone.jpg",
        by=carla,
        at=noon,
    )
    swap(gone.sha256, None)
    with scanning(settings):
        assert rescan_evidence(most=10, at=noon) == 1
