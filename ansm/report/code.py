"""The code by which a reader checks that a paper comes from this site: twelve signs drawn from all that it says.

A changed word, figure or attached file gives another code; the code printed on the paper is not part of what is summed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import cast

from ansm.report.document import PrintContext
from ansm.report.pieces import UNSAID_WHEN_EMPTY, Link
from ansm.report.printable import Printable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford’s: no I, L, O nor U, which are misread or unfortunate
LENGTH, GROUP, BITS = 12, 4, 5
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def code_of(document: Printable) -> str:
    """« 7K3M-QX2P-9D4T », from a SHA-256 of the document without its code."""
    said = json.dumps(_plain(document, leaving="code"), ensure_ascii=True, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(said.encode("ascii")).digest()[:8]) >> (64 - BITS * LENGTH)
    signs = "".join(ALPHABET[number >> BITS * place & 31] for place in reversed(range(LENGTH)))
    return _grouped(signs)


def read_code(typed: str) -> str | None:
    """The code that someone typed, whatever the case, spaces and dashes, I or L for 1, O for 0; None if it is none."""
    signs = "".join(each for each in typed.upper() if each.isalnum()).translate(MISREAD)
    return _grouped(signs) if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def checking_page(context: PrintContext) -> Link | None:
    """Where a reader checks that a paper comes from this site; nowhere when the site has no public address."""
    if not context.public_address:
        return None
    url = f"{context.public_address}/verifier/"
    shown = url.split("://", 1)[-1]
    return Link(shown, f"Page de vérification\u00a0: {shown}", url)


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


_Said = str | int | float | bool | None | list["_Said"]


def _plain(value: object, leaving: str = "") -> _Said:
    """The value as nested lists that JSON can write, each dataclass under its name: no two values read alike."""
    if is_dataclass(value):
        named = ((each.name, getattr(value, each.name), each.metadata) for each in fields(value))
        said = ((name, held) for name, held, told in named if name != leaving and (held or told != UNSAID_WHEN_EMPTY))
        return [type(value).__name__, *([name, _plain(held)] for name, held in said)]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, tuple | list):
        return ["tuple", *(_plain(each) for each in cast("Iterable[object]", value))]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"a printed paper cannot hold a {type(value).__name__}")
