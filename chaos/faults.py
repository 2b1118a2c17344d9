"""Everything that is done to the running platform, each fault with a name and a target."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer

import psutil
import psycopg2

from chaos import processes
from chaos.messages import Messages
from chaos.place import VISIBILITY_TIMEOUT
from chaos.processes import WORKERS, Platform
from config import embedded
from config.embedded import postgres, valkey

STOPPED = VISIBILITY_TIMEOUT + 2.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done, when, and to whom."""

    after: float
    kind: str
    target: str

    def __str__(self) -> str:
        return f"{self.after:7.1f} s  {self.kind:34} {self.target}"


@dataclass(slots=True)
class Faults:
    """Does faults one by one: kinds, order and rhythm follow from the seed alone."""

    platform: Platform
    messages: Messages
    seed: int
    told: Callable[[Fault], None]
    done: list[Fault] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)
    _later: list[Timer] = field(default_factory=list)
    _order: list[str] = field(default_factory=list)
    _rhythm: random.Random = field(init=False)
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._rhythm, self.dice = random.Random(self.seed), random.Random(self.seed)

    def pause(self, pace: float) -> float:
        """How long to wait before the next one, in seconds."""
        return self._rhythm.uniform(0.2, 2 * pace - 0.2)

    def one(self) -> None:
        """The next fault; every kind has had its turn before one comes again."""
        place = len(self.done) % len(KINDS)
        if place == 0:
            self._order = list(KINDS)
            self._rhythm.shuffle(self._order)
        self.dice = random.Random(f"{self.seed} {len(self.done)}")
        kind = self._order[place]
        target = KINDS[kind](self)
        fault = Fault(time.monotonic() - self._began, kind, target)
        self.done.append(fault)
        self.told(fault)

    def promise(self, seconds: float, do: Callable[[], None]) -> None:
        """Do it later, whatever else happens or stands still meanwhile."""
        timer = Timer(seconds, do)
        self._later.append(timer)
        timer.start()

    def wait_for_promises(self) -> None:
        """Until everything that stands still goes on, and everything under way has arrived."""
        for timer in self._later:
            timer.join()

    def worker(self) -> str:
        """One of the two, running with its pool."""
        name = self.dice.choice(WORKERS)
        self.platform[name].wait_until_back(pool=True)
        return name


def kill_worker(faults: Faults) -> str:
    """The process that holds the messages of a worker."""
    return _kill_parent(faults, faults.worker())


def kill_worker_child(faults: Faults) -> str:
    """A process that does the work of a worker."""
    return _kill_child(faults, faults.worker())


def kill_web(faults: Faults) -> str:
    """The process that keeps the port."""
    faults.platform["web"].wait_until_back(pool=True)
    return _kill_parent(faults, "web")


def kill_web_child(faults: Faults) -> str:
    """A process that answers, perhaps in the middle of an answer."""
    faults.platform["web"].wait_until_back(pool=True)
    return _kill_child(faults, "web")


def kill_beat(faults: Faults) -> str:
    """The clock."""
    faults.platform["beat"].wait_until_back(pool=False)
    return _kill_parent(faults, "beat")


def kill_broker(faults: Faults) -> str:
    """Whoever wrote last finds it again on disk."""
    with _nobody_revives():
        return _kill_broker(faults)


def kill_broker_and_wipe(faults: Faults) -> str:
    """Every message, every session in the cache and every lock in it is gone."""
    with _nobody_revives():
        said = _kill_broker(faults)
        for path in _folder(valkey.FOLDER).glob("appendonlydir"):
            shutil.rmtree(path)
        return f"{said}, its data removed"


def end_sessions(faults: Faults) -> str:  # noqa: ARG001 - all faults are called alike
    """Every line to the database breaks in the middle of whatever it carried."""
    with _superuser() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [postgres.DATABASE],
        )
        return f"{(cursor.fetchone() or [0])[0]} sessions"


def kill_backend(faults: Faults) -> str:
    """One process of the database dies: the server throws out all others and recovers."""
    server = _server()
    sessions = [one for one in server.children() if "boram_app" in " ".join(one.cmdline())]
    for one in faults.dice.sample(sessions, min(1, len(sessions))):
        processes.kill(one)
        return f"backend {one.pid}"
    return "no backend was there"


