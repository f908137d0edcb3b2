"""The sentences of a comparison with a former diagnostic: written once, for the screen and for paper."""

from __future__ import annotations

from ansm.domain import action_words, say
from ansm.domain.bands import Band
from ansm.domain.differences import LawPlace
from ansm.domain.incomparable import Why
from ansm.domain.reviewing import Cause
from ansm.domain.taking_over import Misfit
from ansm.domain.what_if import Place, Rest

NAMED = 12  # subjects that wait for review, named one by one
BETTER, WORSE, CONCERN, KNOWN, MOVED = "mieux", "attention", "objet", "savoir", "places"
VERSION, APART, WAITING = "regles", "a-part", "a-revoir"
TITLES = {
    BETTER: "Ce qui s’est amélioré chez vous",
    WORSE: "Ce qui demande plus d’attention chez vous",
    CONCERN: "Ce qui commence, ou cesse, de vous concerner",
    KNOWN: "Ce qui tient à ce que vous savez",
    MOVED: "Ce qui change de place à cause d’autres sujets",
    VERSION: "Ce qui vient du questionnaire, des poids ou de la loi",
    APART: "Ce qui ne se compare pas",
    WAITING: "Ce qui n’a pas encore été revu",
}
INTRODUCTIONS = {
    KNOWN: (
        "Une réponse était inconnue alors, ou l’est aujourd’hui. Ce n’est pas votre situation qui a bougé, mais ce "
        "que l’on peut en dire."
    ),
    MOVED: "Vos réponses n’ont pas changé sur ces sujets\u00a0: ils passent avant ou après d’autres, qui ont changé.",
    VERSION: "Avec les réponses d’alors, ces sujets seraient lus autrement aujourd’hui\u00a0: vous n’y êtes pour rien.",
    APART: "Nous préférons ne rien en dire plutôt que de montrer une fausse différence.",
}
SAID = {BETTER: "Le besoin a diminué.", WORSE: "Le besoin a grandi.", CONCERN: ""}
INTRODUCTION = (
    "Comparé avec votre diagnostic du {day}. Ce qui a changé chez vous est dit à part de ce qui vient du "
    "questionnaire, des poids du calcul ou de la loi. Ce n’est ni une note, ni un classement."
)
NOTHING = "Aucun sujet n’a changé depuis."
PLACES: dict[Place, str] = {
    **{band: say.quoted(action_words.BANDS[band]) for band in Band},
    Rest.WELL: say.quoted("Ce qui va bien"),
    Rest.NO_OBJECT: "ne vous concerne pas",
}
LAWS = {
    LawPlace.UNMET: "à régler",
    LawPlace.MET: "respectée",
    LawPlace.TO_CHECK: "à vérifier",
    LawPlace.WATCHED: "pas encore comptée",
    LawPlace.ABSENT: "ne vous concernait pas",
}
NO_LONGER = "ne vous concerne pas"
LESS, MORE = "moins grand", "plus grand"
OTHERWISE = "Le questionnaire mesure ce sujet autrement\u00a0: le besoin y paraît {size} qu’alors."
BY_CAUSE = {
    Cause.QUESTIONNAIRE: "Le questionnaire a changé\u00a0: la place de ce sujet aussi.",
    Cause.WEIGHTS: "Les poids du calcul ont changé\u00a0: la place de ce sujet aussi.",
    Cause.LAW: "La loi, ou ce qui en est retenu, a changé\u00a0: la place de ce sujet aussi.",
    Cause.PLACE: "Ce que l’on sait de votre territoire, comme son nombre d’habitants, a changé.",
}
WHY = {
    Why.NEW: "Ce sujet n’existait pas dans le questionnaire d’alors.",
    Why.GONE: "Ce sujet n’existe plus dans le questionnaire d’aujourd’hui.",
    Why.OTHER_QUESTIONS: "La plupart de ses questions ont changé.",
}
ONE_SIDE = "Ce sujet ne figure que dans l’un des deux documents publiables."
LOST = {
    Misfit.NO_QUESTION: "Cette question n’est plus posée\u00a0: votre réponse d’alors n’est pas reprise.",
    Misfit.NO_OPTION: "Votre réponse d’alors n’est plus proposée\u00a0: il faut y répondre à nouveau.",
    Misfit.OTHER_RULES: "La question se répond autrement\u00a0: il faut y répondre à nouveau.",
}
VERDICT = "L’accompagnement gratuit de l’ANCT"
VERDICT_MOVED = (
    "La règle, ou le nombre d’habitants retenu, a changé\u00a0: la réponse n’est plus celle d’alors. Celle "
    "d’aujourd’hui est dans ce diagnostic."
)
