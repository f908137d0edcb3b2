"""What a theme and its questions must say, each read alone: types, options, index, aggregation, effect."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ansm.content.conditions import read_condition
from ansm.content.faults import Entry, Target, listed, quoted
from ansm.content.options import read_options
from ansm.content.reading import Table
from ansm.domain.questionnaire import (
    HIGHEST_INDEX,
    Aggregation,
    AggregationMode,
    Effect,
    Feed,
    Option,
    Question,
    QuestionType,
    Respondent,
    Theme,
)

QUESTION_ID = re.compile(r"[A-Z]{3}-\d{2}")
_FILE_NAME = re.compile(r"themes/\d{2}-(?P<id>[a-z0-9-]+)\.toml")
_QUESTION_EXAMPLE = "trois majuscules, un tiret et deux chiffres, comme « SEC-01 »"
_LARGEST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with what only the editors' checks need: `context` when it is asked to know, not to decide."""

    question: Question
    context: bool


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A theme and its questions, in the editors' order."""

    theme: Entry[Theme]
    questions: tuple[Entry[AskedQuestion], ...]


def read_theme(root: Table, obliged: tuple[str, ...]) -> ThemeFile:
    """One file of themes/. `obliged` are the needs that stand for `besoins = "obligations"`."""
    theme = Theme(root.identifier(), root.text("libelle"), root.text("introduction"))
    named = _FILE_NAME.fullmatch(root.place.file)
    if named is None:
        root.wrong(
            "", "ce nom de fichier ne convient pas", "deux chiffres, un tiret et l’identifiant, comme 05-securite.toml"
        )
    elif theme.id and named["id"] != theme.id:
        root.wrong("id", f"le fichier et le thème n’ont pas le même nom ({quoted(theme.id)})", quoted(named["id"]))
    questions = []
    for table in root.tables("questions", label="id", required=True):
        questions.append(Entry(table.place, _question(table, theme.id, obliged)))
        table.close()
    root.close()
    return ThemeFile(Entry(root.place, theme), tuple(questions))


def _question(table: Table, theme: str, obliged: tuple[str, ...]) -> AskedQuestion:
    identifier = table.identifier(pattern=QUESTION_ID, example=_QUESTION_EXAMPLE)
    kind = table.member("type", QuestionType)
    feeds = _feeds(table)
    effect = _effect(table, kind, scored=bool(feeds))
    options = read_options(table, kind, scored=bool(feeds), effect=effect, obliged=obliged)
    question = Question(
        id=identifier,
        theme=theme,
        type=kind,
        text=table.text("texte"),
        why=table.text("pourquoi"),
        respondents=tuple(Respondent(each) for each in table.choices("qui", [each.value for each in Respondent])),
        minutes=table.minutes("minutes"),
        options=options,
        essential=table.boolean("essentielle"),
        help=table.text("aide", required=False),
        ask_whom=table.text("aupres-de", required=bool(feeds)),
        how_to_check=table.text("verification", required=bool(feeds)),
        condition=read_condition(table),
        maximum=_maximum(table, kind, options),
        ordered=_ordered(table, kind, effect),
        aliases=table.aliases(pattern=QUESTION_ID),
        aggregation=_aggregation(table, kind, bool(feeds), options),
        effect=effect,
        feeds=feeds,
    )
    if not question.respondents:
        table.wrong(
            "qui", "personne ne peut répondre à cette question", "au moins un de : elu, agent, technicien, conseiller"
        )
    context = table.boolean("contexte")
    if context and feeds:
        table.wrong("contexte", "cette question alimente un besoin", "« contexte » ou « alimente », pas les deux")
    return AskedQuestion(question, context)


def _feeds(table: Table) -> tuple[Feed, ...]:
    feeds: list[Feed] = []
    for inner in table.tables("alimente", label="besoin"):
        feed = Feed(inner.reference("besoin", Target.NEED), inner.integer("poids", 1, _LARGEST_WEIGHT, default=1))
        if feed.need and feed.need in [each.need for each in feeds]:
            inner.wrong("besoin", f"le besoin {quoted(feed.need)} est cité deux fois", "une seule fois, avec un poids")
        feeds.append(feed)
        inner.close()
    return tuple(feeds)


def _effect(table: Table, kind: QuestionType, *, scored: bool) -> Effect | None:
    if not table.has("effet"):
        return None
    effect = table.member("effet", Effect)
    if kind is not QuestionType.BOXES:
        table.wrong("effet", "seule une question à cases peut avoir un effet", 'type = "cases"')
    if scored:
        table.wrong("effet", "cette question alimente déjà un besoin", "« effet » ou « alimente », pas les deux")
    return effect


def _maximum(table: Table, kind: QuestionType, options: tuple[Option, ...]) -> int | None:
    if not table.has("maximum"):
        return None
    if kind is not QuestionType.BOXES:
        table.wrong(
            "maximum", "une seule réponse est possible à cette question", '« maximum » seulement avec type = "cases"'
        )
    return table.optional_integer("maximum", 1, max(1, len(options)), required=True)


def _ordered(table: Table, kind: QuestionType, effect: Effect | None) -> bool:
    ordered = table.boolean("ordonnee")
    if ordered and kind is not QuestionType.BOXES:
        table.wrong(
            "ordonnee", "une seule réponse est possible à cette question", '« ordonnee » seulement avec type = "cases"'
        )
    if effect is Effect.WILL and not ordered:
        table.wrong("ordonnee", "l’effet « volonte » dépend de l’ordre des cases cochées", "ordonnee = true")
    return ordered


def _aggregation(table: Table, kind: QuestionType, scored: bool, options: tuple[Option, ...]) -> Aggregation | None:
    """Needed for scored boxes, refused elsewhere; the table has one row more than the boxes counted."""
    wanted = scored and kind is QuestionType.BOXES
    if not wanted and table.has("agregation"):
        table.wrong("agregation", "cette clé ne sert que pour des cases qui alimentent un besoin", "retirez-la")
    inner = table.table("agregation", required=False)
    if inner is None:
        if wanted and not table.has("agregation"):
            modes = listed(mode.value for mode in AggregationMode)
            table.wrong("agregation", "cette clé manque : comment compter plusieurs cases ?", f"un mode parmi {modes}")
        return None
    mode = inner.member("mode", AggregationMode)
    counted: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    if mode is AggregationMode.TABLE:
        counted = inner.texts("compte")
        values = [option.value for option in options]
        for value in counted:
            if value not in values:
                inner.wrong(
                    "compte", f"la réponse {quoted(value)} n’existe pas", ", ".join(quoted(each) for each in values)
                )
        rows = inner.integers("table", 0, HIGHEST_INDEX)
        if inner.has("table") and len(rows) != len(counted) + 1:
            expected = len(counted) + 1
            inner.wrong(
                "table", f"il y a {len(rows)} indices", f"{expected} indices : de 0 à {len(counted)} cases cochées"
            )
    inner.close()
    return Aggregation(mode, counted, rows)
