"""What the options of one question must say: values, index 0–4, « je ne sais pas », and what is out of score."""

from __future__ import annotations

import re

from ansm.content.conditions import read_condition
from ansm.content.faults import Target, quoted
from ansm.content.reading import Table
from ansm.domain.codes import MOST_OPTIONS
from ansm.domain.questionnaire import DONT_KNOW, HIGHEST_INDEX, Effect, IndexCase, Option, QuestionType

OPTION_VALUE = re.compile(r"[a-z0-9]+([+-][a-z0-9]+)*\+?")
EVERY_OBLIGATION = "obligations"
_SCALE = ("1", "2", "3", "4", "5")
_VALUE_EXAMPLE = "des minuscules sans accent, des chiffres, « - » ou « + », comme « 2-5 » ou « 50+ »"


def read_options(
    table: Table, kind: QuestionType, *, scored: bool, effect: Effect | None, obliged: tuple[str, ...]
) -> tuple[Option, ...]:
    """The options in the editors' order, checked together with their question."""
    options = []
    for inner in table.tables("options", label="valeur", required=True):
        options.append(_option(inner, scored, effect, obliged))
        inner.close()
    _refuse_doubles(table, options)
    values = [option.value for option in options]
    if kind is QuestionType.YES_NO and not {"oui", "non"} <= set(values):
        table.wrong("options", "une question « oui-non » doit proposer les deux", "les valeurs « oui » et « non »")
    if kind is QuestionType.SCALE and [value for value in values if value != DONT_KNOW] != list(_SCALE):
        table.wrong("options", "une échelle va de 1 à 5, dans l’ordre", "les valeurs « 1 », « 2 », « 3 », « 4 », « 5 »")
    if len(options) < 2 and table.has("options"):
        table.wrong("options", "il faut un choix", "au moins deux options")
    if sum(not option.dont_know for option in options) > MOST_OPTIONS:
        # each has its key on the paper questionnaire and on the fast entry screen
        table.wrong("options", "il y a trop de réponses possibles", f"{MOST_OPTIONS} options au plus")
    if scored and not any(option.dont_know for option in options):
        table.wrong(
            "options", "il manque la réponse « Je ne sais pas »", 'une option valeur = "nsp", ne-sait-pas = true'
        )
    if scored and len({option.index for option in options if not option.dont_know}) < 2:
        table.wrong("options", "toutes les réponses ont le même indice", "au moins deux indices différents")
    return tuple(options)


def _option(table: Table, scored: bool, effect: Effect | None, obliged: tuple[str, ...]) -> Option:
    value = table.identifier("valeur", pattern=OPTION_VALUE, example=_VALUE_EXAMPLE)
    dont_know = table.boolean("ne-sait-pas")
    if dont_know != (value == DONT_KNOW):
        table.wrong(
            "ne-sait-pas", "la valeur « nsp » et « ne-sait-pas » vont ensemble", 'valeur = "nsp", ne-sait-pas = true'
        )
    return Option(
        value=value,
        label=table.text("libelle"),
        index=_index(table, scored, dont_know),
        exclusive=table.boolean("exclusive") or dont_know,
        dont_know=dont_know,
        aliases=table.aliases(pattern=OPTION_VALUE),
        needs=_needs(table, effect, obliged),
        index_cases=_cases(table, scored),
    )


def _index(table: Table, scored: bool, dont_know: bool) -> int | None:
    """An option of a scored question has an index, or says that it is « sans objet ».

    « Je ne sais pas » may have none: the cautious index is then 2 (decision model, §2).
    """
    no_object = table.boolean("sans-objet")
    index = table.optional_integer("indice", 0, HIGHEST_INDEX)
    allowed = f"un indice de 0 (aucun besoin) à {HIGHEST_INDEX} (besoin fort), ou sans-objet = true"
    if not scored:
        for key in ("indice", "sans-objet"):
            if table.has(key) and (key == "indice" or no_object):
                table.wrong(key, "cette question n’alimente aucun besoin : cette clé n’a pas d’effet", "retirez-la")
    elif no_object and table.has("indice"):
        table.wrong("sans-objet", "cette option a aussi un indice", "« indice » ou « sans-objet », pas les deux")
    elif not no_object and not dont_know and not table.has("indice"):
        table.wrong("indice", "cette option n’a aucun effet sur le résultat", allowed)
    return index


def _cases(table: Table, scored: bool) -> tuple[IndexCase, ...]:
    """Exceptions look at facts only: an index that depended on other answers could depend on itself."""
    cases = []
    for inner in table.tables("indice-si"):
        condition = read_condition(inner, answers=False, required=True)
        cases.append(IndexCase(condition, inner.integer("indice", 0, HIGHEST_INDEX)))
        inner.close()
    if cases and not scored:
        table.wrong("indice-si", "cette question n’alimente aucun besoin : cette clé n’a pas d’effet", "retirez-la")
    return tuple(cases)


def _needs(table: Table, effect: Effect | None, obliged: tuple[str, ...]) -> tuple[str, ...]:
    if not table.has("besoins"):
        return ()
    if effect is None:
        table.wrong(
            "besoins", "cette question n’a pas d’effet", "« besoins » seulement avec « effet » ; sinon « alimente »"
        )
    if table.is_text("besoins"):
        table.choice("besoins", [EVERY_OBLIGATION])
        return obliged
    return table.references("besoins", Target.NEED)


def _refuse_doubles(table: Table, options: list[Option]) -> None:
    seen: set[str] = set()
    for option in options:
        for name in (option.value, *option.aliases):
            if name and name in seen:
                place = table.place.item("options", option.value)
                table.ledger.wrong(
                    place, f"la valeur {quoted(name)} est déjà prise", "une valeur par option, anciennes comprises"
                )
            seen.add(name)
