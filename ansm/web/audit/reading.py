"""Decides whether an audit file can be trusted: every criterion once, a known result, and how each was seen.

Raises ContentError with every fault found: the criterion, what is wrong, what was allowed.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from ansm.errors import ContentError, Fault
from ansm.web.audit.criteria import NUMBERS, Audit, AuditCriterion, AuditedPage, Result

SHIPPED = Path(__file__).with_name("rgaa.toml")
RESULTS = ", ".join(result.value for result in Result)
ROOT_KEYS = frozenset(
    {
        "referentiel",
        "etablie-le",
        "mise-a-jour-le",
        "realise-par",
        "technologies",
        "environnements",
        "outils",
        "hors-champ",
        "pages",
        "pages-a-auditer",
        "etats",
        "criteres",
    }
)
CRITERION_KEYS = frozenset({"numero", "titre", "resultat", "preuve", "derogation"})
PAGE_KEYS = frozenset({"nom", "adresse"})


@cache
def shipped_audit() -> Audit:
    """The audit kept in the project."""
    return read_audit(SHIPPED)


def read_audit(path: Path) -> Audit:
    """The audit of that file. Raises ContentError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError((Fault(path.name, "", f"ce fichier est illisible ({error})", "un fichier TOML"),)) from error
    reader = _Reader(path.name)
    audit = reader.audit(raw)
    if reader.faults:
        raise ContentError(tuple(reader.faults))
    return audit


@dataclass(slots=True)
class _Reader:
    """Reads what it can and notes every fault on the way; what it returns counts only without faults."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def audit(self, raw: Mapping[str, object]) -> Audit:
        self._only(raw, ROOT_KEYS, "")
        found = Audit(
            standard=self._text(raw, "referentiel"),
            established_on=self._day(raw, "etablie-le"),
            updated_on=self._day(raw, "mise-a-jour-le"),
            made_by=self._text(raw, "realise-par"),
            technologies=self._texts(raw, "technologies"),
            environments=self._texts(raw, "environnements"),
            tools=self._texts(raw, "outils"),
            pages=tuple(self._page(block, place) for place, block in self._blocks(raw, "pages")),
            unaudited=tuple(
                self._page(block, place) for place, block in self._blocks(raw, "pages-a-auditer", empty=True)
            ),
            states=self._texts(raw, "etats"),
            outside=self._texts(raw, "hors-champ"),
            criteria=tuple(self._criterion(block, place) for place, block in self._blocks(raw, "criteres")),
        )
        if found.updated_on < found.established_on:
            self._fault("mise-a-jour-le", "cette date est avant « etablie-le »", "le même jour, ou plus tard")
        self._complete(found.criteria)
        order = {number: place for place, number in enumerate(NUMBERS)}
        criteria = sorted(found.criteria, key=lambda each: order.get(each.number, len(order)))
        return replace(found, criteria=tuple(criteria))

    def _complete(self, criteria: tuple[AuditCriterion, ...]) -> None:
        counted = Counter(each.number for each in criteria)
        for number in NUMBERS:
            if counted[number] != 1:
                problem = "ce critère manque" if not counted[number] else "ce critère est écrit plusieurs fois"
                self._fault(f"critère {number}", problem, "un bloc [[criteres]] et un seul")
        for number in counted.keys() - set(NUMBERS) - {""}:
            self._fault(
                f"critère {number}", "ce numéro n’existe pas dans le RGAA 4.1.2", f"de {NUMBERS[0]} à {NUMBERS[-1]}"
            )

    def _criterion(self, block: Mapping[str, object], place: int) -> AuditCriterion:
        number = self._text(block, "numero", f"bloc [[criteres]] n° {place}")
        where = f"critère {number}"
        self._only(block, CRITERION_KEYS, where)
        result = self._result(block, where)
        evidence = self._text(block, "preuve", where, needed=result is not Result.NOT_TESTED)
        exemption = self._text(block, "derogation", where, needed=False)
        if result is Result.NOT_TESTED and evidence:
            self._fault(
                f"{where} : preuve",
                "une preuve accompagne un résultat « non-teste »",
                "le résultat constaté, ou aucune preuve",
            )
        if exemption and result is not Result.UNMET:
            self._fault(
                f"{where} : derogation",
                f"le résultat est « {result.value} »",
                "une dérogation sur un résultat « non-conforme »",
            )
        return AuditCriterion(number, self._text(block, "titre", where), result, evidence, exemption)

    def _result(self, block: Mapping[str, object], where: str) -> Result:
        value = block.get("resultat")
        if isinstance(value, str) and value in list(Result):
            return Result(value)
        problem = "le résultat manque" if value is None else f"« {value} » n’est pas un résultat"
        self._fault(f"{where} : resultat", problem, RESULTS)
        return Result.NOT_TESTED

    def _page(self, block: Mapping[str, object], place: int) -> AuditedPage:
        where = f"page n° {place}"
        self._only(block, PAGE_KEYS, where)
        return AuditedPage(self._text(block, "nom", where), self._text(block, "adresse", where))

    def _blocks(
        self, raw: Mapping[str, object], key: str, *, empty: bool = False
    ) -> Iterator[tuple[int, Mapping[str, object]]]:
        value = raw.get(key)
        if not isinstance(value, list) or not (value or empty):
            self._fault(key, "ces blocs manquent", f"au moins un bloc [[{key}]]")
            return
        for place, block in enumerate(value, start=1):
            if isinstance(block, dict):
                yield place, block
            else:
                self._fault(key, f"l’élément n° {place} n’est pas un bloc", f"un bloc [[{key}]]")

    def _text(self, block: Mapping[str, object], key: str, where: str = "", *, needed: bool = True) -> str:
        value = block.get(key, "")
        if isinstance(value, str) and (value.strip() or not needed):
            return value.strip()
        problem = "ce texte manque" if value == "" else "ce n’est pas un texte"
        self._fault(f"{where} : {key}" if where else key, problem, "au moins un mot")
        return ""

    def _texts(self, raw: Mapping[str, object], key: str) -> tuple[str, ...]:
        value = raw.get(key)
        if isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value):
            return tuple(str(each).strip() for each in value)
        self._fault(
            key, "cette liste manque, ou contient autre chose que des textes", "une liste de textes, vide au besoin"
        )
        return ()

    def _day(self, raw: Mapping[str, object], key: str) -> date:
        value = raw.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._fault(key, "ce n’est pas une date", "un jour, par exemple 2026-11-26")
        return date.min

    def _only(self, block: Mapping[str, object], keys: frozenset[str], where: str) -> None:
        for key in sorted(block.keys() - keys):
            self._fault(f"{where} : {key}" if where else key, "cette clé est inconnue", ", ".join(sorted(keys)))

    def _fault(self, key: str, problem: str, allowed: str) -> None:
        self.faults.append(Fault(self.file, key, problem, allowed))
