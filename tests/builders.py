"""Small values for tests: each builder gives a valid one and lets the test say only what matters to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import ALWAYS, Condition
from ansm.domain.eligibility import Eligibility, Reason, Rule, Verdict
from ansm.domain.journey import Journey
from ansm.domain.needs import Need
from ansm.domain.priorities import Criterion, Score
from ansm.domain.questionnaire import (
    DONT_KNOW,
    Aggregation,
    Contradiction,
    Effect,
    Feed,
    Option,
    Question,
    Questionnaire,
    QuestionType,
    Respondent,
    Theme,
)
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory, TerritoryRef

TODAY = date(2026, 11, 22)
WEIGHTS = tuple(zip(Criterion, (6, 4, 4, 4, 3, 4), strict=True))


def population(value: int | None, notion: Notion = Notion.MUNICIPAL, census_year: int = 2023) -> Population:
    return Population(notion, census_year, date(census_year + 3, 1, 1), value, "Insee")


def commune(
    inhabitants: int | None = 800,
    *,
    total: int | None = None,
    kind: Kind = Kind.COMMUNE,
    overseas: Overseas = Overseas.NO,
    uninhabited: bool = False,
    parent: TerritoryRef | None = None,
    department: str = "38",
) -> Territory:
    figures = [population(inhabitants)]
    if total is not None:
        figures.append(population(total, Notion.TOTAL, 2022))
    return Territory(
        code="38061",
        name="La Buisse",
        kind=kind,
        department=department,
        department_name="Isère",
        postcodes=("38500",),
        siren=None,
        populations=tuple(figures),
        parent=parent,
        epci=TerritoryRef("243800604", "CC du Pays voironnais"),
        overseas=overseas,
        uninhabited=uninhabited,
    )


def epci(inhabitants: int | None = 9_000, *, own_tax: bool = True, total: int | None = None) -> Territory:
    figures = [population(inhabitants)]
    if total is not None:
        figures.append(population(total, Notion.TOTAL, 2022))
    return Territory(
        code="200029999",
        name="CC Rives de l’Ain",
        kind=Kind.EPCI,
        department="01",
        department_name="Ain",
        postcodes=(),
        siren="200029999",
        populations=tuple(figures),
        legal_form="CC",
        own_tax=own_tax,
    )


def rule(
    kind: Kind = Kind.COMMUNE, threshold: int = 3_500, since: date = date(2021, 3, 10), until: date | None = None
) -> Rule:
    return Rule("ansm", kind, threshold, "<", Notion.MUNICIPAL, since, until, "ANCT", "à confirmer")


ELIGIBLE = Eligibility(Verdict.ELIGIBLE, (Reason.BELOW,))


def options(indices: dict[str, int | None], *, cautious: int | None = None) -> tuple[Option, ...]:
    """One option a value, and « je ne sais pas » when a cautious index is given."""
    listed = [Option(value, f"Libellé {value}", index) for value, index in indices.items()]
    if cautious is not None:
        listed.append(Option(DONT_KNOW, "Je ne sais pas", cautious, exclusive=True, dont_know=True))
    return tuple(listed)


SCALE = options({"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "so": None}, cautious=3)


def question(
    identifier: str,
    *needs: str,
    choices: tuple[Option, ...] = SCALE,
    boxes: bool = False,
    condition: Condition = ALWAYS,
    aggregation: Aggregation | None = None,
    effect: Effect | None = None,
    maximum: int | None = None,
    ordered: bool = False,
    weight: int = 1,
    essential: bool = False,
    theme: str = "theme",
    aliases: tuple[str, ...] = (),
) -> Question:
    """A question that feeds the named needs; by default a single choice « 0 » … « 4 », « so » or « nsp »."""
    return Question(
        id=identifier,
        theme=theme,
        type=QuestionType.BOXES if boxes else QuestionType.CHOICE,
        text=f"Texte {identifier} ?",
        why="Parce que.",
        respondents=(Respondent.STAFF,),
        minutes=0.5,
        options=choices,
        essential=essential,
        ask_whom="votre secrétariat",
        condition=condition,
        maximum=maximum,
        ordered=ordered,
        aliases=aliases,
        aggregation=aggregation,
        effect=effect,
        feeds=tuple(Feed(need, weight) for need in needs),
    )


def questionnaire(*questions: Question, contradictions: Iterable[Contradiction] = ()) -> Questionnaire:
    themes = dict.fromkeys(each.theme for each in questions)
    return Questionnaire(tuple(Theme(name, name.title()) for name in themes), questions, tuple(contradictions))


def answers(**given: str | tuple[str, ...]) -> Answers:
    """Answers by keyword: `Q1="3"`, or a tuple for boxes. An underscore stands for a hyphen."""
    return Answers(
        tuple(
            Answer(name.replace("_", "-"), (value,) if isinstance(value, str) else value)
            for name, value in given.items()
        )
    )


def journey(*questions: Question, place: Territory | None = None, **given: str | tuple[str, ...]) -> Journey:
    return Journey(questionnaire(*questions), place or commune(), answers(**given))


def need(
    identifier: str,
    *prerequisites: str,
    impact: int = 50,
    severity: int = 50,
    effort: str = "2",
    theme: str = "theme",
) -> Need:
    return Need(
        id=identifier,
        label=f"Besoin {identifier}",
        theme=theme,
        impact=impact,
        severity=severity,
        effort=Fraction(effort),
        prerequisites=prerequisites,
        action="Agir",
        how="Pas à pas.",
        without_digital=f"Sur papier : {identifier}.",
        operator="Votre syndicat.",
        who="Le secrétariat",
        when="trimestre",
        cost="gratuit",
        done_when="C’est fait.",
        strength="C’est bien.",
        consequence="C’est gênant.",
        sensitive=False,
        status="valeur de départ, à valider",
        source="exemple",
        verified_on=TODAY,
    )


def score(
    identifier: str,
    *prerequisites: str,
    gap: int = 50,
    obligation: int = 0,
    risk: int = 0,
    impact: int = 0,
    ease: int = 0,
    will: int = 0,
    candidate: bool = True,
    reliable: bool = True,
) -> Score:
    return Score(need(identifier, *prerequisites), gap, obligation, risk, impact, ease, will, candidate, reliable)
