"""How a written condition becomes a domain condition: its shapes, the facts it may name, its thresholds."""

from __future__ import annotations

from ansm.content.faults import Target, listed, quoted, suggestion
from ansm.content.reading import Table
from ansm.domain.conditions import ALWAYS, All, AnyOf, ChoiceAmong, Condition, FactAmong, FactAtLeast, IndexAtLeast, Not
from ansm.domain.eligibility import Verdict
from ansm.domain.orientation import NO_EPCI
from ansm.domain.questionnaire import HIGHEST_INDEX
from ansm.domain.territory import Overseas

KINDS = ("commune", "epci")
POPULATION = "population"
LARGEST_POPULATION = 100_000_000

Facts = dict[str, tuple[str, ...]]

TERRITORY_FACTS: Facts = {
    "nature": KINDS,
    "outre-mer": tuple(each.value for each in Overseas),
    "forme": ("CC", "CA", "CU", "METRO", "MET69"),
}
RESULT_FACTS: Facts = TERRITORY_FACTS | {
    "verdict": tuple(each.value for each in Verdict),
    "verdict-epci": (*(each.value for each in Verdict), NO_EPCI),
    "besoin-non-couvert": ("oui", "non"),
}

_DEEPEST = 8
_SHAPES = ("question", "fait", "toutes", "au-moins-une", "non")


def read_condition(
    table: Table,
    key: str = "condition",
    *,
    facts: Facts = TERRITORY_FACTS,
    answers: bool = True,
    required: bool = False,
) -> Condition:
    """The condition under `key`, always true when absent. `answers` is False where only facts may be looked at."""
    inner = table.table(key, required=required)
    return ALWAYS if inner is None else _read(inner, facts, answers, 1)


def _read(table: Table, facts: Facts, answers: bool, depth: int) -> Condition:
    shapes = [shape for shape in _SHAPES if table.has(shape)]
    if depth > _DEEPEST:
        table.wrong("", "cette condition contient trop de conditions l’une dans l’autre", f"{_DEEPEST} niveaux au plus")
        return ALWAYS
    if len(shapes) != 1:
        problem = (
            "cette condition ne dit pas ce qu’elle regarde" if not shapes else f"{listed(shapes, last='et')} à la fois"
        )
        table.wrong("", problem, f"une seule de ces clés : {listed(_SHAPES)}")
        return ALWAYS
    match shapes[0]:
        case "question":
            found = _about_question(table, answers)
        case "fait":
            found = _about_fact(table, facts)
        case "non":
            part = table.table("non")
            found = Not(_read(part, facts, answers, depth + 1)) if part else ALWAYS
        case several:
            inner = table.tables(several)
            if not inner:
                table.wrong(several, "cette liste de conditions est vide", "au moins une condition entre accolades")
            parts = tuple(_read(part, facts, answers, depth + 1) for part in inner)
            found = All(parts) if several == "toutes" else AnyOf(parts)
    table.close()
    return found


def _about_question(table: Table, answers: bool) -> Condition:
    question = table.text("question")
    if not answers:
        table.wrong(
            "question", "une question ne peut pas être citée ici", "un fait : nature, outre-mer, population ou forme"
        )
    shape = _single(table, ("egale", "parmi", "au-moins"))
    if shape == "au-moins":
        table.ledger.refer(table.place.at("question"), Target.INDEXED_QUESTION, question)
        return IndexAtLeast(question, table.integer("au-moins", 0, HIGHEST_INDEX))
    table.ledger.refer(table.place.at("question"), Target.QUESTION, question)
    values = _values(table, shape)
    for value in values:
        table.ledger.refer(table.place.at(shape), Target.OPTION, value, question)
    return ChoiceAmong(question, values)


def _about_fact(table: Table, facts: Facts) -> Condition:
    fact = table.text("fait")
    allowed = (*facts, POPULATION)
    if fact == POPULATION:
        _single(table, ("au-moins",))
        return FactAtLeast(fact, _minimum(table))
    if fact not in facts:
        if fact:
            table.wrong("fait", f"le fait {quoted(fact)} n’existe pas ici", listed(allowed))
        for key in ("egale", "parmi", "au-moins"):
            table.has(key)
        return ALWAYS
    shape = _single(table, ("egale", "parmi"))
    values = _values(table, shape)
    for value in values:
        if value and value not in facts[fact]:
            table.wrong(shape, f"le fait {quoted(fact)} ne vaut jamais {quoted(value)}", listed(facts[fact]))
    return FactAmong(fact, values)


def _values(table: Table, shape: str) -> tuple[str, ...]:
    if shape != "parmi":
        return (table.text("egale"),)
    values = table.texts("parmi")
    if not values and table.has("parmi"):
        table.wrong("parmi", "cette liste est vide", "au moins une réponse")
    return values


def _single(table: Table, shapes: tuple[str, ...]) -> str:
    """The one shape written; the first when the table has none or several, with the fault noted."""
    written = [shape for shape in shapes if table.has(shape)]
    if len(written) != 1:
        problem = "il manque ce à quoi comparer" if not written else f"{listed(written, last='et')} à la fois"
        table.wrong("", problem, f"une seule de ces clés : {listed(shapes)}")
    return written[0] if written else shapes[0]


def _minimum(table: Table) -> int:
    """A threshold given by its name, or a whole number."""
    if not table.has("au-moins"):
        return 0
    return named_threshold(table, "au-moins", or_number=True) or 0


def named_threshold(table: Table, key: str, *, or_number: bool = False) -> int | None:
    """The value of the threshold named under `key`, None when absent or unknown."""
    if or_number and table.is_number(key):
        return table.integer(key, 0, LARGEST_POPULATION)
    name = table.text(key, required=False)
    thresholds = table.ledger.thresholds
    if name and name not in thresholds:
        hint = suggestion(name, thresholds) or "un seuil de eligibilite.toml"
        table.wrong(key, f"le seuil {quoted(name)} n’existe pas dans eligibilite.toml", hint)
    return thresholds.get(name)
