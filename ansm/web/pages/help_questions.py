"""Decides the questions people ask, and what the help page answers."""

from __future__ import annotations

import reflex as rx

from ansm.application import Audience, FormPath
from ansm.web import page_list, routes
from ansm.web.components.article import Written, bullets, folded
from ansm.web.components.places import to_place

PAPER_FOR = {Audience.COMMUNE: "Pour une commune", Audience.EPCI: "Pour une intercommunalité"}
PAPER_OF = {FormPath.SHORT: "l’essentiel", FormPath.WHOLE: "le questionnaire complet"}


def frequent_questions() -> Written:
    """Each one folded under its question."""
    return (
        folded(
            "J’ai perdu mon lien personnel",
            rx.el.p(
                "Sur l’appareil où vous avez répondu, « Reprendre un diagnostic » est sur la page d’accueil. Cherchez "
                "aussi dans vos courriels, dans vos documents, et auprès des collègues qui ont reçu le lien."
            ),
            rx.el.p(
                "Sinon, le dossier ne peut pas être rouvert : pour vous protéger, personne d’autre que vous n’a ce "
                "lien, pas même nous. Recommencez : refaire l’essentiel prend un quart d’heure."
            ),
        ),
        folded(
            "Mon lien personnel est en de mauvaises mains",
            rx.el.p(
                "Il est parti à la mauvaise personne, ou un appareil est perdu ? Ouvrez votre lien, puis « Partage », "
                "et « Changer votre lien personnel » : l’ancien n’ouvre plus rien, et vos réponses restent."
            ),
        ),
        folded(
            "Je suis sur un ordinateur partagé",
            rx.el.p(
                "Ouvrez une fenêtre de navigation privée : elle oublie tout en se fermant. Notez votre lien personnel "
                "avant. Sinon, en partant, « Oublier sur cet appareil » est sur la page d’accueil : ",
                to_place("comment effacer", f"{routes.PERSONAL_DATA}#effacer"),
                ".",
            ),
        ),
        folded(
            "Le réseau est coupé",
            rx.el.p(
                "Continuez : vos réponses sont gardées sur cet appareil. Elles partent seules au retour du réseau, "
                "même si vous avez fermé la page entre-temps : rouvrez alors le dossier sur le même appareil."
            ),
        ),
        folded(
            "Je me suis trompé",
            rx.el.p(
                "Changez la réponse, ou retirez-la. L’historique de chaque question permet de revenir à une réponse "
                "d’avant. Les résultats sont recalculés à chaque fois."
            ),
        ),
        folded(
            "Comment imprimer ?",
            rx.el.p(
                "Téléchargez le document PDF depuis les résultats : il est fait pour le papier, en noir et blanc "
                "aussi. Pour imprimer une page du site, utilisez « Imprimer » dans le menu du navigateur (Ctrl + P)."
            ),
        ),
        folded(
            "Je préfère répondre sur papier",
            rx.el.p(
                "Le questionnaire s’imprime, avec une case par réponse. Quand une question dépend d’une autre "
                "réponse, c’est écrit dessous."
            ),
            bullets(*(_paper(audience, path) for audience in PAPER_FOR for path in PAPER_OF)),
            rx.el.p(
                "Ensuite, dans le dossier, « Saisir un questionnaire rempli sur papier » : tapez le code imprimé à "
                "côté de chaque case cochée. Cela prend quelques minutes."
            ),
        ),
        folded(
            "On me donne un diagnostic : est-il d’origine ?",
            rx.el.p(
                "Un code est imprimé au bas de ses pages. Tapez-le, ou déposez le fichier, sur la page ",
                rx.el.a(page_list.VERIFY.name, href=routes.VERIFY),
                ".",
            ),
        ),
        folded(
            "Je me sers du clavier, d’un lecteur d’écran ou d’un agrandissement",
            bullets(
                "Tout se fait au clavier : Tab pour avancer, les flèches dans une liste de choix, Espace pour cocher.",
                "Deux liens au début de chaque page mènent au contenu et au pied de page.",
                "Dans la recherche, les flèches parcourent les propositions et Entrée choisit.",
                "Les pages suivent la taille de texte et le thème clair ou sombre de votre appareil.",
            ),
            rx.el.p(
                "Quelque chose vous bloque ? La ",
                rx.el.a("déclaration d’accessibilité", href=routes.ACCESSIBILITY),
                " dit ce qui reste à améliorer et comment nous le signaler.",
            ),
        ),
        folded(
            "Pourquoi ce sujet arrive-t-il en premier ?",
            rx.el.p(
                "À côté de chaque priorité, « Pourquoi » donne les raisons et la réponse qui les changerait. Les "
                "règles complètes sont sur la page ",
                rx.el.a("Comprendre le calcul", href=routes.CALCULATION),
                ".",
            ),
        ),
        folded(
            "Mes réponses seront-elles publiques ou comparées ?",
            rx.el.p(
                "Non. Personne n’est noté ni comparé. Le dossier n’est visible qu’avec son lien, et par les organismes "
                "que vous avez acceptés. Si vous l’acceptez aussi, vos besoins sont comptés avec ceux d’autres "
                "communes, sans vous nommer. Voyez ",
                rx.el.a("ce qui est enregistré", href=routes.PERSONAL_DATA),
                ".",
            ),
        ),
        folded(
            "Notre collectivité est trop grande pour l’accompagnement gratuit",
            rx.el.p(
                "Le diagnostic reste ouvert, quelle que soit la taille. Seules changent les structures vers qui vous "
                "tourner ensuite."
            ),
        ),
    )


def _paper(audience: Audience, path: FormPath) -> rx.Component:
    """One of the questionnaires to print."""
    return to_place(
        f"{PAPER_FOR[audience]} : {PAPER_OF[path]} (PDF)", routes.blank(audience.value, path.value), "fr-link"
    )
