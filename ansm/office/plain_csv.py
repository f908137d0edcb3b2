"""Any table as a .csv that a French spreadsheet opens with a double click, where nothing typed becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from ansm.office.rows import harmless
from ansm.office.sheets import Value

_MARK = "\ufeff"  # without it Excel reads UTF-8 as another encoding


def plain_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Semicolons, CRLF, UTF-8 with its mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_said(cell) for cell in row])
    return (_MARK + text.getvalue()).encode()


def _said(cell: Value) -> str | int:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return cell if isinstance(cell, int) else harmless(cell or "")
