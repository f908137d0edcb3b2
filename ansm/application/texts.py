"""Decides what is kept of a text that somebody typed: its letters and its lines, nothing that no screen shows."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from ansm.errors import InvalidRequest

INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FORMS = ("%Y-%m-%d", "%d/%m/%Y")
NOT_A_DAY = "Cette date n’est pas comprise. Écrivez-la comme 31/01/2027, ou choisissez-la dans le calendrier."


def one_line(text: str) -> str:
    """The text on one line, without the spaces around it."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """The text with its lines, ended the same way whatever browser sent it."""
    return "\n".join(line.rstrip() for line in _visible(text).split("\n")).strip()


def day_typed(text: str) -> date | None:
    """The day of a form, None when nothing is typed. Raises InvalidRequest."""
    text = text.strip()
    if not text:
        return None
    for form in FORMS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found
    raise InvalidRequest(NOT_A_DAY)


def _visible(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in plain if one in "\n\t" or unicodedata.category(one) not in INVISIBLE)