def kill_postgres(faults: Faults) -> str:  # noqa: ARG001
    """The postmaster first, so that it starts nobody again, then every process of it."""
    with _nobody_revives():
        server = _server()
        everybody = [server, *server.children(recursive=True)]
        for one in everybody:
            processes.kill(one)
        psutil.wait_procs(everybody, timeout=10)
        return f"postmaster {server.pid} and {len(everybody) - 1} processes"


def stop_worker(faults: Faults) -> str:
    """It stands still with messages in its hands until they were given to the other one."""
    name = faults.worker()
    faults.messages.pile_up()
    process = faults.platform[name]
    parent = process.parent()
    stopped = [*([parent] if parent else []), *process.children()]
    processes.pause(stopped)
    faults.promise(STOPPED, lambda: processes.resume(stopped))
    return f"{name}: {len(stopped)} processes for {STOPPED:.0f} s"


def duplicate_messages(faults: Faults) -> str:
    """Those that wait and those that are being worked on are delivered again, twice."""
    return faults.messages.duplicate()


def lose_messages(faults: Faults) -> str:
    """Everything that waits is gone."""
    return faults.messages.lose()


def delay_messages(faults: Faults) -> str:
    """Everything that waits arrives some seconds later."""
    put_back, said = faults.messages.take_away()
    faults.promise(faults.dice.uniform(2, 8), put_back)
    return said


def reorder_messages(faults: Faults) -> str:
    """What waits comes in another order."""
    return faults.messages.shuffle(faults.dice)


KINDS: dict[str, Callable[[Faults], str]] = {
    "worker killed": kill_worker,
    "worker's child killed": kill_worker_child,
    "web killed": kill_web,
    "web's child killed": kill_web_child,
    "beat killed": kill_beat,
    "broker killed": kill_broker,
    "broker killed and wiped": kill_broker_and_wipe,
    "database sessions ended": end_sessions,
    "database backend killed": kill_backend,
    "PostgreSQL killed": kill_postgres,
    "worker stopped, then continued": stop_worker,
    "messages duplicated": duplicate_messages,
    "messages lost": lose_messages,
    "messages delayed": delay_messages,
    "messages reordered": reorder_messages,
}


def _kill_parent(faults: Faults, name: str) -> str:
    parent = faults.platform[name].parent()
    if parent is None:
        return f"{name} was not back yet"
    processes.kill(parent)
    return f"{name}, process {parent.pid}"


def _kill_child(faults: Faults, name: str) -> str:
    children = faults.platform[name].children()
    if not children:
        return f"{name} was not back yet"
    child = faults.dice.choice(sorted(children, key=lambda one: one.pid))
    processes.kill(child)
    return f"{name}, child {child.pid}"


def _kill_broker(faults: Faults) -> str:
    number = faults.messages.process()
    if number is None:
        return "the broker was not back yet"
    broker = psutil.Process(number)
    processes.kill(broker)
    psutil.wait_procs([broker], timeout=10)
    return f"broker, process {number}"


@contextmanager
def _nobody_revives() -> Iterator[None]:
    """The door through which dead servers are started stays closed meanwhile."""
    with embedded._leases[_folder()].door():
        yield


def _folder(name: str = "") -> Path:
    return embedded.data_folder() / name


def _server() -> psutil.Process:
    """The postmaster of this place's own cluster, once it is there."""
    deadline = time.monotonic() + processes.PATIENCE
    while time.monotonic() < deadline:
        number = postgres._postmaster(_folder(postgres.FOLDER))
        if number is not None:
            return psutil.Process(number)
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not come back")


@contextmanager
def _superuser() -> Iterator[psycopg2.extensions.cursor]:
    with closing(_line()) as line, line.cursor() as cursor:
        line.autocommit = True
        yield cursor


def _line() -> psycopg2.extensions.connection:
    """To the server itself, once it takes anybody in."""
    folder = postgres.socket_folder(_folder(postgres.FOLDER))
    deadline = time.monotonic() + processes.PATIENCE
    while True:
        try:
            return psycopg2.connect(host=str(folder), user=postgres.SUPERUSER, dbname="postgres")
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)
