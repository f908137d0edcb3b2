"""Decides under which name a document is known before it is printed: the SHA-256 of all that its bytes depend on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ansm.report.printable import Printable

HERE = Path(__file__).parent


def fingerprint(document: Printable) -> str:
    """The same for equal documents, in any process.

    A paper holds texts, numbers, dates, bytes and tuples of them only, whose `repr` is canonical: pickle is not,
    since it tells the same text met twice from two equal texts.
    """
    return hashlib.sha256(_press_marks() + repr(document).encode("ascii", "backslashreplace")).hexdigest()


@cache
def _press_marks() -> bytes:
    """What sets the page besides the document: an installation brought up to date prints again."""
    marks = hashlib.sha256()
    for path in (*sorted(HERE.glob("*.css")), *sorted((HERE / "templates").iterdir()), *sorted(HERE.glob("*.py"))):
        marks.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return marks.digest()
