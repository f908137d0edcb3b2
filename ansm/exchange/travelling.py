"""Decides how a diagnostic is written to leave this installation: one JSON text, always the same for the same file.

`docs/formats.md` describes it for whoever reads it elsewhere, `travelling.schema.json` for programs.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ansm.domain.answers import Answers
from ansm.domain.history import HistoryRow
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition
from ansm.exchange.writing import Json

FORMAT, FORMAT_VERSION = "ansm.diagnostic", 2
WITHOUT_SIDES = 1  # still written for a file that no advisor answered, so that older programs read it
FILE_SUFFIX = ".ansm.json"
ATTACHMENT_NAME = f"diagnostic{FILE_SUFFIX}"  # inside our PDF
MEDIA_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Versions:
    """What the diagnostic was made with."""

    content: str
    territories: str
    application: str


@dataclass(frozen=True, slots=True)
class TravellingFile:
    """A diagnostic on its way. `uid` is its public name, which opens nothing.

    `edition` is None for the exchange file, which alone has a `history` (every row, in the order of recording; the
    current answers then follow from it) and an `origin`; else it is that of the document the file is attached to.
    """

    uid: str
    territory_code: str
    territory_name: str
    opened_on: date
    role: str | None
    edition: Edition | None
    versions: Versions
    answers: Answers
    history: tuple[HistoryRow, ...] | None = None
    origin: Origin | None = None


def write_travelling(file: TravellingFile, result: Json = None) -> bytes:
    """The text of the file, `result` being that of the diagnosis as the command line writes it."""
    sided = any(row.side is not None for row in file.history or ())
    told: dict[str, Json] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION if sided else WITHOUT_SIDES,
        "uid": file.uid,
        "territory": {"code": file.territory_code, "name": file.territory_name},
        "opened_on": file.opened_on.isoformat(),
        "role": file.role,
        "edition": None if file.edition is None else file.edition.value,
        "versions": {
            "content": file.versions.content,
            "territories": file.versions.territories,
            "application": file.versions.application,
        },
        "answers": _answers(file.answers),
        "history": None if file.history is None else [_row(row, sided=sided) for row in file.history],
        "origin": None if file.origin is None else _origin(file.origin),
        "result": result,
    }
    return canonical(told | {"integrity": integrity(told)})


def integrity(told: dict[str, Json]) -> str:
    """The checksum of everything the file says besides it: it tells an accident, not a forgery."""
    return "sha256:" + hashlib.sha256(canonical(told)).hexdigest()


def canonical(value: Json) -> bytes:
    """The one text of a value: keys in order, no space. Raises ValueError for what JSON cannot say."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def moment(value: datetime) -> str:
    """An instant, in UTC, to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _answers(answers: Answers) -> Json:
    return {answer.question: list(answer.values) for answer in answers.items}


def _row(row: HistoryRow, *, sided: bool) -> Json:
    side: dict[str, Json] = {"side": None if row.side is None else row.side.value} if sided else {}
    return side | {
        "id": row.name,
        "question": row.question,
        "values": list(row.values),
        "role": row.role,
        "given_at": moment(row.answered_at),
        "replaces": row.replaces,
        "set_aside": row.set_aside,
        "entrusted_to": None if row.entrusted_to is None else row.entrusted_to.value,
    }


def _origin(origin: Origin) -> Json:
    return {
        "opened_on": origin.opened_on.isoformat(),
        "content_version": origin.content_version,
        "answers": _answers(origin.answers),
    }
