"""Decides whether a text is a file of ours, whole and unchanged, before anything that it says is looked at."""

from __future__ import annotations

import json
import re

from ansm.errors import InvalidRequest
from ansm.exchange.travelling import FORMAT, FORMAT_VERSION, WITHOUT_SIDES, integrity
from ansm.exchange.writing import Json

LARGEST_TRAVELLING = 10_000_000  # bytes; a file answered and corrected for a year is under 100 kB
MOST_DEPTH, MOST_BRACKETS, MOST_SEPARATORS = 32, 100_000, 500_000  # what bounds the memory that reading takes
BRACKETS = b"[]{}"
OTHER_BYTES = bytes(set(range(256)) - set(BRACKETS))
# Never steps back, and takes a string that has no end as one: the time it needs grows with the length alone.
STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
TOO_INTRICATE = "deeper or longer than anything we write"

AGAIN = "Téléchargez-le à nouveau là où il a été fait, ou demandez-en une autre copie."
EMPTY = "Ce fichier est vide\u00a0: il n’a sans doute pas été enregistré jusqu’au bout. " + AGAIN
TOO_LARGE = (
    f"Ce fichier est trop gros pour être un diagnostic (limite\u00a0: {LARGEST_TRAVELLING // 1_000_000}\u00a0Mo). "
    "Choisissez le fichier d’échange (.ansm.json) ou le document PDF du diagnostic."
)
FOREIGN = (
    "Ce fichier n’est pas un diagnostic fait ici ou avec le même programme. Choisissez un fichier d’échange "
    "(son nom finit par .ansm.json) ou le document PDF d’un diagnostic numérique."
)
DAMAGED = "Ce fichier a été abîmé ou modifié depuis qu’il a été enregistré\u00a0: rien n’a été importé. " + AGAIN
NEWER = (
    "Ce fichier vient d’une version plus récente du programme\u00a0: rien n’a été importé. "
    "Demandez à la personne qui gère ce site de le mettre à jour, puis recommencez."
)


def envelope_opened(data: bytes) -> dict[str, Json]:
    """What a file of ours says, once its checksum was found right."""
    if not data.strip():
        raise InvalidRequest(EMPTY)
    if len(data) > LARGEST_TRAVELLING:
        raise InvalidRequest(TOO_LARGE)
    ours = f'"{FORMAT}"'.encode() in data
    try:
        _refuse_intricate(data)
        told = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError):
        raise InvalidRequest(DAMAGED if ours else FOREIGN) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise InvalidRequest(FOREIGN)
    version = told.get("format_version")
    if type(version) is int and version > FORMAT_VERSION:
        raise InvalidRequest(NEWER)
    said = told.pop("integrity", None)
    try:
        if type(version) is not int or not WITHOUT_SIDES <= version <= FORMAT_VERSION or said != integrity(told):
            raise InvalidRequest(DAMAGED)
    except (ValueError, RecursionError):  # an infinite number, half a character
        raise InvalidRequest(DAMAGED) from None
    return told


def _refuse_intricate(data: bytes) -> None:
    """Before anything is read: only signs outside strings are looked at."""
    signs = STRINGS.sub(b"", data)
    brackets = signs.translate(None, OTHER_BYTES)
    if len(brackets) > 2 * MOST_BRACKETS or signs.count(b",") + signs.count(b":") > MOST_SEPARATORS:
        raise ValueError(TOO_INTRICATE)
    depth = 0
    for byte in brackets:
        depth += 1 if byte in b"[{" else -1
        if not 0 <= depth <= MOST_DEPTH:
            raise ValueError(TOO_INTRICATE)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is written twice")
    return found


def _constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")
