"""Decides what the blank questionnaire says: the handbook, for one kind of reader and one path, becomes a BlankForm."""

from __future__ import annotations

import math
from enum import StrEnum

from ansm.domain import say
from ansm.domain.codes import keys_of
from ansm.domain.condition_words import NEVER, in_words, settled
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Question, Questionnaire, Theme
from ansm.report import words
from ansm.report.blank_form import BlankForm, BlankOption, BlankQuestion, BlankTheme
from ansm.report.checks import whom


class Audience(StrEnum):
    """For whom it is printed; the value is the fact `nature` of conditions."""

    COMMUNE = "commune"
    EPCI = "epci"


class FormPath(StrEnum):
    """How much is asked."""

    SHORT = "essentiel"
    WHOLE = "complet"


NOTICE = "Une fois rempli, ne le publiez pas : il parle de votre sécurité"
# The words of the screen where it is typed in, so that one finds them there.
TYPE_IN = "Saisir un questionnaire rempli sur papier"
PAPERS = {FormPath.SHORT: "L’essentiel", FormPath.WHOLE: "Le questionnaire complet"}
INSTRUCTIONS = (
    "Faites une croix dans la case de votre réponse. Le code imprimé à côté ne sert qu’à la saisie.",
    "« Je ne sais pas » est une bonne réponse : le diagnostic dira auprès de qui vérifier.",
    "Une ligne « Seulement si… » ou « Sauf si… » ne correspond pas à votre cas ? Passez cette question.",
    "Une question vous arrête ? Laissez-la vide : rien n’est obligatoire, rien n’est noté.",
    "N’écrivez ni nom de personne, ni mot de passe.",
)
_BODY = {Audience.COMMUNE: "commune", Audience.EPCI: "intercommunalité"}
_PATH = {FormPath.SHORT: "l’essentiel", FormPath.WHOLE: "questionnaire complet"}
_NUMBERS = {2: "Deux", 3: "Trois", 4: "Quatre", 5: "Cinq"}
# How many letters the longest label may have for its boxes to stand side by side.
_FOUR, _ROOM_FOR_FOUR = 4, 17
_ROOM = ((3, 24), (2, 44))
_LONG_LIST, _LONGER_ROOM = 7, 64  # a long list stands on two columns even if some labels take two lines


def blank(handbook: Handbook, audience: Audience, path: FormPath) -> BlankForm:
    """The form to print; the same input always gives the same value. No answer, no place, no day is in it."""
    body = _BODY[audience]
    questions = _asked(handbook.questionnaire.questions, audience, path)
    return BlankForm(
        file_name=f"Accompagnement-Numerique-Sur-Mesure_questionnaire-vierge_{audience.value}_{path.value}.pdf",
        title=f"Questionnaire à remplir sur papier : {body}, {_PATH[path]}",
        heading=f"Le numérique dans votre {body}",
        description=f"{words.PROGRAMME} : questions, cases à cocher, codes de saisie. Version {handbook.version}.",
        printed_on=handbook.published_on.isoformat(),
        programme=words.PROGRAMME,
        header=f"Questionnaire à remplir : {body}, {_PATH[path]}",
        notice=NOTICE,
        lead=_lead(questions, path),
        to_fill=(body.capitalize(), "Date", "Qui répond (sa fonction, sans son nom)"),
        instructions=INSTRUCTIONS,
        themes=_themes(handbook.questionnaire, audience, path),
        typing=_typing(questions, path),
        version=f"Questionnaire de la version {handbook.version}.",
    )


def _asked(questions: tuple[Question, ...], audience: Audience, path: FormPath) -> tuple[Question, ...]:
    """The questions that such a reader may have to answer, in the order of the screen."""
    return tuple(
        question
        for question in questions
        if (question.essential or path is FormPath.WHOLE) and settled(question.condition, _facts(audience)) != NEVER
    )


def _facts(audience: Audience) -> dict[str, str]:
    return {"nature": audience.value}


def _themes(questionnaire: Questionnaire, audience: Audience, path: FormPath) -> tuple[BlankTheme, ...]:
    found = ((theme, _asked(questionnaire.of_theme(theme.id), audience, path)) for theme in questionnaire.themes)
    return tuple(_theme(theme, asked, questionnaire, audience) for theme, asked in found if asked)


