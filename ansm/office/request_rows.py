"""Requests for support as a table (.ods, .csv): without who to answer, unless that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ansm.domain.support import STATES, Request
from ansm.domain.verdict_words import SHORT
from ansm.office.sheets import Value


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how wide it is, the style of its cells."""

    title: str
    width: str
    style: str


COLUMNS = (
    Column("Collectivité", "moyen", "action"),
    Column("Nature", "court", "texte"),
    Column("Code", "court", "texte"),
    Column("Département", "moyen", "texte"),
    Column("Population", "court", "nombre"),
    Column("Condition de population", "moyen", "texte"),
    Column("Demandé le", "court", "date"),
    Column("État", "moyen", "texte"),
    Column("Depuis le", "court", "date"),
    Column("Joint", "moyen", "texte"),
    Column("Actions à mener d’abord", "long", "texte"),
    Column("Message", "long", "texte"),
    Column("Gardée jusqu’au", "court", "date"),
)
CONTACT_COLUMNS = (
    Column("Fonction", "moyen", "texte"),
    Column("Adresse électronique", "moyen", "texte"),
    Column("Téléphone", "court", "texte"),
    Column("Nom", "moyen", "texte"),
)


def request_columns(*, contacts: bool) -> tuple[Column, ...]:
    """The columns."""
    return (*COLUMNS, *CONTACT_COLUMNS) if contacts else COLUMNS


def request_rows(
    requests: Iterable[Request], day: Callable[[datetime], date], *, contacts: bool
) -> tuple[Sequence[Value], ...]:
    """One row a request; one that was withdrawn has none."""
    return tuple(row for each in requests if (row := _row(each, day, contacts=contacts)))


def _row(request: Request, day: Callable[[datetime], date], *, contacts: bool) -> tuple[Value, ...]:
    sent, contact = request.sent, request.contact
    if sent is None or contact is None:
        return ()
    first = next(iter(sent.sections), None)
    cells: tuple[Value, ...] = (
        sent.territory,
        sent.kind,
        sent.code,
        f"{sent.department_name} ({sent.department})",
        sent.population,
        SHORT[sent.verdict],
        day(request.asked_at),
        STATES[request.state],
        day(request.state_at),
        sent.joined,
        " ".join(first.lines) if first is not None else "",
        sent.message.replace("\n", " "),
        request.kept_until,
    )
    return (*cells, contact.function, contact.address, contact.telephone, contact.name) if contacts else cells
