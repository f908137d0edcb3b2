"""Decides what is said of personal data: exactly what this program keeps, on the server and on the device."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Settings, read_settings
from ansm.web import page_list, routes
from ansm.web.components.article import Written, bullets, long_article, outward, terms
from ansm.web.components.operator import how_to_reach, operator_in_words
from ansm.web.kept_words import OF_A_FILE, OF_NO_FILE, OF_PEOPLE

CNIL = "https://www.cnil.fr/fr/plaintes"
PARTS = (
    ("serveur", "Ce qui est enregistré"),
    ("lecteurs", "Qui peut lire quoi"),
    ("appareil", "Ce que garde votre appareil"),
    ("effacer", "Comment emporter ou effacer"),
    ("tiers", "Ni traceur, ni tiers"),
    ("duree", "Combien de temps"),
    ("droits", "Vos droits"),
)


def personal_data() -> rx.Component:
    """The page."""
    settings = read_settings()
    content = (
        *(_server(), _readers(), _device(), _erase(), _nobody_else(settings)),
        *(_retention(settings), _rights(settings)),
    )
    return long_article(
        page_list.PERSONAL_DATA,
        "Pour répondre, ni nom, ni adresse, ni compte. Voici tout ce que ce service enregistre, et rien d’autre.",
        PARTS,
        content,
    )


def _server() -> Written:
    return (
        rx.el.h3("Pour chaque dossier", class_name="fr-h5"),
        terms(*OF_A_FILE),
        rx.el.p(
            "Votre lien personnel n’est pas gardé en clair : le serveur n’en garde qu’une empreinte, qui permet de le "
            "reconnaître et non de le retrouver. Il en est de même de tous les autres liens. Même une copie de la base "
            "n’ouvre aucun dossier."
        ),
        rx.el.p(
            "Là où vous écrivez librement (« par qui », « pour qui », un message), une fonction suffit : n’écrivez "
            "jamais le nom d’une personne ni un mot de passe. Les questions, elles, ne demandent aucun texte libre."
        ),
        rx.el.h3("Pour chaque conseiller, responsable ou agent qui a un compte", class_name="fr-h5"),
        rx.el.p("Les élus et les agents des communes n’ont pas de compte."),
        terms(*OF_PEOPLE),
        rx.el.h3("Sans lien avec un dossier", class_name="fr-h5"),
        terms(*OF_NO_FILE),
        rx.el.h3("En mémoire, un court moment", class_name="fr-h5"),
        rx.el.p(
            "Si vous faites envoyer un lien par courriel, l’adresse sert à cet envoi et n’est pas enregistrée. Pour "
            "limiter les envois et les essais, le serveur en garde une empreinte une heure dans sa mémoire ; de même "
            "pour l’adresse de votre appareil (adresse IP), dix minutes au plus, quand vous vérifiez un document ou "
            "ouvrez un lien vers un rapport. Le fichier que vous vérifiez ne quitte pas votre appareil ; celui que "
            "vous apportez pour le reprendre est lu, puis oublié."
        ),
        rx.el.p(
            "Ce logiciel ne note pas l’adresse des visiteurs (adresse IP) ; l’hébergeur, lui, peut tenir un journal "
            "technique : l’organisme ci-dessous vous le dira. Les documents PDF sont fabriqués quand "
            "vous lisez vos résultats, et gardés un moment dans la mémoire du serveur ; ils n’y sont pas archivés."
        ),
    )


def _readers() -> Written:
    return (
        bullets(
            "Qui a votre lien personnel lit et change tout le dossier : donnez-le comme vous donneriez une clé. "
            "S’il est en de mauvaises mains, vous le changez sur la page « Partage » du dossier.",
            "Qui a un lien à confier ne voit que son thème.",
            "Qui a un lien vers un rapport ne voit que ce document.",
            "Un organisme que vous avez accepté, ou qui a ouvert le dossier pour vous, lit vos réponses et vos "
            "résultats. Dans cet organisme : le conseiller chargé du dossier et son responsable, personne d’autre. "
            "Vous pouvez y mettre fin.",
            "L’ANCT ne lit que les demandes que vous lui envoyez, et des nombres qui ne nomment personne.",
            "Votre intercommunalité, si elle ne suit pas votre dossier, ne lit que des nombres, et seulement si vous "
            "et assez d’autres communes l’avez accepté.",
        ),
    )


def _device() -> Written:
    return (
        rx.el.p("Dans la mémoire de votre navigateur, et nulle part ailleurs :"),
        bullets(
            "vos réponses en attente d’envoi, si le réseau est coupé ;",
            "une copie du dossier ouvert, pour continuer sans réseau ;",
            "les liens personnels des dossiers ouverts sur cet appareil, pour les retrouver depuis l’accueil ;",
            "quand un lien est changé ici, l’ancien et celui qui le remplace, pour ne pas perdre le nouveau ;",
            "les pages du questionnaire, pour les montrer sans réseau.",
        ),
        rx.el.p(
            "Pour les conseillers qui se connectent, et pour eux seuls : un cookie (petit fichier témoin) qui dit qui "
            "est connecté. Il ne sert à rien d’autre, les scripts ne le lisent pas, et il ne vaut plus rien après "
            "vingt et une heures sans activité, sept jours au plus. Un second vit dix minutes, le temps de passer par "
            "ProConnect."
        ),
        rx.el.p(
            "Ces éléments sont nécessaires au service que vous demandez : il n’y a pas de bandeau d’accord à cocher. "
            "Sur un ordinateur partagé, effacez-les en partant : une autre personne pourrait ouvrir votre dossier."
        ),
    )


def _erase() -> Written:
    return (
        rx.el.h3("Sur l’appareil", class_name="fr-h5"),
        rx.el.p(
            "Sur la page d’accueil, sous « Reprendre un diagnostic », choisissez « Oublier sur cet appareil ». "
            "Gardez d’abord votre lien personnel ailleurs, et vérifiez qu’aucune réponse n’attend d’être envoyée."
        ),
        rx.el.p(
            "Pour tout effacer d’un coup, retirez les données de ce site dans les réglages du navigateur (« Cookies et "
            "données de sites »). En navigation privée, tout s’efface en fermant la fenêtre."
        ),
        rx.el.h3("Sur le serveur", class_name="fr-h5"),
        rx.el.p(
            "Une réponse peut être changée ou retirée à tout moment ; l’ancienne reste dans l’historique du dossier."
        ),
        rx.el.p(
            "Pour le dossier entier, ouvrez vos résultats, puis « Emporter ou effacer vos données ». Vous y "
            "téléchargez tout ce qui est gardé, et vous effacez le dossier vous-même, tout de suite et pour toujours, "
            "avec ce qui en dépend : liens, suivi, rappels, demandes, notes des conseillers."
        ),
        rx.el.p(
            "Vous n’avez plus le lien ? Demandez-le à l’organisme ci-dessous, en donnant le nom de la collectivité et "
            "le jour où le dossier a été ouvert. Un conseiller demande à son responsable de fermer son compte, "
            "et à cet organisme de l’effacer."
        ),
        rx.el.p(
            "Ce qui ne peut pas être repris : les documents déjà téléchargés, les nombres déjà comptés, et les copies "
            "de sauvegarde de l’hébergeur, remplacées avec le temps."
        ),
    )


def _nobody_else(settings: Settings) -> Written:
    return (
        rx.el.p(
            "Aucune mesure d’audience, aucun cookie publicitaire, aucune police ni image venue d’ailleurs. Les pages "
            "n’appellent que le site qui les sert, et leur politique de sécurité interdit le reste."
        ),
        rx.el.p(
            "Rien de votre dossier n’est transmis sans que vous l’ayez voulu : en donnant un lien, en acceptant un "
            "conseiller, en envoyant une demande ou en acceptant d’être compté."
        ),
        *(
            (
                rx.el.p(
                    f"Un conseiller qui choisit de se connecter par « {settings.openid.name} » va sur le site de ce "
                    "fournisseur, qui sait alors qu’il s’est connecté ici."
                ),
            )
            if settings.openid
            else ()
        ),
    )


def _retention(settings: Settings) -> Written:
    rules = settings.retention
    return (
        rx.el.p(
            f"Ces durées sont celles que choisit {operator_in_words(settings)}. Ce qui a dépassé la sienne est effacé "
            "chaque jour :"
        ),
        bullets(
            f"dossier dont l’essentiel n’est pas terminé : {rules.unfinished} mois après la dernière activité ;",
            f"dossier terminé : {rules.finished} mois après la dernière activité ;",
            f"demande d’accompagnement : {rules.requests} mois après sa dernière étape. Jusque-là, elle garde son "
            "dossier ;",
            f"compte : {rules.accounts} mois après la dernière connexion ou la dernière invitation, ou "
            f"{rules.closed} mois après sa fermeture ;",
            "jeton d’un fournisseur d’identité : la durée de la session, et un jour au plus si elle s’éteint seule ;",
            "sessions, liens de connexion et liens des conseillers : 30 jours après leur fin ;",
            "adresse d’un rappel : six mois, ou moins si vous l’arrêtez ;",
            f"liste des documents remis : {rules.journal} mois ;",
            "statistiques et besoins comptés ensemble, qui ne parlent d’aucune personne : sans limite.",
        ),
        rx.el.p(
            "La page « Emporter ou effacer vos données » dit à quelle date votre dossier serait effacé si personne n’y "
            "faisait plus rien."
        ),
    )


def _rights(settings: Settings) -> Written:
    return (
        rx.el.p(
            "Un dossier parle d’une collectivité, rarement d’une personne. Si une réponse vous concerne (dans une "
            "petite mairie, « l’agent » est parfois une seule personne), vous pouvez demander à la voir, à la corriger "
            "ou à l’effacer, ou vous opposer à ce qu’elle soit gardée. De même pour une note ou un compte de "
            "conseiller."
        ),
        how_to_reach(settings),
        rx.el.p(
            "Si la réponse ne vous convient pas, vous pouvez saisir la CNIL, l’autorité qui veille sur les données "
            "personnelles : ",
            outward("Adresser une plainte à la CNIL", CNIL),
            ".",
        ),
        rx.el.p(
            "Une difficulté pour lire ces pages ? Voyez l’",
            rx.el.a("aide", href=routes.HELP),
            ".",
        ),
    )
