"""Why a need stands where it stands, in French: its two strongest contributions, and the answer behind them."""

from __future__ import annotations

from ansm.domain.bands import Band
from ansm.domain.needs import Assessment, Need
from ansm.domain.obligations import ObligationFinding, ObligationStatus
from ansm.domain.priorities import Contribution, Criterion
from ansm.domain.questionnaire import Questionnaire
from ansm.domain.voice_words import answered, unsettled
from ansm.domain.voices import NO_VOICE, Voices

NBSP = "\u00a0"
MUCH = 50  # half of the way: from there « beaucoup » is true in everyday French


def why(
    need: Need,
    assessment: Assessment,
    contributions: tuple[Contribution, ...],
    band: Band | None,
    heir: Need | None,
    findings: tuple[ObligationFinding, ...],
    questionnaire: Questionnaire,
    voices: Voices = NO_VOICE,
) -> str:
    """What is printed as « pourquoi » (model §6). Every need has one, candidate or not."""
    if assessment.gap is None:
        return f"Sans objet{NBSP}: aucune question sur ce sujet ne concerne votre collectivité."
    if band in (Band.TO_VERIFY, Band.TO_COMPLETE):
        return _unsure(assessment, band)
    if band is None:
        return "Vos réponses ne montrent pas de besoin particulier ici."
    strongest = sorted(contributions, key=lambda each: (-each.tenths, tuple(Criterion).index(each.criterion)))[:2]
    reasons = [_reason(each, need, findings) for each in strongest if each.tenths]
    sentence = "Proposé parce " + " et ".join(_that(reason) for reason in reasons) + "."
    if any(each.criterion is Criterion.NEED and each.tenths for each in strongest):
        sentence += _worst(assessment, questionnaire, voices)
    if heir is not None:
        sentence += f" À faire avant «{NBSP}{heir.label}{NBSP}», qui en dépend."
    return sentence + unsettled(assessment, voices)


def cost_to_ask(ceiling: int | None) -> str:
    """What to say of a service whose cost is not known to be nothing, for a yearly budget in euros."""
    if not ceiling:
        return f"Demandez le prix avant de décider{NBSP}: vous avez indiqué ne pas avoir de budget cette année."
    amount = f"{ceiling:,}".replace(",", "\u202f")
    told = f"vous avez indiqué un budget de {amount}{NBSP}€ au plus cette année"
    return f"Demandez le prix avant de décider{NBSP}: {told}."


def _unsure(assessment: Assessment, band: Band) -> str:
    known = f"{assessment.known} réponse{'s' if assessment.known > 1 else ''} sûre{'s' if assessment.known > 1 else ''}"
    total = f"sur {assessment.applicable} question{'s' if assessment.applicable > 1 else ''}"
    advice = (
        "vérifiez d’abord, avant de choisir un outil"
        if band is Band.TO_VERIFY
        else "complétez les réponses, avant de choisir un outil"
    )
    return f"Nous n’en savons pas assez ({known} {total}){NBSP}: {advice}."


def _reason(
    contribution: Contribution,
    need: Need,
    findings: tuple[ObligationFinding, ...],
) -> str:
    match contribution.criterion:
        case Criterion.NEED:
            left = "beaucoup" if contribution.value >= MUCH else "une partie"
            return f"il reste {left} à faire"
        case Criterion.OBLIGATION:
            unmet = any(each.obligation.need == need.id and each.status is ObligationStatus.UNMET for each in findings)
            return f"une obligation légale {'n’est pas encore respectée' if unmet else 'reste à vérifier'}"
        case Criterion.RISK:
            return "un incident aurait des suites sérieuses"
        case Criterion.IMPACT:
            return "les habitants y gagneraient"
        case Criterion.EASE:
            return f"l’effort demandé est limité ({_days(need)})"
        case Criterion.WILL:
            return "l’équipe en a fait une priorité"


def _worst(assessment: Assessment, questionnaire: Questionnaire, voices: Voices) -> str:
    """The worst known answer, quoted (on a tie, the first question by identifier); nothing when none is known."""
    known = [reading for reading in assessment.readings if reading.known and reading.index]
    worst = min(known, key=lambda reading: (-(reading.index or 0), reading.question), default=None)
    question = questionnaire.question(worst.question) if worst else None
    if worst is None or question is None:
        return ""
    labels = ", ".join(
        option.label.removeprefix("…").strip() for option in question.options if option.value in worst.values
    )
    return f" {answered(voices.given_by(question.id))} «{NBSP}{labels}{NBSP}» à «{NBSP}{question.text}{NBSP}»."


def _days(need: Need) -> str:
    if need.effort < 1:
        return "une demi-journée de travail"
    whole = str(need.effort) if need.effort.denominator == 1 else f"{float(need.effort):.1f}".replace(".", ",")
    return f"{whole}{NBSP}jour{'s' if need.effort >= 2 else ''} de travail"


def _that(reason: str) -> str:
    return f"qu’{reason}" if reason[0] in "aeiouéêh" else f"que {reason}"
