"""Measures what people who sign in and the public ask for, on a large portfolio: SQLite beside PostgreSQL, in turns.

Each round starts both sites anew, so that a first reading is one; then each measure is taken on one and on the other.
The statements of the database and the pages are real, through HTTP. Arguments: files, rounds, measures a round.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from ansm.application import Application, utc_now
from ansm.application.access import hash_of
from ansm.application.files import diagnostic_of
from ansm.domain.comparison import compare
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.settings import read_settings
from ansm.storage import Storage
from bench.databases import POSTGRESQL, SQLITE, both
from bench.figures import line, machine, times
from bench.files import TERRITORY, fill
from bench.site import HOST, Server, our_site

FILES, ROUNDS, MEASURES = 500, 3, 20
COLD, WARM, FOUND, CASE = "portfolio, first reading", "portfolio, then", "portfolio, found and sorted", "page of a file"
TOWN, ADVISOR = "answer saved, town's link", "answer saved, advisor's link"
PUBLIC_COLD, PUBLIC, SIGN_IN = "/statistiques, first reading", "/statistiques, then", "signing in with a link"
COMPARED = "two diagnostics read and compared"
ORDER = (COLD, WARM, FOUND, CASE, TOWN, ADVISOR, PUBLIC_COLD, PUBLIC, SIGN_IN, COMPARED)
QUESTION, VALUES = "SEC-01", ("non", "nsp")
PATIENCE_SECONDS = 120


class Refused(Exception):
    """The site answered something else than what is measured."""


@dataclass
class Desk:
    """One site with its database: who reads it, and what was measured there, in milliseconds."""

    installation: Application
    storage: Storage
    manager: Member
    uid: str
    town: str
    advisor: str
    redone: str
    found: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _numbers: Iterator[int] = field(default_factory=count)

    def take(self, what: str, work: Callable[[], object]) -> None:
        """Measure this once."""
        start = time.perf_counter()
        work()
        self.found[what].append(1000 * (time.perf_counter() - start))

    def save(self, line: http.client.HTTPConnection, token: str) -> None:
        """Save an answer, other than the one before."""
        number = next(self._numbers)
        message = {"id": f"bench000-{number:x}", "q": QUESTION, "v": [VALUES[number % 2]], "base": 0, "par": None}
        body = json.dumps({"lien": token, "depuis": 10**9, "reponses": [message]})
        told = ask(line, "POST", "/echange/reponses", body, {"content-type": "application/json"})
        if b'"refus"' in told:
            raise Refused(told.decode()[:200])

    def compared(self) -> None:
        """What the results of a diagnostic done again read and decide."""
        file = self.installation.file(self.redone)
        former = self.installation.again.former(file)
        if former is None:
            raise Refused("nothing to compare with")
        compare(former, diagnostic_of(file))


@contextlib.contextmanager
def desk(address: str, files: int) -> Iterator[Desk]:
    """A database with so many files that one organisation follows, half answered, one of them done again."""
    installation = Application.start(read_settings({"ANSM_DATABASE_URL": address}))
    storage = Storage.open(address)
    try:
        agency = installation.team.add_organisation(OrganisationKind.OPSN, "OPSN", None)
        manager = installation.team.invite("responsable@exemple.fr", agency, Role.MANAGER, "")
        tokens = [installation.open(TERRITORY) for _ in range(files)]
        for token in tokens:
            storage.caseload.follow(hash_of(token), agency.number, manager.number, utc_now())
        fill(address, installation.handbook.questionnaire.questions[::2])
        uid = installation.desk.portfolio(manager)[0].uid
        advisor = installation.advisor_links.make(manager, uid).token
        redone = installation.again.start(tokens[1]).token
        installation.statistics.settle()
        yield Desk(installation, storage, manager, uid, tokens[0], advisor, redone)
    finally:
        storage.close()
        installation.close()


def ask(
    line: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str], want: int = 200
) -> bytes:
    """What the site answers on a connection kept open. Raises Refused."""
    line.request(method, path, body, headers)
    response = line.getresponse()
    told = response.read()
    if response.status != want:
        raise Refused(f"{response.status} at {path}: {told.decode(errors='replace')[:200]}")
    return told


def first_readings(desk: Desk, line: http.client.HTTPConnection, cookie: dict[str, str]) -> None:
    """What nobody has read since the site started."""
    desk.take(COLD, lambda: ask(line, "GET", "/conseillers/", None, cookie))
    desk.take(PUBLIC_COLD, lambda: ask(line, "GET", "/statistiques", None, {}))


def one_of_each(desk: Desk, line: http.client.HTTPConnection, cookie: dict[str, str]) -> None:
    """Each measure once. The link that signs in is made before its time is taken."""
    desk.take(WARM, lambda: ask(line, "GET", "/conseillers/", None, cookie))
    desk.take(FOUND, lambda: ask(line, "GET", "/conseillers/?cherche=buisse&tri=activite", None, cookie))
    desk.take(CASE, lambda: ask(line, "GET", f"/conseillers/dossiers/{desk.uid}", None, cookie))
    desk.take(TOWN, lambda: desk.save(line, desk.town))
    desk.take(ADVISOR, lambda: desk.save(line, desk.advisor))
    desk.take(PUBLIC, lambda: ask(line, "GET", "/statistiques", None, {}))
    form = urlencode({"entree": desk.installation.entering.link(desk.manager, "").removeprefix("#")})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    desk.take(SIGN_IN, lambda: ask(line, "POST", "/conseillers/entrer", form, headers, want=303))
    desk.take(COMPARED, desk.compared)


def one_round(desks: dict[str, Desk], addresses: dict[str, str], measures: int) -> None:
    """Start both sites, and take every measure on one then on the other."""
    with contextlib.ExitStack() as stack:
        sites: list[tuple[Desk, http.client.HTTPConnection, dict[str, str]]] = []
        for name, each in desks.items():
            server: Server = stack.enter_context(our_site(addresses[name]))
            open_line = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE_SECONDS)
            stack.enter_context(contextlib.closing(open_line))
            secret = each.installation.identity.open_for(each.manager)
            sites.append((each, open_line, {"cookie": f"ansm-session={secret}"}))
        for site in sites:
            first_readings(*site)
        for _ in range(measures):
            for site in sites:
                one_of_each(*site)


def tell(desks: dict[str, Desk]) -> None:
    """Print what was measured, and how much longer it takes on PostgreSQL."""
    for what in ORDER:
        print(f"\n{what}")
        for name, each in desks.items():
            line(name, times(each.found[what]))
        if POSTGRESQL in desks:
            theirs, ours = (statistics.median(desks[name].found[what]) for name in (POSTGRESQL, SQLITE))
            line("PostgreSQL, in SQLite's time", f"{theirs / ours:.2f}")


def main(files: int = FILES, rounds: int = ROUNDS, measures: int = MEASURES) -> None:
    """Print all of it."""
    with both() as addresses, contextlib.ExitStack() as stack:
        start = time.perf_counter()
        desks = {name: stack.enter_context(desk(address, files)) for name, address in addresses.items()}
        print(f"  {files} files on each database, made in {time.perf_counter() - start:.0f} s")
        for _ in range(rounds):
            one_round(desks, addresses, measures)
        tell(desks)
        print(f"\n  at the end: {machine()}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
