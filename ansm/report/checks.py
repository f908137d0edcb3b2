"""What is not known yet: what to verify, with whom and how; what to complete; and what the law says meanwhile."""

from __future__ import annotations

from datetime import date

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.journey import State
from ansm.domain.obligations import Obligation, ObligationFinding, ObligationStatus
from ansm.domain.questionnaire import Contradiction, Question, Respondent
from ansm.report import words
from ansm.report.pieces import Row, Table
from ansm.report.plan import in_plan, what_to_do
from ansm.report.sections import Checks, Rule, RuleGroup
from ansm.report.typography import NBSP

LISTED_QUESTIONS = 30
_WHO = {
    Respondent.ELECTED: "un élu",
    Respondent.STAFF: "le secrétariat",
    Respondent.TECHNICIAN: "la personne qui s’occupe de l’informatique",
    Respondent.ADVISOR: "votre conseiller",
}
RULES_NOTE = (
    "Ce rappel n’est pas un conseil juridique. Après chaque règle, sa référence et, entre parenthèses, le jour où nous "
    "l’avons vérifiée. En cas de doute, demandez à la préfecture ou à votre centre de gestion."
)
_GROUPS = {
    ObligationStatus.UNMET: ("À régler", "D’après vos réponses, ces règles ne sont pas encore respectées."),
    ObligationStatus.TO_CHECK: ("À vérifier", "Vos réponses ne suffisent pas pour le dire."),
    ObligationStatus.MET: ("Respectées d’après vos réponses", ""),
}


def checks(diagnostic: Diagnostic) -> Checks:
    """« À vérifier » and « À compléter ». Long lists of unanswered questions keep the essential ones."""
    return Checks(
        contradictions=tuple(_contradiction(each, diagnostic) for each in diagnostic.contradictions),
        to_verify=_to_verify(doubted(diagnostic)),
        to_complete=_to_complete(diagnostic),
        to_complete_note=_to_complete_note(diagnostic),
    )


def whom(question: Question) -> str:
    """Who can tell: what the editors wrote, else the usual respondents."""
    return question.ask_whom or say.joined([_WHO[each] for each in question.respondents], "ou")


def doubted(diagnostic: Diagnostic) -> tuple[Question, ...]:
    """The scored questions answered « je ne sais pas »; a contradicted answer is another matter."""
    journey = diagnostic.journey
    readings = ((question, journey.reading(question.id)) for question in diagnostic.to_verify)
    return tuple(question for question, found in readings if found is not None and found.state is State.DONT_KNOW)


def _contradiction(contradiction: Contradiction, diagnostic: Diagnostic) -> str:
    """The message, then the questions to look at again."""
    found = (diagnostic.handbook.questionnaire.question(name) for name in contradiction.questions)
    quoted = say.joined([f"« {question.text} »" for question in found if question is not None])
    return f"Deux réponses ne vont pas ensemble : {say.ended(say.lowered(contradiction.message))} À revoir : {quoted}."


def _to_verify(questions: tuple[Question, ...]) -> Table | None:
    if not questions:
        return None
    return Table(
        ("Question", "Auprès de qui", "Comment, et en combien de temps"),
        tuple(
            Row(
                each.text,
                (
                    say.sentence(whom(each)),
                    say.sentence(each.how_to_check) or "Posez-lui la question telle quelle (1 minute).",
                ),
            )
            for each in questions
        ),
    )


def _listed(diagnostic: Diagnostic) -> tuple[Question, ...]:
    questions = diagnostic.to_complete
    if len(questions) <= LISTED_QUESTIONS:
        return questions
    essential = tuple(question for question in questions if question.essential)
    return (essential or questions)[:LISTED_QUESTIONS]


def _to_complete(diagnostic: Diagnostic) -> Table | None:
    listed = _listed(diagnostic)
    if not listed:
        return None
    labels = {theme.id: theme.label for theme in diagnostic.handbook.questionnaire.themes}
    return Table(
        ("Question", "Thème", "Auprès de qui"),
        tuple(Row(each.text, (labels.get(each.theme, each.theme), say.sentence(whom(each)))) for each in listed),
    )


def _to_complete_note(diagnostic: Diagnostic) -> str:
    questions = diagnostic.to_complete
    if not questions:
        return ""
    total = sum(question.minutes for question in questions)
    text = (
        f"{say.count(len(questions), 'question sans réponse peut', 'questions sans réponse peuvent')} encore changer "
        f"le résultat, soit {words.minutes(total)} environ."
    )
    left = len(questions) - len(_listed(diagnostic))
    if left > 0:
        text += f" Nous ne listons ici que les essentielles ; les {left} autres vous attendent dans le questionnaire."
    return text


def rules(diagnostic: Diagnostic) -> tuple[RuleGroup, ...]:
    """The obligations by status, then those only to watch: not tested by a question, not in force, or uncertain."""
    on = diagnostic.opened_on
    tested = [each for each in diagnostic.obligations if each.obligation.questions]
    groups = []
    for status, (title, introduction) in _GROUPS.items():
        found = [each for each in tested if each.status is status]
        if found:
            groups.append(RuleGroup(title, introduction, tuple(_rule(each, diagnostic) for each in found)))
    watched = [each.obligation for each in diagnostic.obligations if not each.obligation.questions]
    watched += diagnostic.watched
    if watched:
        groups.append(
            RuleGroup(
                "À surveiller",
                "Le questionnaire ne permet pas de dire où vous en êtes, ou la règle reste à confirmer.",
                tuple(Rule(each.label, "", _proof(each, on)) for each in watched),
            )
        )
    return tuple(groups)


def _rule(finding: ObligationFinding, diagnostic: Diagnostic) -> Rule:
    """The rule in words unless it is met, and what to do when it is not and the plan has no action for it."""
    obligation = finding.obligation
    text = "" if finding.status is ObligationStatus.MET else say.sentence(obligation.rule)
    if finding.status is ObligationStatus.UNMET and obligation.need and not in_plan(obligation.need, diagnostic):
        text += f" {what_to_do(obligation.need, diagnostic)}"
    return Rule(obligation.label, text, _proof(obligation, diagnostic.opened_on))


def _proof(obligation: Obligation, on: date) -> str:
    future = f" ; à partir du {say.day(obligation.in_force_from)}" if obligation.in_force_from > on else ""
    return f"{obligation.reference}{future}{NBSP}({words.short_day(obligation.verified_on)})."