def _theme(theme: Theme, asked: tuple[Question, ...], questionnaire: Questionnaire, audience: Audience) -> BlankTheme:
    return BlankTheme(
        label=theme.label,
        introduction=theme.introduction,
        measure=f"{say.count(len(asked), 'question')}, {_minutes(asked)}.",
        questions=tuple(_question(question, questionnaire, audience) for question in asked),
    )


def _question(question: Question, questionnaire: Questionnaire, audience: Audience) -> BlankQuestion:
    options = tuple(
        BlankOption(code, option.label) for code, option in zip(keys_of(question), question.options, strict=True)
    )
    return BlankQuestion(
        id=question.id,
        text=question.text,
        condition=in_words(question.condition, questionnaire, _facts(audience)),
        hint=" ".join(part for part in (question.help, _rule(question)) if part),
        options=options,
        why=question.why,
        who=_who(question),
        columns=_columns(options),
        ranked=question.ordered,
    )


def _columns(options: tuple[BlankOption, ...]) -> int:
    longest = max(len(option.label) for option in options)
    if len(options) >= _LONG_LIST and longest <= _LONGER_ROOM:
        return 2
    if len(options) == _FOUR and longest <= _ROOM_FOR_FOUR:
        return _FOUR
    return next((columns for columns, room in _ROOM if longest <= room), 1)


def _rule(question: Question) -> str:
    """How many boxes. The editors’ help says it already for several boxes, except that a pen writes the order."""
    if not question.multiple:
        return "Une seule réponse."
    if question.ordered:
        return "Sur ce papier, écrivez 1 dans la case de la première, puis 2, puis 3."
    if question.help:
        return ""
    if question.maximum:
        return f"{_NUMBERS.get(question.maximum, str(question.maximum))} réponses au plus."
    return "Plusieurs réponses possibles."


def _who(question: Question) -> str:
    """Whom to ask and how to check, in one line of small type."""
    return " ".join((f"Qui peut savoir : {say.ended(whom(question))}", say.sentence(question.how_to_check))).strip()


def _minutes(questions: tuple[Question, ...]) -> str:
    total = math.ceil(round(sum(question.minutes for question in questions), 2))
    return f"environ {say.count(total, 'minute')}"


def _lead(questions: tuple[Question, ...], path: FormPath) -> str:
    measure = f"{say.count(len(questions), 'question')}, {_minutes(questions)} en tout"
    if path is FormPath.SHORT:
        return f"L’essentiel : {measure}. De quoi obtenir vos premières priorités."
    return (
        f"Le questionnaire complet : {measure}, en une ou plusieurs fois. Plusieurs questions ne vous concernent pas."
    )


def _typing(questions: tuple[Question, ...], path: FormPath) -> tuple[str, ...]:
    """How the answers reach the screen afterwards, with as few keys as possible."""
    several = any(question.multiple for question in questions)
    ranked = any(question.ordered for question in questions)
    boxes = "Plusieurs cases cochées : tapez leurs codes, puis Entrée." if several else ""
    order = " Des cases numérotées : tapez les codes dans l’ordre des numéros écrits, puis Entrée." if ranked else ""
    return (
        f"Ouvrez le diagnostic de la collectivité, puis « {TYPE_IN} ». Choisissez « {PAPERS[path]} ».",
        "Pour chaque question affichée, tapez le code imprimé à côté de la case cochée. La réponse s’enregistre et la "
        "question suivante vient toute seule ; celles qui ne vous concernent pas sont sautées.",
        *((boxes + order,) if several else ()),
        "Question laissée vide : Entrée. Pour revenir en arrière : Retour arrière. Pour aller à une question : « / », "
        f"puis ce qui est imprimé à sa gauche, par exemple {questions[0].id}, et Entrée.",
        "Sans réseau, la saisie marche aussi, sur un appareil où ce diagnostic a déjà été ouvert.",
        "Une fois les réponses saisies, rangez ou détruisez ce papier : il dit où sont vos points faibles.",
    )
