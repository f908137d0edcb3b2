"""Files that travel, as the tests make them: one with its history, one as a document carries it, and forged ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from ansm.domain.answers import Answer, Answers
from ansm.domain.history import HistoryRow
from ansm.domain.origin import Origin
from ansm.domain.publication import Edition
from ansm.domain.questionnaire import Respondent
from ansm.domain.sides import Side
from ansm.exchange import TravellingFile, Versions, write_travelling
from ansm.exchange.travelling import integrity

TEN = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
ANSWERS = Answers((Answer("SEC-01", ("non",)), Answer("PIL-04", ("temps", "argent"))))
HISTORY = (
    HistoryRow("mayor1-1", "SEC-01", ("oui",), "elu", TEN),
    HistoryRow("mayor1-2", "SEC-01", ("non",), None, TEN, replaces="mayor1-1"),
    HistoryRow("ansm:0123", "PIL-04", ("temps", "argent"), None, TEN),
    HistoryRow("clerk1-1", "SEC-01", ("manuel",), "agent", TEN, set_aside=True, entrusted_to=Respondent.TECHNICIAN),
)
EXCHANGE = TravellingFile(
    uid="0123456789abcdef0123456789abcdef",
    territory_code="38061",
    territory_name="L’Île-d’Yeu « œ »",
    opened_on=date(2026, 11, 22),
    role="elu",
    edition=None,
    versions=Versions("2026.1-0123456789abcdef", "2026-6.0.0", "0.1.0"),
    answers=ANSWERS,
    history=HISTORY,
    origin=Origin(date(2025, 3, 1), "2025.1-fedcba", Answers((Answer("SEC-01", ("nsp",)),))),
)
CARRIED = TravellingFile(
    uid=EXCHANGE.uid,
    territory_code="38061",
    territory_name="La Buisse",
    opened_on=EXCHANGE.opened_on,
    role=None,
    edition=Edition.PUBLISHABLE,
    versions=EXCHANGE.versions,
    answers=ANSWERS,
)
# The same after a visit: an advisor has answered too.
ADVISED = replace(
    EXCHANGE,
    history=(
        *HISTORY,
        HistoryRow("visit1-1", "SEC-01", ("oui",), "conseiller", TEN, set_aside=True, side=Side.ADVISOR),
    ),
)


def told(file: TravellingFile = EXCHANGE) -> dict[str, Any]:
    """What the text of a file says, to be changed by a test."""
    said: dict[str, Any] = json.loads(write_travelling(file))
    return said


def signed(said: dict[str, Any]) -> bytes:
    """The text again, its checksum made right: what somebody who knows the format can forge."""
    said = {key: value for key, value in said.items() if key != "integrity"}
    return json.dumps(said | {"integrity": integrity(said)}, indent=2).encode()
