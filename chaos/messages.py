"""The broker's lists as they lie in memory: what waits there is lost, doubled, held up or mixed."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar, cast

import redis
from kombu.utils.uuid import uuid

from config.middleware import wake

QUEUE, IN_HAND = "celery", "unacked"
TASK = "payouts.tasks.compute_due_payouts"
PATIENCE = 30.0
PILE = 10
Found = TypeVar("Found")


class Messages:
    """The queue of the platform's own broker."""

    def __init__(self, url: str) -> None:
        self._line: redis.Redis = redis.from_url(url, socket_timeout=5)

    def wake(self, *, times: int = 1) -> None:
        """Send what a page sends when it has made rows due; if the broker is away, nobody minds."""
        for _ in range(times):
            wake(TASK)

    def pile_up(self) -> None:
        """More of them than both workers can take into their hands at once."""
        self._patiently(self._line.ping)
        self.wake(times=PILE)

    def waiting(self) -> int | None:
        """How many wait or are in somebody's hands; unknown while the broker is away."""
        try:
            return self._line.llen(QUEUE) + self._line.hlen(IN_HAND)
        except (redis.RedisError, OSError):
            return None

    def left(self) -> int | None:
        """What stays for longer than any task takes; tasks of the clock come and go."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.waiting()) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def process(self) -> int | None:
        """The broker's own process."""
        with suppress(redis.RedisError, OSError):
            return int(cast("dict[str, int]", self._line.info("server"))["process_id"])
        return None

    def duplicate(self) -> str:
        """Each message that waits or is in a worker's hands comes twice more."""
        self.pile_up()

        def again() -> str:
            there = [*self._queue(), *self._in_hand()]
            for message in there:
                self._line.lpush(QUEUE, _again(message), _again(message))
            return f"{len(there)} messages, twice each"

        return self._patiently(again)

    def lose(self) -> str:
        """What waits is gone."""
        self.pile_up()
        return self._patiently(lambda: f"{len(self._take())} messages")

    def take_away(self) -> tuple[Callable[[], None], str]:
        """What waits is kept back; calling what is returned lets it arrive."""
        self.pile_up()
        kept = self._patiently(self._take)
        return lambda: self._put(kept), f"{len(kept)} messages"

    def shuffle(self, dice: random.Random) -> str:
        """What waits stands in another order."""
        self.pile_up()
        mixed = list(self._patiently(self._take))
        dice.shuffle(mixed)
        self._put(mixed)
        return f"{len(mixed)} messages"

    def _put(self, messages: Sequence[bytes]) -> None:
        if messages:
            self._patiently(lambda: self._line.lpush(QUEUE, *messages))

    def _take(self) -> list[bytes]:
        """All at once, so that no worker takes one in between."""
        with self._line.pipeline(transaction=True) as pipe:
            pipe.lrange(QUEUE, 0, -1)
            pipe.delete(QUEUE)
            return cast("list[bytes]", pipe.execute()[0])

    def _queue(self) -> list[bytes]:
        return cast("list[bytes]", self._line.lrange(QUEUE, 0, -1))

    def _in_hand(self) -> list[bytes]:
        held = cast("list[bytes]", self._line.hvals(IN_HAND))
        return [json.dumps(json.loads(one)[0]).encode() for one in held]

    def _patiently(self, ask: Callable[[], Found]) -> Found:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except (redis.RedisError, OSError):
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.1)


def _again(message: bytes) -> bytes:
    """Under a delivery tag of its own, as if it had been sent once more."""
    told = json.loads(message)
    told["properties"]["delivery_tag"] = uuid()
    return json.dumps(told).encode()
