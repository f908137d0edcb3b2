"""What one TOML table may hold: each key is asked for by type, and every surprise becomes a French fault.

Reading never stops: a wrong value is noted and a harmless one stands in, so that the editor sees every fault
at once. Nothing built here is used unless no fault was noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from ansm.content import values
from ansm.content.faults import Ledger, Place, Target, listed, nearest, quoted
from ansm.content.wording import is_public_https, text_problems

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ANY_TEXT = "un texte entre guillemets"
_EPOCH = date(1970, 1, 1)

MISSING = "cette clé manque"

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")


class Table:
    """One TOML table being read. `close` must come last: it refuses the keys nobody asked for."""

    def __init__(self, raw: dict[str, object], place: Place, ledger: Ledger) -> None:
        self._raw = raw
        self._asked: list[str] = []
        self.place = place
        self.ledger = ledger

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        self._asked.append(key)
        return key in self._raw

    def is_number(self, key: str) -> bool:
        """Whether a whole number is written there, for the keys that also take a name."""
        value = self._raw.get(key)
        return self.has(key) and isinstance(value, int) and not isinstance(value, bool)

    def is_text(self, key: str) -> bool:
        """Whether a text is written there, for the keys that also take a list."""
        return self.has(key) and isinstance(self._raw[key], str)

    def wrong(self, key: str, problem: str, allowed: str = "") -> None:
        """Note a fault on a key of this table."""
        self.ledger.wrong(self.place.at(key) if key else self.place, problem, allowed)

    def close(self) -> None:
        """Refuse unknown keys, naming the nearest one allowed."""
        allowed = sorted(set(self._asked))
        for key in self._raw:
            if key not in allowed:
                close = nearest(key, allowed)
                hint = f"peut-être {quoted(close)}" if close else listed(allowed)
                self.wrong(key, f"la clé {quoted(key)} n’existe pas ici", hint)

    def names(self) -> tuple[str, ...]:
        """Every key written, sorted: for tables whose keys are the editor's own."""
        self._asked.extend(self._raw)
        return tuple(sorted(self._raw))

    # --- texts

    def text(
        self, key: str, *, required: bool = True, placeholders: tuple[str, ...] = (), allowed: str = _ANY_TEXT
    ) -> str:
        """A text that is not blank, without surrounding spaces; empty when optional and absent."""
        value = self._read(key, allowed, values.string, required=required)
        return "" if value is None else self._checked(key, value, placeholders)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of texts, each once."""
        written = self._read(key, "une liste de textes entre crochets", values.strings, required=required)
        items = tuple(self._checked(key, item, ()) for item in written or ())
        for item in dict.fromkeys(item for item in items if items.count(item) > 1):
            self.wrong(key, f"{quoted(item)} est écrit deux fois", "chaque élément une seule fois")
        return items

    def _checked(self, key: str, value: str, placeholders: tuple[str, ...]) -> str:
        text = value.strip()
        for problem, allowed in text_problems(text, placeholders):
            self.wrong(key, problem, allowed)
        return text

    def identifier(self, key: str = "id", *, pattern: re.Pattern[str] = IDENTIFIER, example: str = "") -> str:
        """An identifier of the given form."""
        value = self.text(key)
        if value and not pattern.fullmatch(value):
            allowed = example or "des minuscules sans accent, des chiffres et des tirets, comme « nom-domaine »"
            self.wrong(key, f"l’identifiant {quoted(value)} est mal écrit", allowed)
        return value

    def aliases(self, *, pattern: re.Pattern[str] = IDENTIFIER) -> tuple[str, ...]:
        """Former identifiers; empty when absent."""
        names = self.texts("alias", required=False)
        for name in names:
            if name and not pattern.fullmatch(name):
                self.wrong("alias", f"l’ancien identifiant {quoted(name)} est mal écrit", "un identifiant déjà publié")
        return names

    def address(self, key: str, *, required: bool = True) -> str:
        """A public https address."""
        allowed = "une adresse qui commence par https://, entre guillemets"
        value = self.text(key, required=required, allowed=allowed)
        if value and not is_public_https(value):
            self.wrong(key, f"l’adresse {quoted(value)} n’est pas acceptée", allowed)
        return value

    # --- choices

    def choice(self, key: str, allowed: Iterable[str], *, default: str | None = None) -> str:
        """One of the allowed words; `default` when absent, required without it."""
        words = list(allowed)
        if default is not None and not self.has(key):
            return default
        found = self._read(key, listed(words), lambda value: values.word(value, words))
        return words[0] if found is None else found

    def member(self, key: str, kind: type[Member]) -> Member:
        """One of the words of an enumeration."""
        return kind(self.choice(key, [each.value for each in kind]))

    def choices(self, key: str, allowed: Iterable[str], *, required: bool = True) -> tuple[str, ...]:
        """A list of allowed words, in the order allowed."""
        words = list(allowed)
        written = self.texts(key, required=required)
        for value in written:
            if value and value not in words:
                self.wrong(key, f"la valeur {quoted(value)} n’est pas permise", listed(words))
        return tuple(word for word in words if word in written)

    def boolean(self, key: str) -> bool:
        """`true` or `false`, false when absent."""
        return self._read(key, "true ou false, sans guillemets", values.truth, required=False) is True

    # --- numbers and dates

    def integer(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """A whole number between two bounds, both allowed."""
        found = self.optional_integer(key, low, high, required=default is None)
        return found if found is not None else (low if default is None else default)

    def optional_integer(self, key: str, low: int, high: int, *, required: bool = False) -> int | None:
        """The same, None when absent or wrong."""
        allowed = f"un nombre entier de {low} à {high}"
        return self._read(key, allowed, lambda value: values.whole(value, low, high), required=required)

    def integers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """A list of whole numbers between two bounds."""
        allowed = f"une liste de nombres entiers de {low} à {high}"
        return self._read(key, allowed, lambda value: values.wholes(value, low, high)) or ()

    def minutes(self, key: str) -> float:
        """A duration in minutes, more than 0 and at most 60."""
        allowed = "un nombre de minutes, comme 0.4 (plus de 0, au plus 60)"
        return self._read(key, allowed, values.duration) or 1.0

    def decimal(self, key: str, *, required: bool = True) -> Fraction | None:
        """A positive number of days, written as a text so that 0.5 is exactly a half."""
        allowed = 'un nombre de jours plus grand que 0, entre guillemets et avec un point, comme "0.5"'
        return self._read(key, allowed, values.fraction, required=required)

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A date without quotation marks."""
        allowed = "une date sans guillemets, comme 2026-11-22"
        return self._read(key, allowed, values.calendar_day, required=required)

    def certain_day(self, key: str) -> date:
        """A required date."""
        return self.day(key) or _EPOCH

    def verified(self) -> date:
        """`verifie-le`: the day the source was checked, never after the day of publication."""
        day = self.day("verifie-le")
        published = self.ledger.published_on
        if day is not None and published is not None and day > published:
            self.wrong(
                "verifie-le",
                f"la date {day.isoformat()} est dans le futur",
                f"au plus tard le jour de publication, {published.isoformat()} (version.toml)",
            )
        return day or _EPOCH

    # --- tables inside, and names of other things

    def table(self, key: str, *, required: bool = True) -> Table | None:
        """A table inside this one."""
        if required and not self.has(key):
            self.wrong(key, MISSING, "un bloc, entre accolades ou sous un titre entre crochets")
        value = self._read(key, "un bloc entre accolades", values.block, required=False)
        return None if value is None else Table(value, self.place.at(key), self.ledger)

    def tables(self, key: str, *, label: str = "", required: bool = False) -> tuple[Table, ...]:
        """A list of tables, each named in messages by its key `label` when it is a text, else by its position."""
        written = self._read(key, f"des blocs [[{key}]]", values.blocks, required=False)
        if required and not self.has(key):
            self.wrong(key, MISSING, f"au moins un bloc [[{key}]]")
        if required and written == ():
            self.wrong(key, "cette liste est vide", f"au moins un bloc [[{key}]]")
        found = []
        for position, item in enumerate(written or (), start=1):
            name = item.get(label)
            shown = name if isinstance(name, str) and name else position
            found.append(Table(item, self.place.item(key, shown), self.ledger))
        return tuple(found)

    def reference(self, key: str, target: Target, *, required: bool = True) -> str:
        """The name of something defined elsewhere, checked once everything is read."""
        name = self.text(key, required=required)
        self.ledger.refer(self.place.at(key), target, name)
        return name

    def references(self, key: str, target: Target, *, required: bool = False) -> tuple[str, ...]:
        """Several such names."""
        names = self.texts(key, required=required)
        for name in names:
            self.ledger.refer(self.place.at(key), target, name)
        return names

    def _read(self, key: str, allowed: str, check: Callable[[object], Value], *, required: bool = True) -> Value | None:
        """The value as it was checked; None when it is absent, or unfit, which is noted."""
        if not self.has(key):
            if required:
                self.wrong(key, MISSING, allowed)
            return None
        try:
            return check(self._raw[key])
        except values.Unfit as unfit:
            self.wrong(key, str(unfit), allowed)
            return None
