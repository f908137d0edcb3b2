"""Decides how each thing that the server keeps is told to people: a name, and what it holds, in plain words."""

from __future__ import annotations

# What is kept of a file, from its answers to what becomes of it.
OF_A_FILE = (
    (
        "Vos réponses",
        "Chaque réponse, avec l’heure où elle a été donnée, celle qu’elle a remplacée, celles qui attendent que "
        "vous choisissiez, et si elle vient de la mairie ou de son conseiller.",
    ),
    (
        "Le rôle déclaré",
        "« Élu », « agent »… quand la personne qui répond l’indique. C’est facultatif, et aucun nom n’est demandé.",
    ),
    (
        "La collectivité",
        "Sa fiche publique et le résultat d’éligibilité, tels qu’ils étaient à l’ouverture du dossier ; le jour où "
        "l’essentiel a été terminé.",
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
        "Les changements de lien personnel",
        "Quand un nouveau lien a été préparé, mis en service, puis remplacé. Les liens eux-mêmes ne sont gardés que "
        "sous forme d’empreinte, qui ne permet pas de les retrouver. Ni qui, ni d’où.",
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
        "Si le dossier a été commencé à partir d’un autre : le jour, la version et les réponses de celui-là. Elles "
        "restent dans le nouveau dossier, même si l’ancien est effacé.",
    ),
    (
        "Le suivi des actions",
        "Pour chaque action : où elle en est, le jour, « par qui » si vous l’écrivez (une fonction suffit), le service "
        "mis en place, et si c’est la mairie ou le conseiller qui l’a noté. Chaque étape est gardée.",
    ),
    (
        "Les rappels",
        "L’adresse électronique de qui les demande, le jour de la demande et celui des messages envoyés. L’adresse est "
        "effacée après le dernier message, six mois plus tard, ou dès que les rappels sont arrêtés.",
    ),
    (
        "Les liens vers un rapport",
        "Le document, pour qui (dans vos mots), de quand à quand, l’organisme qui l’a donné si ce n’est pas vous, les "
        "réponses montrées quand le document ne doit plus changer, et le nombre de téléchargements. Ni qui, ni d’où.",
    ),
    (
        "La demande d’accompagnement",
        "Si vous en envoyez une : ce qui vous a été montré avant l’envoi, la personne à qui répondre, et les étapes de "
        "la demande. Si vous la retirez, tout est effacé, sauf le jour du retrait.",
    ),
    (
        "Votre accord pour être compté",
        "Avec qui, donné quel jour, retiré quel jour. Sans accord, vous n’êtes compté avec personne.",
    ),
    (
        "Qui suit le dossier",
        "L’organisme, depuis quand et jusqu’à quand, s’il a ouvert le dossier lui-même, sa prochaine étape, les "
        "conseillers chargés du dossier, et les liens par lesquels ils ouvrent le questionnaire (14 jours).",
    ),
    (
        "Les notes des conseillers",
        "Le texte, le thème, le jour. Elles n’entrent dans aucun document ; vous les recevez avec vos données.",
    ),
    (
        "Si le dossier a été compté",
        "Deux marques : son ouverture est déjà comptée dans les statistiques ; quelqu’un a déjà donné son avis. L’avis "
        "lui-même est compté à part, sans lien avec le dossier.",
    ),
)
# What is kept of those who sign in.
OF_PEOPLE = (
    (
        "Le compte",
        "L’adresse électronique professionnelle, le nom s’il est donné, l’organisme et son territoire, le rôle, le "
        "jour de la dernière invitation, de la dernière connexion et de la fermeture. Aucun mot de passe. Le compte "
        "effacé, il ne reste de la personne que ce qu’elle a écrit dans un dossier, sans son nom.",
    ),
    (
        "Les connexions",
        "Quand une session a commencé, été renouvelée, et finira ; les liens de connexion envoyés par courriel. Les "
        "secrets ne sont gardés que sous forme d’empreinte. Ni appareil, ni adresse IP.",
    ),
    (
        "Le fournisseur d’identité",
        "Si la personne se connecte par ProConnect ou un service du même genre : l’identifiant qu’il donne d’elle, la "
        "trace d’une connexion commencée, et, le temps de la session, le jeton qu’il demandera pour la fermer aussi "
        "chez lui. Ce jeton peut contenir son nom et son adresse ; il est effacé quand la session prend fin, et un "
        "jour après au plus quand elle s’éteint d’elle-même.",
    ),
)
# What is kept without any link to a file.
OF_NO_FILE = (
    (
        "Les documents remis",
        "Le code imprimé, la sorte de document et sa version, la collectivité, le jour et l’heure de sa remise, et "
        "une empreinte du fichier, pour dire plus tard s’il est d’origine. Rien de cela ne mène à votre dossier.",
    ),
    (
        "Les statistiques",
        "Des nombres par jour ou par mois, par département ou par sujet. Rien ne les relie à un dossier, et aucun "
        "nombre de moins de cinq n’est publié.",
    ),
    (
        "Les besoins comptés ensemble",
        "Pour les collectivités qui l’ont accepté : des nombres arrondis vers le bas (« au moins 5 »), et des "
        "empreintes de qui a été compté, pour qu’aucune comparaison ne montre une commune seule. Elles restent après "
        "l’effacement d’un dossier. Qui gère la base pourrait reconnaître une commune, jamais une personne.",
    ),
)
STORED = (*OF_A_FILE, *OF_PEOPLE, *OF_NO_FILE)
