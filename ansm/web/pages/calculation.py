"""Decides the page « Comprendre le calcul »: plain words first, then every rule, every need, every source."""

from __future__ import annotations

import reflex as rx

from ansm.domain import say
from ansm.domain.handbook import Handbook
from ansm.domain.say import sentence
from ansm.expertise import Expertise, application_version
from ansm.settings import read_settings
from ansm.web import page_list
from ansm.web.calculation import rules
from ansm.web.calculation.criteria import criteria, worked
from ansm.web.calculation.law import laws, programme_rules
from ansm.web.calculation.needs import sheets
from ansm.web.components.article import Written, bullets, long_article, paragraphs, terms
from ansm.web.components.calculation.criteria import criteria_list, worked_table
from ansm.web.components.calculation.law import obligations, programme
from ansm.web.components.calculation.needs import themes

PARTS = (
    ("en-bref", "En une minute"),
    ("criteres", "Les six critères"),
    ("reponses", "D’une réponse à un écart"),
    ("entree", "Ce qui entre dans le plan"),
    ("groupes", "Des groupes, pas un classement"),
    ("ordre", "Ce qui change l’ordre"),
    ("services", "Le choix des services"),
    ("besoins", "Chaque besoin"),
    ("obligations", "Ce que dit la loi"),
    ("eligibilite", "L’accompagnement gratuit"),
    ("versions", "Versions et statut des valeurs"),
)


def calculation() -> rx.Component:
    """The page, for the questionnaire of this installation."""
    return explained(Expertise.load(read_settings().content_folder))


def explained(expertise: Expertise) -> rx.Component:
    """Everything the calculation rests on."""
    handbook = expertise.handbook
    content: tuple[Written, ...] = (
        _in_short(handbook),
        _criteria(handbook),
        _answers(),
        (terms(*rules.entry_rules(handbook)),),
        _bands(handbook),
        _order(handbook),
        _services(),
        _needs(handbook),
        _law(handbook),
        _programme(handbook),
        _versions(expertise),
    )
    return long_article(
        page_list.CALCULATION,
        "Comment vos réponses deviennent des priorités. Cette page est tirée des règles elles-mêmes : ce que vous "
        "lisez ici est ce que le programme applique.",
        PARTS,
        content,
    )


def _in_short(handbook: Handbook) -> Written:
    return (
        rx.el.ol(
            *(rx.el.li(rx.el.strong(step), " ", text) for step, text in rules.in_short(handbook)),
            class_name="calc-steps",
        ),
        rx.el.p("Personne n’est noté, et aucune collectivité n’est comparée à une autre.", class_name="pages-note"),
    )


def _criteria(handbook: Handbook) -> Written:
    return (
        rx.el.p(
            "Chaque critère vaut de 0 à 100. La priorité est leur moyenne, où chacun pèse selon son poids. Ces poids "
            "sont un choix, pas une vérité : ils sont publics pour être discutés."
        ),
        criteria_list(criteria(handbook)),
        rx.el.h3("Un calcul complet", class_name="fr-h5"),
        worked_table(worked(handbook)),
    )


def _answers() -> Written:
    return (paragraphs(*rules.gap_sentences()), terms(*rules.readings()))


def _bands(handbook: Handbook) -> Written:
    return (
        rx.el.p("Le nombre d’actions dépend de votre réponse à : ", rx.el.em(rules.capacity_question(handbook))),
        bullets(*(f"{label} : {size}" for label, size in rules.capacity_lines(handbook))),
        paragraphs(*rules.band_sentences(handbook)),
        rx.el.h3("« Solide » ou « à discuter »", class_name="fr-h5"),
        rx.el.p(rules.robustness_sentence(handbook)),
    )


def _order(handbook: Handbook) -> Written:
    return (
        terms(*rules.order_changes(handbook)),
        rx.el.h3("Montré quelle que soit la priorité", class_name="fr-h5"),
        rx.el.p("Certains points sont signalés en tête des résultats, parce que rien d’autre ne les compense :"),
        bullets(*rules.flag_labels(handbook)),
    )


def _services() -> Written:
    return (
        rx.el.p("Pour un même besoin, les services du catalogue sont proposés dans cet ordre :"),
        rx.el.ol(*(rx.el.li(text) for text in rules.service_order())),
        rx.el.p(
            "Un service fermé à de nouvelles collectivités n’est jamais proposé. Quand aucun service ne répond, les "
            "résultats le disent, avec ce qui peut se faire autrement."
        ),
    )


def _needs(handbook: Handbook) -> Written:
    return (
        rx.el.p(
            "Ouvrez un besoin pour lire ses questions, ce que montre chaque réponse, ses valeurs et leur source, et "
            "ce qui y répond."
        ),
        themes(sheets(handbook)),
    )


def _law(handbook: Handbook) -> Written:
    return (
        rx.el.p(
            "Ceci n’est pas un conseil juridique. En cas de doute, demandez à la préfecture ou à votre centre de "
            "gestion."
        ),
        obligations(laws(handbook)),
    )


def _programme(handbook: Handbook) -> Written:
    return (
        rx.el.p(
            "Le diagnostic est ouvert à toutes les collectivités. L’accompagnement gratuit de l’ANCT, lui, dépend du "
            "nombre d’habitants ; c’est l’ANCT qui confirme."
        ),
        programme(programme_rules(handbook)),
    )


def _versions(expertise: Expertise) -> Written:
    handbook, weighting = expertise.handbook, expertise.handbook.weighting
    return (
        terms(
            ("Questionnaire", f"Version {handbook.version}, publiée le {say.day(handbook.published_on)}."),
            (
                "Poids et seuils du calcul",
                f"{sentence(weighting.status)} Source : {weighting.source}. "
                f"Vérifiés le {say.day(weighting.verified_on)}.",
            ),
            (
                "Données des territoires",
                f"Version {expertise.territories.version}. {sentence(expertise.territories.manifest.attribution)}",
            ),
            ("Logiciel", f"Version {application_version()}."),
        ),
        rx.el.p(
            "Un dossier garde la version du questionnaire avec laquelle il a été ouvert : un ancien diagnostic se "
            "relit et se recalcule toujours de la même façon."
        ),
    )
