"""Opens the files that benches answer to, some of them half filled, as a walk leaves them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, insert, literal, select

from ansm.application import Application
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question
from ansm.settings import read_settings
from ansm.storage.engine import open_engine, writing
from ansm.storage.tables import answer, diagnostic

TERRITORY = "38061"
PATIENCE_SECONDS = 5.0
FILLED = ("diagnostic_id", "question", "values", "answered_at", "client_id")


def open_files(database: str, count: int, content: str = "") -> tuple[list[str], Handbook]:
    """The personal links of new files, and the questionnaire they answer."""
    application = Application.start(read_settings({"ANSM_DATABASE_URL": database, "ANSM_CONTENT": content}))
    try:
        return [application.open(TERRITORY) for _ in range(count)], application.handbook
    finally:
        application.close()


def fill(database: str, questions: Sequence[Question]) -> int:
    """Answer these questions in every file, in one transaction: thousands would take minutes. Gives the rows stored."""
    now, engine = datetime.now(UTC), open_engine(database, PATIENCE_SECONDS)
    try:
        with writing(engine) as connection:
            for place, one in enumerate(questions):
                values = literal([one.options[0].value], answer.c["values"].type)
                moment = literal(now, answer.c.answered_at.type)
                row = select(diagnostic.c.id, literal(one.id), values, moment, literal(f"before00-{place}"))
                connection.execute(insert(answer).from_select(FILLED, row))
            return connection.execute(select(func.count()).select_from(answer)).scalar_one()
    finally:
        engine.dispose()
