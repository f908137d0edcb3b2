"""The file that every visitor tries to reach, everyone who tries, and what the database says before and after."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import httpx
from sqlalchemy import Engine, Table, insert, select, update

from ansm.application import Application
from ansm.application.access import hash_of, new_token
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.storage import tables_around
from ansm.storage.engine import open_engine, reading, writing
from ansm.storage.tables import answer, diagnostic, handover, metadata
from ansm.web.routes import SIGN_IN
from tests.web.asgi_client import AsgiClient
from tests.web.served.doors import Door, Form, Visitor
from tests.web.served.people import COOKIE, FORM, member, organisation, site

# A commune that no public page names, and words that only its file holds.
COMMUNE, COMMUNE_NAME, ELSEWHERE = "38284", "Ornacieux-Balbins", "38061"
CANARIES = (COMMUNE_NAME, "canari-note", "canari-etape", "canari-qui", "canari-agent", "canari@exemple.fr")
CANARIES += ("canari-demande", "canari-commentaire")
FORGED = "A" * 43
# Counted or chosen anew at any time, whoever asks.
NOT_COMPARED = {"content_version", "tally", "duty", "alembic_version"}


@dataclass(frozen=True)
class Pass:
    """What a visitor shows: the secret of a session, and that of a link."""

    session: str = ""
    form_token: str = ""
    link: str = ""


@dataclass(frozen=True)
class Scene:
    """The file, what its doors are named by, and how each visitor gets what they show."""

    installation: Application
    engine: Engine
    file: int
    other: int
    names: dict[str, str]
    shows: dict[Visitor, Callable[[], Pass]]
    exported: bytes
    foreign: bytes

    def request(self, door: Door, visitor: Visitor, *, control: bool = False) -> httpx.Response:
        """What the site answers to this visitor at this door.

        Whoever holds the file's own export reads it already: all but the control bring another's.
        """
        shown = self.shows[visitor]()
        path = door.path
        for name, value in ({"uid": "{uid}"} | door.at).items():
            for written in (f"{{{name}}}", f"{{{name}:int}}"):
                path = path.replace(written, value.format(**self.names))
        cookie = {"cookie": f"{COOKIE}={shown.session}"} if shown.session else {}
        headers, body = self._written(door, shown, self.exported if control else self.foreign)
        return AsgiClient(site()).request(door.method, path, headers=cookie | headers, content=body)

    def dump(self, visitor: Visitor, door: Door) -> dict[str, list[str]]:
        """Every row that this visitor may not touch at this door."""
        with reading(self.engine) as connection:
            return {
                name: [repr(row) for row in connection.execute(self._rows(table, visitor, door))]
                for name, table in sorted(metadata.tables.items())
                if name not in NOT_COMPARED
            }

    def _rows(self, table: Table, visitor: Visitor, door: Door) -> object:
        query = select(table).order_by(*table.primary_key.columns)
        file = table.c.id if table is diagnostic else table.c.get("diagnostic_id")
        if file is None:
            return query.where(False) if table.name in door.writes else query
        if table.name in door.writes:
            return query.where(file == self.file)
        # Their own file is theirs to change.
        return query.where(file != self.other) if visitor is Visitor.OTHER_LINK else query

    def _written(self, door: Door, shown: Pass, brought: bytes) -> tuple[dict[str, str], bytes | None]:
        sent = {name: self._value(value) for name, value in door.sent.items()}
        match door.form:
            case Form.NOTHING:
                return {}, None
            case Form.JSON:
                body = json.dumps({"lien": shown.link or self.names["uid"]} | sent).encode()
                return {"content-type": "application/json"}, body
            case Form.FIELDS:
                fields = {"jeton": shown.form_token, "lien": shown.link or self.names["uid"]} | sent
                # No more fields than the smallest form reads.
                return {"content-type": FORM}, urlencode(fields, doseq=True).encode()
        bearer = {"authorization": f"Bearer {shown.link or self.names['uid']}"}
        return {"content-type": "application/json"} | bearer, brought

    def _value(self, value: str | list[str]) -> object:
        if isinstance(value, list):
            return [self._value(each) for each in value]
        return int(self.names[value[1:]]) if value.startswith("#") else value.format(**self.names)


def is_refused(answer: httpx.Response) -> bool:
    """Whether nobody went through: told so, or sent to a page that anybody or they themselves may read."""
    if answer.status_code == 303:
        place = answer.headers["location"]
        return place.startswith((SIGN_IN, "/conseillers/compte")) or answer.request.method == "GET"
    return 400 <= answer.status_code < 500


def told(answer: httpx.Response) -> str:
    """Everything an answer says."""
    return answer.content.decode("utf-8", "replace") + repr(answer.headers)


def build(installation: Application) -> Scene:
    """Open the file, have it followed and shared, and let everyone in who will try."""
    owner, theirs = installation.open(COMMUNE, "elu"), installation.open(ELSEWHERE, "elu")
    for token in (owner, theirs):
        for question, value in (("SEC-01", "non"), ("SEC-02", "non"), ("CON-01", "cuivre")):
            installation.answer(token, question, value)
    theme, ended = (installation.handovers.hand_over(owner, "securite", "agent", 14) for _ in range(2))
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN qui suit le dossier")
    another = organisation(installation, OrganisationKind.OPSN, "OPSN qui ne le suit pas")
    anct = organisation(installation, OrganisationKind.ANCT, "ANCT")
    people = {
        Visitor.IN_CHARGE: member(installation, agency, Role.ADVISOR, "lea@exemple.fr", "Léa"),
        Visitor.MANAGER: member(installation, agency, Role.MANAGER, "ines@exemple.fr"),
        Visitor.COLLEAGUE: member(installation, agency, Role.ADVISOR, "noe@exemple.fr"),
        Visitor.DISABLED: member(installation, agency, Role.ADVISOR, "zoe@exemple.fr"),
        Visitor.OTHER_ADVISOR: member(installation, another, Role.ADVISOR, "paul@exemple.fr"),
        Visitor.OTHER_MANAGER: member(installation, another, Role.MANAGER, "rose@exemple.fr"),
        Visitor.ANCT: member(installation, anct, Role.ANCT, "max@exemple.fr"),
    }
    stranger = member(
        installation, organisation(installation, OrganisationKind.OPSN, "Une troisième"), Role.ADVISOR, "tom@exemple.fr"
    )
    engine = open_engine(installation.settings.database_url, 5)
    exported, foreign = (installation.travel.export(token).data for token in (owner, theirs))
    shared = _surround(engine, owner, ended.number, people)
    with reading(engine) as connection:
        numbers = [
            connection.execute(select(diagnostic.c.id).where(diagnostic.c.token_hash == hash_of(token))).scalar_one()
            for token in (owner, theirs)
        ]
        (uid,) = connection.execute(select(diagnostic.c.uid).where(diagnostic.c.id == numbers[0])).one()
        rows = connection.execute(select(answer.c.id).where(answer.c.diagnostic_id == numbers[0]))
        row = max(rows.scalars())
    link = installation.advisor_links.make(people[Visitor.IN_CHARGE], uid, 1).token
    identity = installation.identity

    def signed(someone: Member) -> Callable[[], Pass]:
        """A session of their own at each request: some doors end it."""

        def show() -> Pass:
            secret = identity.open_for(someone)
            return Pass(secret, identity.session(secret).form_token)

        return show

    def once(someone: Member) -> Pass:
        return signed(someone)()

    over, out, strange = once(people[Visitor.IN_CHARGE]), once(people[Visitor.DISABLED]), once(stranger)
    identity.sign_out(identity.session(over.session))
    session = identity.session(strange.session).number
    installation.team.shut_out(people[Visitor.DISABLED])
    shows: dict[Visitor, Callable[[], Pass]] = {
        visitor: signed(someone) for visitor, someone in people.items() if visitor is not Visitor.DISABLED
    }
    held = {
        Visitor.OWNER: Pass(link=owner),
        Visitor.ADVISOR_LINK: Pass(link=link),
        Visitor.THEME_LINK: Pass(link=theme.token),
        Visitor.AGENT_LINK: Pass(link=shared["agent"]),
        Visitor.EXPIRED_LINK: Pass(link=ended.token),
        Visitor.OTHER_LINK: Pass(link=theirs),
        Visitor.NOBODY: Pass(),
        Visitor.FORGED: Pass("A" * 86, "A" * 64, FORGED),
        Visitor.EXPIRED_SESSION: over,
        Visitor.DISABLED: out,
    }
    shows |= {visitor: (lambda shown=shown: shown) for visitor, shown in held.items()}
    names = shared | {
        "uid": uid,
        "zero": "0",
        "unprepared": new_token(),
        "one": "1",
        "row": str(row),
        "handover": str(theme.number),
        "advisor": str(people[Visitor.IN_CHARGE].number),
        "disabled": str(people[Visitor.DISABLED].number),
        "colleague": str(people[Visitor.COLLEAGUE].number),
        "advisor_address": people[Visitor.IN_CHARGE].address,
        "stranger_session": str(session),
        "organisation": str(agency.number),
        "stranger": str(stranger.number),
    }
    return Scene(installation, engine, numbers[0], numbers[1], names, shows, exported, foreign)


def _surround(engine: Engine, owner: str, ended: int, people: dict[Visitor, Member]) -> dict[str, str]:
    """Everything that may surround a file, each with words of its own; gives the numbers and the agent's secret."""
    now, agent = datetime.now(UTC), new_token()
    later = now + timedelta(days=30)
    advisor = people[Visitor.IN_CHARGE]
    around = tables_around
    with writing(engine) as connection:

        def add(table: Table, **values: object) -> str:
            row = insert(table).values(values)
            number = connection.execute(row.returning(table.c.id)).scalar_one()
            return str(number)

        file = connection.execute(select(diagnostic.c.id).where(diagnostic.c.token_hash == hash_of(owner))).scalar_one()
        connection.execute(update(handover).where(handover.c.id == ended).values(expires_at=now - timedelta(days=1)))
        numbers = {
            "accompaniment": add(
                around.accompaniment,
                diagnostic_id=file,
                organisation_id=advisor.organisation.number,
                since=now,
                next_step="canari-etape",
                next_step_on=date(2027, 1, 15),
            )
        }
        for visitor in (Visitor.IN_CHARGE, Visitor.DISABLED):
            row = {"accompaniment_id": int(numbers["accompaniment"]), "person_id": people[visitor].number}
            connection.execute(insert(around.accompanying_person).values(row))
        numbers["note"] = add(
            around.note,
            accompaniment_id=int(numbers["accompaniment"]),
            person_id=advisor.number,
            theme="securite",
            text="canari-note",
            written_at=now,
        )
        given = {"diagnostic_id": file, "kind": "synthese", "edition": "publiable", "label": "canari-agent"}
        dates = {"created_at": now, "expires_at": later}
        numbers["report_link"] = add(around.report_link, token_hash=hash_of(agent), **given, **dates)
        numbers["desk_report_link"] = add(
            around.report_link,
            token_hash=hash_of(new_token()),
            organisation_id=advisor.organisation.number,
            **given,
            **dates,
        )
        numbers["action"] = add(
            around.action_step,
            diagnostic_id=file,
            need="sauvegarde",
            state="decidee",
            who="canari-qui",
            recorded_at=now,
        )
        numbers["reminder"] = add(
            around.reminder, diagnostic_id=file, address="canari@exemple.fr", counted_from=now.date(), asked_at=now
        )
    return numbers | {"agent": agent}
