"""The action plan as a .csv that a French spreadsheet opens with a double click: accents, columns and dates right."""

from __future__ import annotations

import csv
import io
from datetime import date

from ansm.domain.diagnostic import Diagnostic
from ansm.office.context import OfficeContext, notice
from ansm.office.rows import COLUMNS, rows

EDITION_COLUMN = "Version"
_MARK = "\ufeff"  # without it Excel reads UTF-8 as another encoding


def plan_csv(diagnostic: Diagnostic, context: OfficeContext) -> bytes:
    """Semicolons, CRLF, UTF-8 with its mark; a last column says who may read the file, as no page can."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow((*COLUMNS, EDITION_COLUMN))
    for row in rows(diagnostic, context):
        writer.writerow((*(_said(cell) for cell in row.cells), notice(diagnostic)))
    return (_MARK + text.getvalue()).encode()


def _said(cell: str | date | None) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or ""
