"""Decides what a field of the source may hold, and says in French which entry and which field is wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import cast

from ansm.errors import TerritoryDataError

INSEE_CODE = re.compile(r"(?:\d\d|2[AB])\d{3}", re.ASCII)
DEPARTMENT_CODE = re.compile(r"\d\d|2[AB]|9[78]\d", re.ASCII)
SIREN = re.compile(r"\d{9}", re.ASCII)
POSTCODE = re.compile(r"\d{5}", re.ASCII)

_EXPECTED = {
    INSEE_CODE: "un code INSEE de cinq caractères",
    DEPARTMENT_CODE: "un code de département",
    SIREN: "un numéro SIREN de neuf chiffres",
    POSTCODE: "un code postal de cinq chiffres",
}
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object of a source file, with its place so that a refusal can name it."""

    place: str
    content: dict[str, object]

    def has(self, key: str) -> bool:
        """Whether the field is there with something in it."""
        return self.content.get(key) is not None

    def text(self, key: str) -> str:
        """A non-empty single line."""
        value = self.content.get(key)
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT or not value.isprintable():
            raise self.refusal(key, f"un texte d’une ligne, {_LONGEST_TEXT} caractères au plus")
        return value.strip()

    def match(self, key: str, pattern: re.Pattern[str]) -> str:
        """A text of that pattern."""
        value = self.content.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.refusal(key, _EXPECTED[pattern])
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.content.get(key)
        if not isinstance(value, str) or value not in allowed:
            raise self.refusal(key, "l’une de ces valeurs : " + ", ".join(allowed))
        return value

    def matches(self, key: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """A list of texts of that pattern, empty when the field is absent."""
        value = self.content.get(key, [])
        if not isinstance(value, list):
            raise self.refusal(key, "une liste")
        found = cast("list[object]", value)
        for one in found:
            if not isinstance(one, str) or not pattern.fullmatch(one):
                raise self.refusal(key, "une liste dont chaque élément est " + _EXPECTED[pattern])
        return tuple(cast("list[str]", found))

    def count(self, key: str) -> int | None:
        """A whole number of inhabitants, None when the field is absent: never read as 0."""
        value = self.content.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 100_000_000:
            raise self.refusal(key, "un nombre entier d’habitants")
        return value

    def objects(self, key: str) -> list[Row]:
        """A non-empty list of objects."""
        value = self.content.get(key)
        if not isinstance(value, list) or not value:
            raise self.refusal(key, "une liste d’objets, non vide")
        return parse_list(f"{self.place}, {key}", cast("object", value))

    def refusal(self, key: str, expected: str) -> TerritoryDataError:
        """The refusal of one field, with a short echo of what was found."""
        if key not in self.content:
            return TerritoryDataError(f"{self.place} : champ « {key} » absent ; attendu : {expected}.")
        found = ascii(self.content[key])[:40]
        return TerritoryDataError(f"{self.place} : champ « {key} » refusé ({found}) ; attendu : {expected}.")


def parse_object(file: str, content: bytes) -> Row:
    """The single JSON object of a file. Raises TerritoryDataError when it is anything else."""
    try:
        value = cast("object", json.loads(content))
    except (ValueError, RecursionError) as error:
        raise TerritoryDataError(f"{file} : JSON illisible ; attendu : un objet JSON.") from error
    if not isinstance(value, dict):
        raise TerritoryDataError(f"{file} : contenu inattendu ; attendu : un objet JSON.")
    return Row(file, cast("dict[str, object]", value))


def parse_list(place: str, value: object) -> list[Row]:
    """The objects of a JSON list, each named by its rank and its code. Raises TerritoryDataError otherwise."""
    if not isinstance(value, list):
        raise TerritoryDataError(f"{place} : contenu inattendu ; attendu : une liste d’objets JSON.")
    found: list[Row] = []
    for rank, one in enumerate(cast("list[object]", value), start=1):
        if not isinstance(one, dict):
            raise TerritoryDataError(f"{place}, entrée n° {rank} : contenu inattendu ; attendu : un objet JSON.")
        content = cast("dict[str, object]", one)
        code = content.get("code")
        label = f" (code {code})" if isinstance(code, str) and len(code) < 12 and code.isalnum() else ""
        found.append(Row(f"{place}, entrée n° {rank}{label}", content))
    return found
