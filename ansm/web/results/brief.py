"""Decides how a draft « fiche produit » reads: a problem, a lead and first results, never a specification."""

from __future__ import annotations

from dataclasses import dataclass

from ansm.domain import say
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.product_brief import ProductBrief, product_brief
from ansm.web import french
from ansm.web.results import words
from ansm.web.results.reasons import answer_in_words

LONGEST_DRAFT = 6000  # characters, so that the form that makes a file of it stays under the largest request
MADE, MISSING = "[x]", "[ ]"
AGENT = {
    True: (MADE, "Un agent peut y travailler un à deux jours par semaine, d’après nos réponses."),
    False: (
        MISSING,
        "Un agent pour y travailler un à deux jours par semaine : aucun aujourd’hui, d’après nos réponses.",
    ),
    None: (MISSING, "Un agent pour y travailler un à deux jours par semaine : à vérifier."),
}
STILL_NEEDED = (
    "Le nom des collectivités voisines qui ont ce problème, et leur accord sur cette description.",
    "L’accord de tous pour changer de piste si le terrain montre autre chose.",
    "Des étapes courtes, avec un premier essai utilisable par de vrais agents.",
    "Une mesure de l’effet, publiée, même si elle déçoit.",
    "Une petite équipe qui peut décider seule du produit.",
    "Un budget déjà trouvé, partagé entre les collectivités.",
    "Pas de cahier des charges écrit d’avance : s’il existe, un achat ordinaire convient mieux.",
)


@dataclass(frozen=True)
class Brief:
    """The block of the page. `text` is the draft itself, `others` the needs it leaves aside."""

    introduction: str
    text: str
    others: str


def brief(diagnostic: Diagnostic) -> tuple[Brief, ...]:
    """The draft when there is reason for one."""
    found = product_brief(diagnostic)
    if found is None:
        return ()
    label = say.quoted(found.result.need.label)
    others = say.joined([say.quoted(need.label) for need in found.others])
    return (
        Brief(
            introduction=f"Aucun service du catalogue ne répond au besoin {label}, et vous dites que votre plus gros "
            "problème est partagé par des collectivités voisines. Si c’est le même, voici un brouillon pour en parler "
            "avec elles et avec votre opérateur public local. Une « fiche produit » décrit un problème et une piste : "
            "ce n’est pas un cahier des charges.",
            text=draft(found, diagnostic),
            others=f"Sans service au catalogue non plus : {others}." if others else "",
        ),
    )


def draft(found: ProductBrief, diagnostic: Diagnostic) -> str:
    """The draft as a plain text, part by part."""
    parts = (
        ("Le problème", _problem(found, diagnostic)),
        ("Qui est concerné", _concerned(found, diagnostic)),
        ("La piste, à discuter", _lead(found)),
        ("Premiers résultats attendus en six mois", _results(found)),
        ("Comment le mesurer", _measure(found)),
        ("Ce qui est réuni [x] et ce qui manque [ ] pour aller plus loin", _missing(found)),
        ("Sources", _sources(found, diagnostic)),
    )
    title = f"Fiche produit (brouillon) : {found.result.need.label}"
    body = "\n\n".join(f"{place}. {name}\n{text}" for place, (name, text) in enumerate(parts, start=1))
    return f"{title}\n\n{body}\n"


def _problem(found: ProductBrief, diagnostic: Diagnostic) -> str:
    questionnaire = diagnostic.handbook.questionnaire
    lines = [f"Constat du diagnostic : {say.sentence(found.result.need.consequence)}"]
    for reading in found.evidence:
        if question := questionnaire.question(reading.question):
            said = say.quoted(answer_in_words(question, reading.values))
            lines.append(f"- À la question {say.quoted(question.text)}, nous répondons {said}.")
    lines.append("- Des collectivités voisines ont le même problème : à confirmer avec elles.")
    return "\n".join(lines)


def _concerned(found: ProductBrief, diagnostic: Diagnostic) -> str:
    territory = diagnostic.territory
    place = f"{words.KINDS[territory.kind]} : {french.proper(territory.name)}"
    size = f", {french.inhabitants(territory.inhabitants)}" if territory.inhabitants else ""
    return "\n".join(
        (
            f"- {place}{size}.",
            f"- Qui s’en occupe : {say.sentence(found.result.need.who)}",
            "- Les collectivités voisines : à nommer.",
        )
    )


def _lead(found: ProductBrief) -> str:
    need = found.result.need
    return "\n".join(
        (
            "Partir de ce qui se fait à la main, et voir ce qu’un outil partagé y ajouterait.",
            f"Ce que propose le diagnostic : {say.sentence(need.how)}",
            f"Ce que l’on peut déjà faire sans outil : {say.sentence(need.without_digital)}",
        )
    )


def _results(found: ProductBrief) -> str:
    return "\n".join(
        (
            f"- Dans une collectivité volontaire au moins : {say.sentence(found.result.need.done_when)}",
            "- Les agents concernés ont essayé, et disent ce qui manque.",
            "- Ensemble, nous décidons de continuer, de changer de piste ou d’arrêter.",
        )
    )


def _measure(found: ProductBrief) -> str:
    gap = found.result.assessment.gap
    return "\n".join(
        (
            f"- Ce qui reste à faire sur ce besoin : {gap} sur 100 aujourd’hui, d’après nos réponses ; "
            "refaire le diagnostic dans six mois.",
            "- Le nombre de collectivités et d’agents qui s’en servent vraiment.",
            "- Le temps passé par les agents, avant et après (à relever sur deux semaines).",
        )
    )


def _missing(found: ProductBrief) -> str:
    mark, agent = AGENT[found.agent_found]
    lines = [f"{MADE} Un problème partagé avec des voisins, d’après nos réponses.", f"{mark} {agent}"]
    return "\n".join((*lines, *(f"{MISSING} {each}" for each in STILL_NEEDED)))


def _sources(found: ProductBrief, diagnostic: Diagnostic) -> str:
    opened = say.day(diagnostic.opened_on)
    own = f"- Nos réponses au diagnostic numérique ouvert le {opened}."
    version = f"- Questionnaire : version {diagnostic.handbook.version}."
    return "\n".join((own, version, *(f"- {say.sentence(each)}" for each in found.sources)))
