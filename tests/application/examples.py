"""What the tests of the use cases share: a commune, a moment, links and what browsers send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from ansm.application import Application, SentAnswer, Settlement
from ansm.application.access import hash_of
from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.storage.engine import open_engine
from tests.storage import advisors

LA_BUISSE = "38061"
EVENING = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the 23rd already in France
FORGED = "A" * 43
Start = Callable[..., Application]


def days_later(days: float) -> datetime:
    """So many days after that evening."""
    return EVENING + timedelta(days=days)


def sent(name: str, question: str = "SEC-01", *values: str, base: int = 0, role: str | None = None) -> SentAnswer:
    """What a browser sends; its device is what stands before the dash."""
    return SentAnswer(name, question, values, base, role)


def deliver(application: Application, token: str, *messages: SentAnswer) -> tuple[Settlement, ...]:
    """Send these, and hear what became of them."""
    return application.exchange.receive(token, 0, messages, unheard).settled


def unheard(_file: bytes, _device: str | None) -> None:
    """Nobody waits for news of a file here."""


@dataclass(frozen=True)
class Links:
    """Every kind of link. `theme` opens SECURITE of the file that `whole` opens; `other` is somebody else's file.

    `advisor` opens the same file for an advisor; `taken_off` was that of one who follows it no longer.
    """

    whole: str
    theme: str
    other: str
    expired: str
    revoked: str
    advisor: str
    taken_off: str
    forged: str = FORGED


def every_link(start: Start) -> Links:
    """Links as they stand two days after the file was opened, made by people in different situations."""
    application = start()
    whole, other = application.open(LA_BUISSE), application.open(LA_BUISSE)
    made = [application.handovers.hand_over(whole, "securite", "agent", days) for days in (14, 1, 14)]
    application.handovers.revoke(whole, made[2].number, unheard)
    with database(application) as engine:
        followed, former = (advisors.follow(engine, hash_of(whole), name) for name in ("OPSN", "EPCI"))
        advised = [
            application.advisor_links.make(advisor_of(each), application.file(whole).uid, 14).token
            for each in (followed, former)
        ]
        advisors.take_off(engine, former)
    return Links(whole, made[0].token, other, made[1].token, made[2].token, *advised)


@contextmanager
def database(application: Application) -> Iterator[Engine]:
    """The database of an installation, to write what no use case of this test does."""
    engine = open_engine(application.settings.database_url, 5.0)
    try:
        yield engine
    finally:
        engine.dispose()


def advisor_of(followers: advisors.Followers) -> Member:
    """The advisor of that organisation, as signed in."""
    body = Organisation(followers.organisation, OrganisationKind.OPSN, "OPSN", None)
    return Member(followers.advisor, "conseil@opsn.example", "", Role.ADVISOR, body)
