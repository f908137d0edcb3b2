"""What the storage tests store: files of La Buisse and answers given after ten o'clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime

from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.questionnaire import Respondent
from ansm.domain.territory import Kind, Notion, Population, Territory, TerritoryRef
from ansm.storage import NewDiagnostic, NewHandover, Storage, StoredAnswer, StoredDiagnostic

CONTENT = "1.0-0123456789abcdef"
SECRET = "secret"  # noqa: S105 - of a file that exists in tests only
TOKEN = hashlib.sha256(SECRET.encode()).digest()
KEPT = "Rien de ce qui était déjà enregistré n’est perdu"


def new_file(secret: str = SECRET) -> NewDiagnostic:
    """A file for La Buisse, behind a secret."""
    source = "Insee, « recensement » de la population"
    figure = Population(Notion.MUNICIPAL, 2023, date(2026, 1, 1), 3221, source)
    rule = Rule("ANSM", Kind.COMMUNE, 3500, "<", Notion.MUNICIPAL, date(2022, 1, 1), None, source, "à valider")
    return NewDiagnostic(
        token_hash=hashlib.sha256(secret.encode()).digest(),
        uid=hashlib.sha256(b"public " + secret.encode()).hexdigest()[:32],
        territory=Territory(
            code="38061",
            name="La Buisse",
            kind=Kind.COMMUNE,
            department="38",
            department_name="Isère",
            postcodes=("38500",),
            siren="213800616",
            populations=(figure,),
            epci=TerritoryRef("243800984", "CA du Pays Voironnais"),
        ),
        eligibility=Eligibility(Verdict.ELIGIBLE, (Reason.BELOW,), figure, rule),
        route=Eligibility(Verdict.UNKNOWN, (Reason.NO_FIGURE,)),
        content_version=CONTENT,
        territories_version="2026-6.0.0",
        application_version="0.1.0",
        opened_on=date(2026, 11, 22),
        created_at=datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC),
    )


def give(
    question: str,
    *values: str,
    minute: int = 0,
    role: str | None = None,
    client_id: str | None = None,
    handover: int | None = None,
) -> StoredAnswer:
    """An answer given so many minutes after ten o'clock, in Greenwich."""
    return StoredAnswer(question, values, role, datetime(2026, 11, 22, 10, minute, tzinfo=UTC), client_id, handover)


def link_to(
    theme: str, secret: str, *, day: int = 22, until: int = 29, respondent: Respondent = Respondent.STAFF
) -> NewHandover:
    """A link « à confier » made at noon on a day of November 2026, open until noon of another."""
    return NewHandover(
        token_hash=hashlib.sha256(secret.encode()).digest(),
        theme=theme,
        respondent=respondent,
        created_at=datetime(2026, 11, day, 12, tzinfo=UTC),
        expires_at=datetime(2026, 11, until, 12, tzinfo=UTC),
    )


@contextmanager
def opened_with_one_answer(url: str) -> Iterator[Storage]:
    """An impatient storage with one file, behind TOKEN, that has one answer: « non » to SEC-01."""
    with closing(Storage.open(url, patience=0.2)) as storage:
        storage.keep_content(CONTENT, b"archive")
        storage.create(new_file())
        storage.record(TOKEN, give("SEC-01", "non"))
        yield storage


def found(storage: Storage, token: bytes = TOKEN) -> StoredDiagnostic:
    """The file behind this token, which must exist."""
    stored = storage.find(token)
    assert stored is not None
    return stored


def still_there(storage: Storage) -> bool:
    """Whether the first answer of `opened_with_one_answer` is still the current one."""
    return found(storage).answers.chosen("SEC-01") == ("non",)
