"""How what is stored about a file is named to whom it is given: a title for each table, a word for each column.

Secrets are stored as digests, which tell nothing and are never given; the numbers by which rows refer to each other are
left out. A test holds that every other column of every table about a file has its word.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """One table: its title, and a word for each of its columns."""

    title: str
    words: tuple[tuple[str, str], ...]


LEFT_OUT = frozenset(
    {
        *("id", "diagnostic_id", "accompaniment_id", "organisation_id", "person_id", "handover_id", "reminder_id"),
        *("request_id", "replaces"),
    }
)
SECTIONS = {
    "diagnostic": Section(
        "Le dossier",
        (
            ("territory_code", "code de la collectivité"),
            ("territory", "fiche de la collectivité à l’ouverture"),
            ("eligibility", "éligibilité à l’ouverture"),
            ("route", "éligibilité de l’intercommunalité à l’ouverture"),
            ("content_version", "version du questionnaire"),
            ("territories_version", "version des données sur les territoires"),
            ("application_version", "version du logiciel"),
            ("opened_on", "jour d’ouverture"),
            ("created_at", "enregistré le"),
            ("uid", "nom public du dossier"),
            ("origin", "diagnostic précédent"),
            ("finished_at", "essentiel terminé le"),
            ("counted", "compté dans les statistiques"),
            ("satisfaction_given", "avis donné"),
        ),
    ),
    "personal_link": Section(
        "Les liens personnels préparés pour prendre la place du premier (l’empreinte du lien n’est pas donnée)",
        (
            ("prepared_at", "préparé le"),
            ("expires_at", "à mettre en service avant le"),
            ("in_use_since", "en service depuis le"),
            ("ended_at", "arrêté le"),
        ),
    ),
    "handover": Section(
        "Les liens à confier",
        (
            ("theme", "thème confié"),
            ("respondent", "confié à"),
            ("created_at", "fait le"),
            ("expires_at", "valable jusqu’au"),
            ("revoked_at", "retiré le"),
        ),
    ),
    "answer": Section(
        "Les réponses, dans l’ordre où elles ont été données",
        (
            ("question", "question"),
            ("values", "réponse"),
            ("role", "rôle déclaré"),
            ("answered_at", "donnée le"),
            ("client_id", "marque d’appareil et numéro d’envoi"),
            ("set_aside", "en attente d’un choix"),
            ("entrusted_to", "confiée ailleurs à"),
            ("side", "de qui"),
        ),
    ),
    "accompaniment": Section(
        "Les organismes qui suivent le dossier",
        (
            ("since", "depuis le"),
            ("ended_at", "jusqu’au"),
            ("opened_here", "dossier ouvert par cet organisme"),
            ("next_step", "prochaine étape"),
            ("next_step_on", "prévue le"),
        ),
    ),
    "accompanying_person": Section("Les conseillers chargés du dossier (un par ligne, sans leur nom)", ()),
    "advisor_link": Section(
        "Les ouvertures du questionnaire par un conseiller",
        (("created_at", "faite le"), ("expires_at", "valable jusqu’au"), ("revoked_at", "retirée le")),
    ),
    "note": Section(
        "Les notes des conseillers",
        (("theme", "thème"), ("text", "note"), ("written_at", "écrite le"), ("changed_at", "changée le")),
    ),
    "report_link": Section(
        "Les liens vers un rapport",
        (
            ("kind", "document"),
            ("edition", "version"),
            ("label", "pour qui"),
            ("answers", "réponses montrées, quand le document ne change plus"),
            ("printed_on", "daté du"),
            ("created_at", "fait le"),
            ("expires_at", "valable jusqu’au"),
            ("revoked_at", "retiré le"),
            ("downloads", "nombre de téléchargements"),
        ),
    ),
    "agreement": Section(
        "Les accords pour être compté avec d’autres",
        (("audience", "pour qui"), ("granted_at", "donné le"), ("withdrawn_at", "retiré le")),
    ),
    "action_step": Section(
        "Le suivi des actions",
        (
            ("need", "action"),
            ("state", "état"),
            ("happened_on", "le"),
            ("who", "par qui"),
            ("service", "service mis en place"),
            ("side", "noté par"),
            ("recorded_at", "noté le"),
        ),
    ),
    "reminder": Section(
        "Les rappels demandés",
        (
            ("address", "adresse électronique"),
            ("counted_from", "comptés depuis le"),
            ("asked_at", "demandés le"),
            ("stopped_at", "arrêtés le"),
        ),
    ),
    "reminder_letter": Section(
        "Les rappels envoyés",
        (
            ("step", "échéance, en jours"),
            ("attempts", "essais"),
            ("failed_at", "dernier échec"),
            ("sent_at", "envoyé le"),
            ("expires_at", "lien valable jusqu’au"),
        ),
    ),
    "support_request": Section(
        "Les demandes d’accompagnement",
        (
            ("asked_at", "faite le"),
            ("sent", "ce qui a été envoyé"),
            ("contact", "personne à qui répondre"),
            ("state", "état"),
            ("state_at", "depuis le"),
            ("kept_until", "gardée jusqu’au"),
        ),
    ),
    "support_step": Section("Les étapes de ces demandes", (("state", "état"), ("comment", "message"), ("at", "le"))),
}
