"""A small but realistic handbook in Python, and diagnostics drawn from it: what the report's tests read like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from ansm.domain.answers import Answer, Answers
from ansm.domain.conditions import ALWAYS, ChoiceAmong, IndexAtLeast
from ansm.domain.diagnostic import Diagnostic, establish
from ansm.domain.eligibility import Rule, decide
from ansm.domain.handbook import Flag, Handbook
from ansm.domain.needs import Need
from ansm.domain.obligations import Confidence, Obligation
from ansm.domain.orientation import Orientation, WebLink
from ansm.domain.priorities import Criterion, Weighting
from ansm.domain.questionnaire import (
    Contradiction,
    Effect,
    Feed,
    Option,
    Question,
    Questionnaire,
    QuestionType,
    Respondent,
    Theme,
)
from ansm.domain.recommendations import Cost, Link, Maturity, Openness, Service
from ansm.domain.territory import Kind, Notion, Overseas, Population, Territory, TerritoryRef
from ansm.report import PrintContext

OPENED_ON = date(2026, 11, 22)
CHECKED_ON = date(2026, 8, 20)
CONTEXT = PrintContext(
    application_version="0.1.0",
    territories_version="6.0.0",
    territories_attribution="Insee, DGCL et La Poste, données réunies par Etalab, Licence Ouverte",
    printed_on=OPENED_ON,
)
SUBJECTS = (
    ("sauvegarde", "securite", "Ne pas perdre ses fichiers", "Mettre en place une copie automatique, gardée à part"),
    ("comptes", "securite", "Maîtriser les comptes et mots de passe", "Donner à chacun son propre compte"),
    ("cyber-crise", "securite", "Savoir réagir à une attaque", "Afficher près du poste qui appeler en cas d’attaque"),
    ("nom-domaine", "identite", "Avoir un nom de domaine officiel", "Réserver le nom de domaine de la commune"),
    ("messagerie-pro", "identite", "Écrire avec une adresse professionnelle", "Ouvrir des adresses de la commune"),
    ("site-web", "identite", "Informer en ligne, sur un site tenu à jour", "Remettre le site à jour, page par page"),
    ("rgpd", "donnees", "Protéger les données des habitants", "Désigner un délégué à la protection des données"),
    ("adresses", "donnees", "Tenir la base des adresses", "Publier la base des adresses de la commune"),
    ("demarches", "habitants", "Permettre les demandes à distance", "Annoncer une adresse pour les demandes"),
    ("mediation", "habitants", "Aider les habitants en difficulté", "Tenir une permanence avec un conseiller"),
)  # fmt: skip
THEMES = (
    Theme("profil", "Votre collectivité"),
    Theme("securite", "Sécurité et copies de secours"),
    Theme("identite", "Adresse électronique et nom sur Internet"),
    Theme("donnees", "Données personnelles et documents"),
    Theme("habitants", "Accueil et démarches des habitants"),
    Theme("pilotage", "Organisation, moyens et priorités"),
)


def need(identifier: str, theme: str, label: str, action: str, **changes: object) -> Need:
    """A need with every text filled in."""
    built = Need(
        id=identifier,
        label=label,
        theme=theme,
        impact=75,
        severity=75,
        effort=Fraction(2),
        prerequisites=("nom-domaine",) if identifier in ("messagerie-pro", "site-web") else (),
        action=action,
        how="Demandez à votre prestataire de le faire avec vous, puis vérifiez ensemble.",
        without_digital="Tenez une liste sur papier, revue une fois par trimestre.",
        operator="Le syndicat informatique le propose souvent dans son forfait.",
        who="Le maire et la secrétaire",
        when="trimestre",
        cost="Gratuit, hors temps passé",
        done_when="un essai a réussi et sa date est notée",
        strength="Vous avez ce qu’il faut, gardez ce rythme.",
        consequence="Une panne arrêterait la mairie plusieurs jours.",
        sensitive=theme == "securite",
        status="valeur de départ, à valider",
        source="Dossier du projet, § 3.3",
        verified_on=CHECKED_ON,
    )
    return replace(built, **changes)  # type: ignore[arg-type]  # tests change any field by name


def scored(identifier: str, theme: str, needs: tuple[str, ...], text: str) -> Question:
    """A yes/no question that feeds needs: « non » is the largest gap."""
    return Question(
        id=identifier,
        theme=theme,
        type=QuestionType.YES_NO,
        text=text,
        why="Pour savoir par où commencer.",
        respondents=(Respondent.STAFF, Respondent.TECHNICIAN),
        minutes=0.5,
        options=(
            Option("oui", "Oui", 0),
            Option("partiel", "En partie", 2),
            Option("non", "Non", 4),
            Option("nsp", "Je ne sais pas", 3, dont_know=True),
        ),
        essential=identifier.endswith("1"),
        ask_whom="votre prestataire informatique ou le secrétariat",
        how_to_check="Demandez à voir la date de la dernière copie.",
        feeds=tuple(Feed(each) for each in needs),
    )


def plain(identifier: str, theme: str, text: str, options: tuple[Option, ...], **changes: object) -> Question:
    """A question that weighs nothing by itself."""
    built = Question(identifier, theme, QuestionType.CHOICE, text, "", (Respondent.ELECTED,), 0.2, options)
    return replace(built, **changes)  # type: ignore[arg-type]  # tests change any field by name


def questionnaire() -> Questionnaire:
    """Two scored questions a need, and the few questions that the report reads by name."""
    number = {theme.id: 0 for theme in THEMES}
    asked = [
        plain(
            "PRO-01",
            "profil",
            "Qui remplit ce questionnaire ?",
            (Option("elu", "Un élu"), Option("agent", "La secrétaire de mairie ou un agent")),
            essential=True,
        ),
        plain(
            "PRO-06",
            "profil",
            "Adhérez-vous à une structure informatique du département ?",
            (Option("oui", "Oui"), Option("non", "Non")),
        ),
    ]
    for identifier, theme, label, _ in SUBJECTS:
        for side in ("en place", "vérifié depuis moins d’un an"):
            number[theme] += 1
            code = f"{theme[:3].upper()}-{number[theme]:02d}"
            asked.append(scored(code, theme, (identifier,), f"{label} : est-ce {side} ?"))
    asked.append(
        plain(
            "PIL-04",
            "pilotage",
            "Quelles sont les trois priorités de l’équipe ?",
            (
                Option("securite", "Être protégés des pannes et des attaques", needs=("sauvegarde", "comptes")),
                Option("habitants", "Simplifier la vie des habitants", needs=("demarches", "mediation")),
            ),
            type=QuestionType.BOXES,
            ordered=True,
            maximum=3,
            effect=Effect.WILL,
        )
    )
    asked.append(
        plain(
            "PIL-05",
            "pilotage",
            "Combien de temps l’équipe peut-elle y consacrer ?",
            (Option("rien", "Presque rien"), Option("jour", "Un jour par semaine ou plus")),
        )
    )
    contradiction = Contradiction(
        "copie",
        ("SEC-01", "SEC-02"),
        ChoiceAmong("SEC-02", ("partiel",)),
        "Vous dites n’avoir aucune copie, mais l’avoir vérifiée.",
    )
    return Questionnaire(THEMES, tuple(asked), (contradiction,))


def service(identifier: str, name: str, needs: tuple[str, ...], **changes: object) -> Service:
    """A service open to all communes."""
    built = Service(
        id=identifier,
        name=name,
        theme="numerique",
        summary="Un service public, simple à prendre en main.",
        url=f"https://exemple.gouv.fr/{identifier}",
        owner="Direction interministérielle du numérique",
        kinds=("commune", "epci"),
        active=True,
        openness=Openness.OPEN,
        maturity=Maturity.LASTING,
        requirements=("une adresse électronique professionnelle",),
        needed_first=(),
        effort=Fraction(1, 2),
        cost=Cost.FREE,
        cost_detail="",
        cost_source="fiche du service",
        departments=(),
        form_url="",
        statistics_url="",
        source_code_url="",
        licence="",
        contact="",
        warning="",
        confidence="haute",
        sources=("beta.gouv.fr",),
        verified_on=CHECKED_ON,
        aliases=(),
        links=tuple(Link(each, "Il couvre ce besoin sans installation.") for each in needs),
    )
    return replace(built, **changes)  # type: ignore[arg-type]  # tests change any field by name


def obligation(identifier: str, label: str, needs: str | None, questions: tuple[str, ...]) -> Obligation:
    """An obligation for every commune and EPCI, in force for years."""
    return Obligation(
        id=identifier,
        label=label,
        rule="Toute collectivité y est tenue, quelle que soit sa taille.",
        reference="RGPD, art. 37",
        kinds=("commune", "epci"),
        overseas=(Overseas.NO, Overseas.DROM),
        threshold=None,
        operator="",
        condition=ALWAYS,
        need=needs,
        questions=questions,
        in_force_from=date(2018, 5, 25),
        source="cnil.fr",
        verified_on=CHECKED_ON,
        confidence=Confidence.HIGH,
    )


WEIGHTING = Weighting(
    weights=tuple(zip(Criterion, (6, 4, 4, 4, 3, 4), strict=True)),
    candidate_gap=25,
    candidate_obligation=50,
    reliability=50,
    impact_bonus=25,
    ease_steps=((Fraction(1, 2), 100), (Fraction(2), 75), (Fraction(5), 50), (Fraction(15), 25)),
    ease_otherwise=0,
    will_ranks=(100, 75, 50),
    capacity_question="PIL-05",
    capacity=(("rien", 2), ("jour", 8)),
    capacity_default=3,
    capacity_maximum=8,
    band_gap=3,
    band_window=1,
    budget_question="PIL-06",
    budget_ceilings=(),
    status="valeur de départ, à valider",
    source="Dossier du projet, § 5",
    verified_on=CHECKED_ON,
)
RULES = tuple(
    Rule("ansm", kind, threshold, "<", Notion.MUNICIPAL, date(2021, 3, 10), None, "ANCT", "à confirmer")
    for kind, threshold in ((Kind.COMMUNE, 3500), (Kind.EPCI, 15000))
)


def handbook(services: tuple[Service, ...] | None = None) -> Handbook:
    """The small handbook; `services` replaces its catalogue."""
    catalogue = (
        *(service(f"copie-{rank}", f"Copie Sûre {rank}", ("sauvegarde",)) for rank in range(1, 6)),
        service("messages", "Messages", ("messagerie-pro", "demarches"), needed_first=("nom-domaine",)),
        service("adresses", "Mes Adresses", ("adresses",), openness=Openness.TO_CONFIRM, cost=Cost.UNKNOWN),
    )
    return Handbook(
        version="2026.11+0123456789ab",
        published_on=OPENED_ON,
        rules=RULES,
        questionnaire=questionnaire(),
        needs=tuple(need(*subject) for subject in SUBJECTS),
        flags=(
            Flag(
                "sans-copie",
                "Aucune copie de secours utilisable",
                "Une panne ferait perdre les fichiers.",
                "sauvegarde",
                IndexAtLeast("SEC-01", 4),
            ),
        ),
        obligations=(
            obligation("dpo", "Désigner un délégué à la protection des données", "rgpd", ("DON-01",)),
            obligation("saisine", "Pouvoir être saisi par voie électronique", "demarches", ("HAB-01",)),
            obligation("archives", "Conserver ses archives", None, ()),
        ),
        weighting=WEIGHTING,
        services=catalogue if services is None else services,
        orientations=(
            Orientation(
                "ansm",
                "Demander l’accompagnement de l’ANCT",
                "Un expert vient chez vous. Posez la question à votre préfecture",
                ALWAYS,
                (WebLink("Site de l’ANCT", "https://anct.gouv.fr/"),),
                "lesbases.anct.gouv.fr",
                CHECKED_ON,
            ),
        ),
    )


def territory(**changes: object) -> Territory:
    """La Buisse, as the reference data would say it."""
    built = Territory(
        code="38061",
        name="La Buisse",
        kind=Kind.COMMUNE,
        department="38",
        department_name="Isère",
        postcodes=("38500",),
        siren="213800618",
        populations=(Population(Notion.MUNICIPAL, 2023, date(2026, 1, 1), 3241, "Insee, populations de référence"),),
        epci=TerritoryRef("243800984", "CA du Pays Voironnais"),
    )
    return replace(built, **changes)  # type: ignore[arg-type]  # tests change any field by name


def all_answers(value: str, book: Handbook) -> Answers:
    """The same value for every scored question, with the capacity of a large team and who answered."""
    scored_questions = [each.id for each in book.questionnaire.questions if each.scored]
    return Answers(
        (
            *(Answer(each, (value,)) for each in scored_questions),
            Answer("PRO-01", ("elu",)),
            Answer("PIL-04", ("habitants", "securite")),
            Answer("PIL-05", ("jour",)),
        )
    )


def diagnostic(
    answers: Answers | None = None, book: Handbook | None = None, place: Territory | None = None
) -> Diagnostic:
    """The diagnostic of these answers, every one « non » unless told otherwise."""
    book = book or handbook()
    place = place or territory()
    given = all_answers("non", book) if answers is None else answers
    return establish(place, given, book, decide(place, RULES, OPENED_ON), None, OPENED_ON)
