"""Opens the files that benches answer to, some of them half filled, as a walk leaves them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

from ansm.application import Application
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.settings import read_settings

TERRITORY = "38061"
FILL = (
    'INSERT INTO answer (diagnostic_id, question, "values", answered_at, client_id, set_aside) '
    "SELECT id, ?, ?, ?, 'before00-' || ?, 0 FROM diagnostic"
)


def open_files(database: str, count: int, content: str = "") -> tuple[list[str], Handbook]:
    """The personal links of new files, and the questionnaire they answer."""
    application = Application.start(read_settings({"ANSM_DATABASE_URL": database, "ANSM_CONTENT": content}))
    try:
        return [application.open(TERRITORY) for _ in range(count)], application.handbook
    finally:
        application.close()


def fill(database: str, questions: Sequence[Question]) -> int:
    """Answer these questions in every file, in one transaction: thousands would take minutes. Gives the rows stored."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    rows = [(one.id, json.dumps([one.options[0].value]), now, place) for place, one in enumerate(questions)]
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection, connection:
        connection.executemany(FILL, rows)
        return int(connection.execute("SELECT count(*) FROM answer").fetchone()[0])
