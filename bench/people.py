"""Simulates people in a process of its own: each answers now and then, and waits for news all the while.

Run by `crowd_bench`: orders come as lines of JSON on the standard input, what was measured goes back the same way.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypedDict

from bench.echo import ADD, NUMBER
from bench.lines import EventSocket, Found, Line, Refused

PAGE = "/diagnostic/"
PATIENCE_SECONDS = 15  # that of our page
TROUBLE = (Refused, OSError, EOFError)
OPENED_TOGETHER = 20


class Plan(TypedDict):
    """Who lives where: the links of the people, and the questions with their values."""

    port: int
    tokens: list[str]
    questions: list[tuple[str, list[str]]]


class Person:
    """Someone with a file: one connection for answers, one that waits for news, as a browser does."""

    def __init__(self, number: int, port: int, token: str, questions: list[tuple[str, list[str]]]) -> None:
        self.number, self.port, self.token = number, port, token
        self.device = f"dev{number:05d}"
        self._questions = itertools.cycle(questions[number % len(questions) :] + questions[: number % len(questions)])
        self._count = itertools.count()
        self._cursor = 0
        self._newest: dict[str, int] = {}
        self._answering, self._waiting = Line(port), Line(port)
        self._socket: EventSocket | None = None

    async def open(self) -> None:
        """Ask for the whole file, as each visit begins."""
        found = await self._answering.ask("dossier", {"lien": self.token})
        self._learn(found)

    async def open_socket(self) -> None:
        """Open the event socket, as pages of Reflex do."""
        self._socket = await EventSocket.open(self.port, f"session-{self.number}", PAGE)

    async def keep_socket(self) -> None:
        """Answer its pings for ever."""
        while self._socket:
            await self._socket.heard()

    async def follow(self) -> None:
        """Wait for news for ever."""
        while True:
            body = {"lien": self.token, "depuis": self._cursor, "appareil": self.device}
            self._learn(await self._waiting.ask("suivi", body))

    async def answer(self) -> None:
        """Answer one question. Raises Refused when the answer is not kept as the current one."""
        question, values = next(self._questions)
        chosen = values[next(self._count) % len(values)]
        name = f"{self.device}-{next(self._count):x}"
        message = {"id": name, "q": question, "v": [chosen], "base": self._newest.get(question, 0), "par": "agent"}
        async with asyncio.timeout(PATIENCE_SECONDS):
            found = await self._answering.ask(
                "reponses", {"lien": self.token, "depuis": self._cursor, "reponses": [message]}
            )
        (settled,) = found["regles"]
        if settled["id"] != name or "n" not in settled or "ecartee" in settled:
            raise Refused("set aside" if "ecartee" in settled else settled.get("refus", "the answer of another"))
        self._learn(found)

    async def close(self) -> None:
        """Hang up everywhere."""
        self._answering.close()
        self._waiting.close()
        if self._socket:
            await self._socket.close()

    def _learn(self, found: Found) -> None:
        self._cursor = max(self._cursor, found["curseur"])
        for row in found["reponses"]:
            self._newest[row["q"]] = max(row["n"], self._newest.get(row["q"], 0))


class Told:
    """What was measured since the last order."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.errors: Counter[str] = Counter()
        self._wall, self._processor = time.perf_counter(), time.process_time()

    async def timed(self, work: Callable[[], Awaitable[object]]) -> None:
        """Note how long it takes, or what went wrong."""
        start = time.perf_counter()
        try:
            await work()
        except TROUBLE as error:
            self.errors[f"{type(error).__name__} {error}"[:80].strip()] += 1
        else:
            self.times.append(1000 * (time.perf_counter() - start))

    def json(self) -> dict[str, object]:
        """As it goes back; `processor` is the share of one processor that simulating people took."""
        wall = time.perf_counter() - self._wall
        busy = (time.process_time() - self._processor) / wall
        return {"times": self.times, "errors": dict(self.errors), "seconds": wall, "processor": busy}


