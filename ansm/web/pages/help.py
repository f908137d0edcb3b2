"""Decides the help page: each situation first, then the questions people ask, then whom to write to."""

from __future__ import annotations

import reflex as rx

from ansm.settings import read_settings
from ansm.web import page_list, routes
from ansm.web.components.article import Written, bullets, folded, long_article
from ansm.web.components.operator import how_to_reach
from ansm.web.pages.help_questions import frequent_questions

PARTS = (
    ("maire", "Répondre un soir, sans aide"),
    ("secretariat", "Répondre entre deux visites au guichet"),
    ("visite", "Accompagner une commune, sans réseau"),
    ("ensuite", "Et après le diagnostic"),
    ("questions", "Les questions fréquentes"),
    ("contact", "À qui écrire"),
)


def help_page() -> rx.Component:
    """The page."""
    content = (_mayor(), _clerk(), _advisor(), _afterwards(), frequent_questions(), (how_to_reach(read_settings()),))
    return long_article(
        page_list.HELP,
        "Rien n’est noté, rien n’est perdu, et « je ne sais pas » est une bonne réponse.",
        PARTS,
        content,
    )


def _mayor() -> Written:
    return (
        bullets(
            "Cherchez votre collectivité sur la page d’accueil, puis « Commencer le diagnostic ».",
            "Comptez un quart d’heure pour l’essentiel. Le reste peut attendre.",
            "Une question vous échappe ? Répondez « Je ne sais pas » : les résultats diront auprès de qui vérifier.",
            "Sous chaque question, « Pourquoi cette question ? » explique à quoi sert la réponse.",
            "Gardez votre lien personnel avant de fermer : c’est lui qui rouvre le dossier.",
        ),
        rx.el.p("À la fin, téléchargez le document : une page pour le conseil, un plan d’action, et qui contacter."),
    )


def _clerk() -> Written:
    return (
        bullets(
            "Chaque réponse est enregistrée dès qu’elle est donnée. Il n’y a pas de bouton « Enregistrer ».",
            "Une phrase, en bas de l’écran, dit où en est l’enregistrement : « Enregistré à… ». "
            "Si des réponses attendent, elles sont gardées sur l’appareil et partiront seules.",
            "Pour reprendre, rouvrez votre lien : vous revenez à la dernière question.",
            "Une partie n’est pas de votre ressort ? Confiez le thème à un collègue : il reçoit un lien qui n’ouvre "
            "que ce thème, pour quelques jours, et que vous pouvez retirer.",
            "Le maire et vous répondez en même temps ? Rien n’est écrasé : si vos réponses diffèrent, le dossier vous "
            "montre les deux et vous choisissez.",
        ),
    )


def _advisor() -> Written:
    return (
        bullets(
            "Avant de partir, ouvrez le dossier une fois avec du réseau, sur l’appareil que vous emporterez.",
            "Sur place, ouvrez le même lien dans le même navigateur : les questions s’affichent, et les réponses "
            "restent sur l’appareil.",
            "De retour au réseau, rouvrez le dossier et attendez « Enregistré » avant de ranger l’appareil.",
            "Vous préférez le papier ? Imprimez le questionnaire (« Je préfère répondre sur papier », plus bas). Au "
            "retour, dans le dossier, « Saisir un questionnaire rempli sur papier » demande une touche par réponse.",
            "Les résultats et le document demandent le réseau : ils sont calculés par le serveur.",
        ),
    )


def _afterwards() -> Written:
    return (
        rx.el.p("Tout part de vos résultats : ouvrez votre lien personnel, puis le bas de la page des résultats."),
        folded(
            "Suivre vos actions",
            rx.el.p(
                "Choisissez « Suivre vos actions ». Pour chaque action, notez si elle est décidée, en cours ou faite, "
                "et par qui (une fonction suffit). Si vous laissez une adresse électronique, un message vous rappelle "
                "les points d’étape. Il dit combien d’actions restent, sans les nommer, et un lien dans le message "
                "permet de l’arrêter. Vous préférez votre agenda ? Téléchargez-y les dates."
            ),
        ),
        folded(
            "Donner un rapport à quelqu’un",
            rx.el.p(
                "N’envoyez pas votre lien personnel : il ouvre tout. Choisissez « Donner le rapport à quelqu’un ». "
                "Vous obtenez un lien qui n’ouvre que ce document, pour le temps que vous fixez, et que vous pouvez "
                "retirer. Pour une personne de l’extérieur, prenez la version publiable : elle ne dit rien de vos "
                "points faibles."
            ),
        ),
        folded(
            "Refaire le diagnostic",
            rx.el.p(
                "Au bout d’un an, par exemple. Choisissez « Refaire le diagnostic dans un an » : un nouveau dossier "
                "s’ouvre, avec un nouveau lien à garder. Vos réponses d’alors vous sont montrées, et aucune ne compte "
                "avant que vous l’ayez confirmée. Les résultats disent ce qui a changé chez vous, et ce qui vient du "
                "questionnaire ou de la loi."
            ),
        ),
        folded(
            "Demander l’accompagnement de l’ANCT",
            rx.el.p(
                "Choisissez « Demander l’accompagnement gratuit », si votre collectivité peut y prétendre. Vous lisez "
                "d’abord ce qui serait envoyé, à qui et pour combien de temps. Rien ne part sans votre accord, et vous "
                "pouvez retirer la demande. L’ANCT décide seule."
            ),
        ),
        folded(
            "Ce que voit un conseiller",
            rx.el.p(
                "Rien, tant que vous ne lui avez pas donné votre lien. Ensuite, son organisme lit vos réponses et vos "
                "résultats, note où en sont les actions, et peut donner son avis à côté de vos réponses : il ne les "
                "change pas, et vous choisissez quand elles diffèrent. Il écrit aussi des notes pour préparer ses "
                "visites : elles n’entrent dans aucun document, et vous les recevez avec vos données."
            ),
            rx.el.p(
                "La page « Donner le rapport à quelqu’un » dit qui suit votre dossier, et permet d’y mettre fin. Si un "
                "conseiller a ouvert le dossier avant sa visite, il vous en remet le lien personnel."
            ),
        ),
        folded(
            "Emporter ou effacer vos données",
            rx.el.p(
                "Choisissez « Emporter ou effacer vos données ». Vous y téléchargez tout ce qui est gardé, puis vous "
                "effacez le dossier si vous le voulez : c’est immédiat et définitif. Voyez ",
                rx.el.a("ce qui est enregistré, et combien de temps", href=routes.PERSONAL_DATA),
                ".",
            ),
        ),
    )
