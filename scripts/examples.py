"""Makes the sample documents of docs/exemples anew: `make examples`. The same content always gives the same bytes.

Two golden journeys are followed, and the commune's twice more: a year later, so that « before » can be seen too, and
after the visit of an advisor, so that both sides can.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ansm.application import OFFERS, Application
from ansm.domain.answers import Answers, validate_all
from ansm.domain.history import HistoryRow
from ansm.domain.origin import Origin
from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import Side
from ansm.exchange import TravellingFile, Versions, read_request, write_travelling
from ansm.expertise import application_version
from ansm.report import Audience, FormPath, blank, render
from ansm.settings import read_settings
from ansm.storage import Storage

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "exemples"
JOURNEYS = ROOT / "tests" / "golden" / "journeys"
MADE_ON = date(2026, 11, 26)
ANSWERED_AT = datetime(2026, 11, 26, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Example:
    """A folder of docs/exemples, the golden journey that fills it in, and what has changed since, if anything.

    Of the answers, `advised` are given by an advisor alone, who agrees with `agreed` and proposes others to `proposed`.
    """

    folder: str
    journey: str
    uid: str
    since: tuple[tuple[str, str], ...] = ()
    advised: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    proposed: tuple[tuple[str, str], ...] = ()


EXAMPLES = (
    Example("commune", "cans-et-cevennes-tout-papier", "0" * 31 + "1"),
    Example("intercommunalite", "rives-de-l-ain-epci", "0" * 31 + "2"),
    Example(
        "commune-un-an-apres",
        "cans-et-cevennes-tout-papier",
        "0" * 31 + "3",
        (("IDN-01", "propre"), ("IDN-02", "oui"), ("SEC-01", "auto"), ("DON-01", "oui"), ("TER-01", "oui")),
    ),
    Example(
        "commune-avec-un-conseiller",
        "cans-et-cevennes-tout-papier",
        "0" * 31 + "4",
        advised=("IDN-05", "SEC-06", "SEC-07", "SEC-09", "DON-03", "GES-01", "GES-02"),
        agreed=("CON-01", "IDN-02", "DEM-01", "TER-02"),
        proposed=(("SEC-01", "manuel"), ("TER-01", "oui"), ("GES-05", "oui")),
    ),
)


def brought(example: Example, application: Application) -> bytes:
    """The diagnostic as a file that somebody brings: its public name is chosen, so that documents do not vary."""
    content = json.loads((JOURNEYS / f"{example.journey}.json").read_text(encoding="utf-8"))["request"]
    request = read_request(json.dumps(content).encode())
    opened_on = request.opened_on or MADE_ON
    before = application.expertise.diagnose(request.territory, opened_on, request.role, request.answers).journey.answers
    now = before
    for answer in validate_all(application.handbook.questionnaire, example.since).items:
        now = now.with_answer(answer)
    territory = application.standpoint(request.territory).territory
    version = application.handbook.version
    return write_travelling(
        TravellingFile(
            uid=example.uid,
            territory_code=territory.code,
            territory_name=territory.name,
            opened_on=MADE_ON if example.since else opened_on,
            role=request.role,
            edition=None,
            versions=Versions(version, application.expertise.territories.version, application_version()),
            answers=now,
            history=lived(example, now, request.role),
            origin=Origin(date(2025, 11, 20), version, before) if example.since else None,
        )
    )


def lived(example: Example, answers: Answers, role: str | None) -> tuple[HistoryRow, ...]:
    """Every answer as it was given, by the town or by its advisor."""
    rows = []
    for rank, each in enumerate(answers.items):
        whose = Side.ADVISOR if each.question in example.advised else None
        who = role if whose is None else Respondent.ADVISOR.value
        rows.append(HistoryRow(f"exemple-{rank}", each.question, each.values, who, ANSWERED_AT, side=whose))
    named = {row.question: row for row in rows}
    proposed = dict(example.proposed)
    for question in (*example.agreed, *proposed):
        former = named[question]
        values = (proposed[question],) if question in proposed else former.values
        rows.append(
            HistoryRow(
                f"visite-{question}",
                question,
                values,
                Respondent.ADVISOR.value,
                ANSWERED_AT,
                None if question in proposed else former.name,  # what is set aside takes nobody's place
                question in proposed,
                side=Side.ADVISOR,
            )
        )
    return tuple(rows)


def make(folder: Path) -> None:
    """Write every document of every example, and the questionnaires to fill in by hand, into that folder."""
    with tempfile.TemporaryDirectory() as work:
        settings = read_settings({"ANSM_DATABASE_URL": f"sqlite:///{work}/exemples.sqlite3"})
        application = Application(settings, Storage.open(settings.database_url), clock=lambda: ANSWERED_AT)
        try:
            for example in EXAMPLES:
                token = application.travel.start(brought(example, application)).token
                for offer in OFFERS:
                    made = application.documents.make(token, offer.kind, offer.edition)
                    write(folder / example.folder / made.file_name, made.data)
            for audience in Audience:
                for path in FormPath:
                    form = blank(application.handbook, audience, path)
                    write(folder / "questionnaire-vierge" / f"{audience.value}-{path.value}.pdf", render(form))
        finally:
            application.close()


def write(path: Path, data: bytes) -> None:
    """One file, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for old in target.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    make(target)
    print(f"{sum(1 for _ in target.glob('*/*'))} documents, {target.name}")
