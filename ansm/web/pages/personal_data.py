"""Decides what is said of personal data: exactly what this program keeps, on the server and on the device."""

from __future__ import annotations

import reflex as rx

from ansm.settings import Settings, read_settings
from ansm.web import page_list, routes
from ansm.web.components.article import Written, bullets, long_article, outward, terms
from ansm.web.components.operator import how_to_reach, operator_in_words

CNIL = "https://www.cnil.fr/fr/plaintes"
STORED = (
    (
        "Vos réponses",
        "Chaque réponse, avec l’heure où elle a été donnée, celle qu’elle a remplacée, et celles qui attendent que "
        "vous choisissiez.",
    ),
    (
        "Le rôle déclaré",
        "« Élu », « agent »… quand la personne qui répond l’indique. C’est facultatif, et aucun nom n’est demandé.",
    ),
    (
        "La collectivité",
        "Sa fiche publique et le résultat d’éligibilité, tels qu’ils étaient à l’ouverture du dossier.",
    ),
    (
        "Des versions",
        "Celles du questionnaire, des chiffres de population et du logiciel, pour refaire le même calcul.",
    ),
    (
        "Une marque d’appareil",
        "Quelques lettres tirées au hasard, propres à un dossier. Elles servent à voir que deux appareils répondent au "
        "même dossier, pour ne pas écraser une réponse par une autre. Elles ne disent rien de l’appareil ni de vous.",
    ),
    (
        "Les liens à confier",
        "Le thème confié, à quel rôle, de quand à quand, si le lien a été retiré, et les réponses données par lui.",
    ),
    (
        "Un nom public",
        "Des chiffres et des lettres tirés au hasard, écrits dans les fichiers que vous téléchargez. Ils servent à "
        "reconnaître deux copies du même dossier, et n’ouvrent rien.",
    ),
    (
        "Le diagnostic précédent",
        "Si le dossier a été commencé à partir d’un autre : le jour, la version et les réponses de celui-là.",
    ),
    (
        "Les documents remis",
        "Le code imprimé, la sorte de document, la collectivité, le jour et une empreinte du fichier, pour dire plus "
        "tard si un document est d’origine. Rien de cela ne mène à votre dossier.",
    ),
)
PARTS = (
    ("serveur", "Ce qui est enregistré"),
    ("appareil", "Ce que garde votre appareil"),
    ("effacer", "Comment effacer"),
    ("tiers", "Ni traceur, ni tiers"),
    ("duree", "Combien de temps"),
    ("droits", "Vos droits"),
)


def personal_data() -> rx.Component:
    """The page."""
    settings = read_settings()
    content = (_server(), _device(), _erase(), _nobody_else(), _retention(settings), _rights(settings))
    return long_article(
        page_list.PERSONAL_DATA,
        "Ce service ne demande ni nom, ni adresse, ni compte. Voici tout ce qu’il enregistre, et rien d’autre.",
        PARTS,
        content,
    )


def _server() -> Written:
    return (
        rx.el.p("Pour chaque dossier, le serveur garde :"),
        terms(*STORED),
        rx.el.p(
            "Votre lien personnel n’est pas gardé en clair : le serveur n’en garde qu’une empreinte, qui permet de le "
            "reconnaître et non de le retrouver. Même une copie de la base n’ouvre aucun dossier."
        ),
        rx.el.p(
            "Si vous vous faites envoyer le lien par courriel, l’adresse sert à cet envoi et n’est pas enregistrée ; "
            "pour limiter les envois, une empreinte en reste une heure dans la mémoire du serveur. "
            "De même, quand vous vérifiez un document, une empreinte de l’adresse de votre appareil (adresse IP) reste "
            "une minute dans cette mémoire. Le fichier que vous vérifiez ne quitte pas votre appareil. "
            "Ce logiciel ne note pas l’adresse des visiteurs (adresse IP) ; l’hébergeur, lui, peut tenir un journal "
            "technique : l’organisme ci-dessous vous le dira. Le document PDF est fabriqué à la demande, puis oublié ; "
            "un fichier que vous apportez est lu, puis oublié de même."
        ),
        rx.el.p(
            "N’écrivez jamais le nom d’une personne ni un mot de passe : les questions n’en ont pas besoin, et aucune "
            "ne demande de texte libre."
        ),
    )


def _device() -> Written:
    return (
        rx.el.p("Dans la mémoire de votre navigateur, et nulle part ailleurs :"),
        bullets(
            "vos réponses en attente d’envoi, si le réseau est coupé ;",
            "une copie du dossier ouvert, pour continuer sans réseau ;",
            "les liens personnels des dossiers ouverts sur cet appareil, pour les retrouver depuis l’accueil ;",
            "les pages du questionnaire, pour les montrer sans réseau.",
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
            "Une réponse peut être changée ou retirée à tout moment ; l’ancienne reste dans l’historique du dossier. "
            "Pour effacer un dossier entier, demandez-le à l’organisme ci-dessous, en donnant le nom de la "
            "collectivité et le jour où le dossier a été ouvert."
        ),
    )


def _nobody_else() -> Written:
    return (
        rx.el.p(
            "Aucune mesure d’audience, aucun cookie publicitaire, aucune police ni image venue d’ailleurs. Les pages "
            "n’appellent que le site qui les sert, et leur politique de sécurité interdit le reste."
        ),
        rx.el.p(
            "Votre dossier n’est transmis à personne. Mais toute personne qui a son lien peut l’ouvrir : donnez-le "
            "comme vous donneriez une clé."
        ),
    )


def _retention(settings: Settings) -> Written:
    return (
        rx.el.p(
            f"Le logiciel ne fixe pas de durée : {operator_in_words(settings)} la choisit, l’annonce et l’applique. "
            "Tant que cela n’est pas fait, un dossier reste enregistré jusqu’à ce qu’on demande de l’effacer."
        ),
    )


def _rights(settings: Settings) -> Written:
    return (
        rx.el.p(
            "Un dossier parle d’une collectivité, rarement d’une personne. Si une réponse vous concerne (dans une "
            "petite mairie, « l’agent » est parfois une seule personne), vous pouvez demander à la voir, à la corriger "
            "ou à l’effacer, ou vous opposer à ce qu’elle soit gardée."
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
