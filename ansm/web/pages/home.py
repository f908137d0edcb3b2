"""Decides the home page: what the diagnostic is, and the one box where a territory is found."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import reflex as rx
from reflex.event import EventSpec

from ansm.application import Audience, FormPath
from ansm.domain import say
from ansm.domain.territory import Kind
from ansm.errors import AnsmError
from ansm.territories import Hit
from ansm.web import french, routes
from ansm.web.components.layout import container, shell
from ansm.web.components.places import to_place
from ansm.web.components.wizard import Bring, Resume
from ansm.web.site import application, handbook
from ansm.web.verdict_view import rule_audience

LONGEST_TEXT = 120
LONGEST_CODE = 20
SHOWN = 8
KEYSTROKE_PAUSE_MS = 100
LABEL = "Votre commune ou votre intercommunalité"
HINT = "Nom, code postal, code Insee ou numéro SIREN. Quelques lettres suffisent."
NOTHING_FOUND = "Aucun résultat. Vérifiez l’orthographe, ou essayez avec le code postal."
KINDS = {
    Kind.COMMUNE: "Commune",
    Kind.COMMUNE_DELEGUEE: "Commune déléguée",
    Kind.COMMUNE_ASSOCIEE: "Commune associée",
    Kind.ARRONDISSEMENT: "Arrondissement",
    Kind.EPCI: "Intercommunalité",
}


@dataclass(frozen=True)
class Suggestion:
    """One line of the list: what is chosen, and what tells it apart from its namesakes."""

    code: str
    name: str
    detail: str


class Search(rx.State):
    """The list under the search box. It remembers nothing of who searches."""

    suggestions: rx.Field[list[Suggestion]] = rx.field(default_factory=list)
    announcement: str = ""

    @rx.event(supersedes=True, debounce=KEYSTROKE_PAUSE_MS)
    async def search(self, text: str) -> None:
        """Show what the typed text may mean; a newer keystroke cancels an older answer."""
        wanted = text.strip() if isinstance(text, str) else ""
        try:
            hits = await asyncio.to_thread(self._found, wanted[:LONGEST_TEXT]) if wanted else ()
        except AnsmError as error:
            self.suggestions, self.announcement = [], str(error)
            return
        self.suggestions = [suggestion(hit) for hit in hits]
        self.announcement = announcement(wanted, len(hits))

    def _found(self, text: str) -> tuple[Hit, ...]:
        return application().search(text, SHOWN, self.router.session.client_token)

    @rx.event()
    def forget(self) -> None:
        """Start with an empty list: the box is empty too when one comes back."""
        self.suggestions, self.announcement = [], ""

    @rx.event()
    def choose(self, code: str) -> EventSpec | None:
        """Go to the page of the chosen territory, which checks the code itself."""
        if isinstance(code, str) and code.isalnum() and len(code) <= LONGEST_CODE:
            return rx.redirect(routes.territory(code))
        return None


def suggestion(hit: Hit) -> Suggestion:
    """A line of the list."""
    parts = [
        KINDS[hit.kind],
        f"{hit.department_name} ({hit.department})",
        ", ".join(hit.postcodes[:2]) + ("…" if len(hit.postcodes) > 2 else ""),
        hit.epci_name or "",
        french.inhabitants(hit.population) if hit.population is not None else "population non publiée",
    ]
    via = f"Trouvé par « {hit.via} »" if hit.via and hit.via not in hit.postcodes else ""
    detail = " · ".join(part for part in [*parts, via] if part)
    return Suggestion(hit.code, french.proper(hit.name), french.proper(detail))


def announcement(text: str, found: int) -> str:
    """What a screen reader says of the list."""
    if not text:
        return ""
    if not found:
        return NOTHING_FOUND
    return f"{say.count(found, 'résultat', 'résultats')} : choisissez avec les flèches puis Entrée."


def home() -> rx.Component:
    """The page."""
    return shell(
        rx.el.div(container(_opening(), class_name="fr-py-6w fr-py-md-9w"), class_name="ansm-hero"),
        container(_promises(), class_name="fr-pt-6w"),
        container(_steps(), _programme(), class_name="fr-pb-9w"),
    )


def _opening() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h1("Faites le point sur le numérique de votre collectivité", class_name="fr-mb-3w"),
            rx.el.p(
                "Répondez à quelques questions simples. Vous repartez avec vos priorités, les services publics "
                "numériques qui y répondent, et un document à présenter au conseil.",
                class_name="fr-text--lead fr-mb-4w",
            ),
            combobox(),
            Resume.create(),
            Bring.create(),
            _on_paper(),
            class_name="fr-col-12 fr-col-lg-8",
        ),
        class_name="fr-grid-row",
    )


def _on_paper() -> rx.Component:
    """The questionnaire to fill in with a pen."""
    return rx.el.p(
        "Vous préférez commencer avec un stylo\u00a0? Le questionnaire à imprimer\u00a0: ",
        to_place("pour une commune (PDF)", routes.blank(Audience.COMMUNE, FormPath.WHOLE), "fr-link"),
        " ou ",
        to_place("pour une intercommunalité (PDF)", routes.blank(Audience.EPCI, FormPath.WHOLE), "fr-link"),
        ".",
        class_name="fr-text--sm fr-mt-2w",
    )


def combobox() -> rx.Component:
    """The search box: ARIA 1.2 combobox; `assets/ansm.js` moves in the list without asking the server."""
    return rx.el.div(
        rx.el.label(LABEL, html_for="territoire", class_name="fr-label ansm-search__label"),
        rx.el.p(HINT, id="territoire-aide", class_name="fr-hint-text"),
        rx.el.input(
            id="territoire",
            type="text",
            role="combobox",
            auto_complete="off",
            spell_check=False,
            class_name="fr-input ansm-search__input",
            custom_attrs={
                "aria-autocomplete": "list",
                "aria-expanded": "false",
                "aria-controls": "territoire-liste",
                "aria-describedby": "territoire-aide",
            },
            on_change=Search.search,
        ),
        rx.el.ul(
            rx.foreach(Search.suggestions, _option),
            id="territoire-liste",
            role="listbox",
            aria_label="Communes et intercommunalités trouvées",
            class_name="ansm-search__list",
        ),
        rx.el.p(Search.announcement, role="status", class_name="ansm-search__status fr-text--sm"),
        class_name="ansm-search",
        # Not at each load: a reconnection must not empty the list somebody is reading.
        on_mount=Search.forget,
    )


def _option(one: Suggestion, place: int) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.name, class_name="ansm-search__name"),
        " ",
        rx.el.span(one.detail, class_name="ansm-search__detail"),
        id=f"territoire-choix-{place}",
        role="option",
        custom_attrs={"aria-selected": "false"},
        on_click=Search.choose(one.code),  # type: ignore[misc]  # Reflex's decorator escapes mypy
    )


def _promises() -> rx.Component:
    promises = (
        ("15 minutes", "Un parcours court pour l’essentiel. Vous pourrez aller plus loin, thème par thème."),
        ("Sans compte", "Ni inscription ni mot de passe. Un lien personnel permet de reprendre plus tard, ailleurs."),
        ("« Je ne sais pas » compte", "C’est une bonne réponse : nous vous dirons auprès de qui vérifier."),
    )
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.h2(heading, class_name="fr-h5 fr-mb-1w"),
                rx.el.p(text, class_name="fr-mb-0"),
                class_name="ansm-promise",
            )
            for heading, text in promises
        ),
        class_name="fr-raw-list ansm-promises",
    )


def _steps() -> rx.Component:
    steps = (
        ("Trouvez votre territoire", "Vous savez aussitôt si l’accompagnement gratuit vous est ouvert."),
        ("Répondez à votre rythme", "Chaque réponse est enregistrée dès qu’elle est donnée. Vous pouvez la changer."),
        ("Lisez vos priorités", "Peu d’actions, dans l’ordre, avec la raison de chacune et ce qui la changerait."),
        ("Téléchargez le document", "Une page pour le conseil, un plan d’action, et qui contacter."),
    )
    return rx.el.section(
        rx.el.h2("Comment cela se passe", id="etapes"),
        rx.el.ol(
            *(rx.el.li(rx.el.strong(heading), rx.el.br(), text) for heading, text in steps),
            class_name="ansm-steps",
        ),
        aria_labelledby="etapes",
        class_name="fr-mt-6w",
    )


def _programme() -> rx.Component:
    audiences = " et à ".join(rule_audience(rule) for rule in handbook().rules if rule.valid_to is None)
    return rx.el.section(
        rx.el.h2("Qu’est-ce que l’Accompagnement Numérique Sur-Mesure ?", class_name="fr-callout__title"),
        rx.el.p(
            "C’est un programme de l’Incubateur des Territoires, à l’Agence nationale de la cohésion des "
            f"territoires (ANCT). Il permet à {audiences} de demander gratuitement un diagnostic. Le but : repérer ses "
            "besoins en outils numériques, les mettre dans l’ordre et choisir comment y répondre. Ici, vous faites ce "
            "diagnostic vous-même. Il reste ouvert à toutes les collectivités, quelle que soit leur taille.",
            class_name="fr-callout__text",
        ),
        rx.el.p(
            rx.el.a(
                "Ni commune ni intercommunalité ? La page des partenaires", href=routes.PARTNERS, class_name="fr-link"
            )
        ),
        class_name="fr-callout fr-mt-6w",
    )
