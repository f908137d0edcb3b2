"""Makes the sample documents of docs/exemples anew: `make examples`. The same content always gives the same bytes.

Two golden journeys are followed, and the commune's a second time a year later, so that « before » can be seen too.
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
from ansm.domain.answers import validate_all
from ansm.domain.history import HistoryRow
from ansm.domain.origin import Origin
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
    """A folder of docs/exemples, the golden journey that fills it in, and what has changed since, if anything."""

    folder: str
    journey: str
    uid: str
    since: tuple[tuple[str, str], ...] = ()


EXAMPLES = (
    Example("commune", "cans-et-cevennes-tout-papier", "0" * 31 + "1"),
    Example("intercommunalite", "rives-de-l-ain-epci", "0" * 31 + "2"),
    Example(
        "commune-un-an-apres",
        "cans-et-cevennes-tout-papier",
        "0" * 31 + "3",
        (("IDN-01", "propre"), ("IDN-02", "oui"), ("SEC-01", "auto"), ("DON-01", "oui"), ("TER-01", "oui")),
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
            history=tuple(
                HistoryRow(f"exemple-{rank}", each.question, each.values, request.role, ANSWERED_AT)
                for rank, each in enumerate(now.items)
            ),
            origin=Origin(date(2025, 11, 20), version, before) if example.since else None,
        )
    )


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