class Crowd:
    """The orders that can be given."""

    def __init__(self, plan: Plan) -> None:
        everyone = enumerate(plan["tokens"])
        self.people = [Person(number, plan["port"], token, plan["questions"]) for number, token in everyone]
        self._draw = random.Random(38061)  # noqa: S311 — the same moments at each run
        self._background: set[asyncio.Task[None]] = set()
        self._lost: Counter[str] = Counter()

    async def warm(self, told: Told) -> None:
        """One of them comes first, so that what the server loads once is not counted with everyone."""
        first = self.people[0]
        await told.timed(first.open)
        for _ in range(20):
            await told.timed(first.answer)

    async def come(self, told: Told) -> None:
        """Everyone opens their file and waits for news."""
        await self._each(told, lambda person: person.open)
        for person in self.people:
            self._stay(person.follow())
        await asyncio.sleep(2)

    async def open_sockets(self, told: Told) -> None:
        """Everyone opens the event socket too, as a page of results does; the questionnaire opens none."""
        await self._each(told, lambda person: person.open_socket)
        for person in self.people:
            self._stay(person.keep_socket())
        await asyncio.sleep(1)

    async def answer(self, told: Told, seconds: float, every: float) -> None:
        """Everyone answers at that pace, each at their own moments."""
        end = time.perf_counter() + seconds

        async def live(person: Person) -> None:
            due = time.perf_counter() + self._draw.uniform(0, every)
            while due < end:
                # Late answers are still sent: a slow server does not make people answer less.
                await asyncio.sleep(due - time.perf_counter())
                await told.timed(person.answer)
                due += every * self._draw.uniform(0.5, 1.5)

        await asyncio.gather(*map(live, self.people))
        told.errors.update(self._lost)

    async def as_fast_as_possible(self, told: Told, seconds: float, clients: int) -> None:
        """Some of them answer without a pause."""
        end = time.perf_counter() + seconds

        async def hurry(person: Person) -> None:
            while time.perf_counter() < end:
                await told.timed(person.answer)

        await asyncio.gather(*map(hurry, self.people[:clients]))

    async def echo(self, told: Told, port: int, seconds: float, clients: int) -> None:
        """As many send events to the bare Reflex application, without a pause."""
        sockets = [await EventSocket.open(port, f"echo-{number}", "/") for number in range(clients)]
        end = time.perf_counter() + seconds

        async def add(socket: EventSocket) -> None:
            if NUMBER not in await socket.tell(ADD, "/"):
                raise Refused("this is not an echo")

        async def hurry(socket: EventSocket) -> None:
            while time.perf_counter() < end:
                await told.timed(lambda: add(socket))

        await asyncio.gather(*map(hurry, sockets))
        await asyncio.gather(*(socket.close() for socket in sockets))

    async def leave(self) -> None:
        """Everyone goes."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(person.close() for person in self.people), return_exceptions=True)

    async def _each(self, told: Told, work: Callable[[Person], Callable[[], Awaitable[object]]]) -> None:
        turns = asyncio.Semaphore(OPENED_TOGETHER)

        async def one(person: Person) -> None:
            async with turns:
                await told.timed(work(person))

        await asyncio.gather(*map(one, self.people))

    def _stay(self, waiting: Awaitable[None]) -> None:
        async def stay() -> None:
            try:
                await waiting
            except Exception as error:  # whatever it is, it must be counted: nobody awaits this task
                self._lost[f"while waiting, {type(error).__name__}: {error}"[:80]] += 1

        self._background.add(asyncio.create_task(stay()))


async def main() -> None:
    """Obey until the orders end."""
    crowd = Crowd(json.loads(await asyncio.to_thread(sys.stdin.readline)))
    while order := await asyncio.to_thread(sys.stdin.readline):
        wanted = json.loads(order)
        told = Told()
        await getattr(crowd, wanted.pop("do"))(told, **wanted)
        print(json.dumps(told.json()), flush=True)
    await crowd.leave()


if __name__ == "__main__":
    asyncio.run(main())
