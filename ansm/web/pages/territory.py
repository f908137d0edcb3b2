"""Decides the page of a territory: its verdict, both routes to the programme, and the way into the diagnostic."""

from __future__ import annotations

import asyncio

import reflex as rx
from reflex.event import EventSpec

from ansm.application import Audience, FormPath
from ansm.domain.territory import Kind
from ansm.errors import AnsmError
from ansm.expertise import ROLE_QUESTION, Standpoint
from ansm.web import french, routes
from ansm.web.components.layout import container, reading_column, shell
from ansm.web.components.places import to_place
from ansm.web.components.unseen import of_what
from ansm.web.site import application, handbook
from ansm.web.verdict_view import VerdictView, no_epci_view, verdict_view

LONGEST_CODE = 20
LONGEST_ROLE = 40
NO_CODE = "Aucune collectivité n’est choisie. Revenez à l’accueil et cherchez la vôtre."


class Verdict(rx.State):
    """The verdict of the territory named in the address."""

    ready: bool = False
    problem: str = ""
    name: str = ""
    place: str = ""
    routes: rx.Field[list[VerdictView]] = rx.field(default_factory=list)
    instead_code: str = ""
    instead_name: str = ""
    paper: str = ""
    _code: str = ""
    _role: str = ""

    @rx.event()
    async def load(self) -> None:
        """Show the territory of the address, or say what is wrong with it."""
        self._code = self.router.url.query_parameters.get("code", "")[:LONGEST_CODE]
        self._role, self.problem, self.ready = "", "" if self._code else NO_CODE, False
        try:
            place = await asyncio.to_thread(application().standpoint, self._code) if self._code else None
        except AnsmError as error:
            self.problem, place = str(error), None
        if place is not None:
            self._show(place)

    @rx.event()
    def tell_role(self, role: str) -> None:
        """Remember who answers, if it is one of the options."""
        if isinstance(role, str) and len(role) <= LONGEST_ROLE and role in roles():
            self._role = role

    @rx.event()
    async def start(self) -> EventSpec | None:
        """Open the file and go to it, its secret after the « # »."""
        try:
            token = await asyncio.to_thread(application().open, self._code, self._role or None)
        except AnsmError as error:
            self.problem = str(error)
            return None
        return rx.redirect(routes.diagnostic(token))

    @rx.event()
    def select_instead(self) -> EventSpec | None:
        """Go to the body that can act for a part of a commune."""
        if not self.instead_code:
            return None
        self.ready = False  # the title waits for its new name, and the script for the title
        return rx.redirect(routes.territory(self.instead_code))

    def _show(self, place: Standpoint) -> None:
        territory = place.territory
        self.name = french.proper(territory.name)
        self.place = f"{french.proper(territory.department_name)} ({territory.department})"
        self.routes = [verdict_view(territory, place.eligibility)]
        if place.epci is not None and place.route is not None:
            self.routes.append(verdict_view(place.epci, place.route))
        elif (alone := no_epci_view(territory)) is not None:
            self.routes.append(alone)
        self.instead_code, self.instead_name = self.routes[0].select_code, self.routes[0].select_name
        audience = Audience.EPCI if territory.kind is Kind.EPCI else Audience.COMMUNE
        self.paper = routes.blank(audience.value, FormPath.SHORT.value)
        self.ready = True


def roles() -> dict[str, str]:
    """The options of the first question: who answers."""
    question = handbook().questionnaire.question(ROLE_QUESTION)
    return {option.value: option.label for option in question.options} if question else {}


def _who() -> tuple[str, ...]:
    """The words of that question, the same here as in the questionnaire."""
    question = handbook().questionnaire.question(ROLE_QUESTION)
    return (question.text, " ") if question else ()


def territory() -> rx.Component:
    """The page."""
    return shell(
        container(
            reading_column(
                rx.el.p(rx.el.a("Choisir une autre collectivité", href=routes.HOME, class_name="fr-link")),
                rx.el.h1(
                    rx.cond(Verdict.ready, Verdict.name, "Votre collectivité"),
                    class_name="fr-mb-1w",
                    # The script sends the reading position here once the title has its name.
                    custom_attrs={"data-attente": rx.cond(Verdict.ready | (Verdict.problem != ""), "non", "oui")},
                ),
                rx.el.p(Verdict.place, class_name="fr-text--lead"),
                rx.el.div(
                    rx.cond(Verdict.problem != "", _problem()),
                    aria_live="polite",
                ),
                rx.cond(Verdict.ready, _verdicts()),
            ),
            class_name="fr-py-6w",
        )
    )


def _problem() -> rx.Component:
    return rx.el.div(rx.el.p(Verdict.problem), class_name="fr-alert fr-alert--warning fr-mb-4w")


def _verdicts() -> rx.Component:
    return rx.fragment(
        rx.el.h2("L’accompagnement gratuit vous est-il ouvert ?", class_name="fr-h4"),
        rx.el.div(rx.foreach(Verdict.routes, _route), class_name="ansm-routes"),
        rx.el.div(
            rx.el.p(
                rx.el.strong("C’est l’ANCT qui confirme."),
                " Ce résultat est calculé avec les chiffres publics ; à lui seul, il n’ouvre ni ne ferme aucun droit. "
                "Il ne change rien au diagnostic.",
            ),
            class_name="fr-highlight fr-my-4w",
        ),
        rx.cond(Verdict.instead_code != "", _instead()),
        _start(),
    )


def _route(view: VerdictView) -> rx.Component:
    return rx.el.section(
        rx.el.p(view.heading, class_name="ansm-route__heading"),
        rx.el.h3(view.name, class_name="fr-h5 fr-mb-1w"),
        rx.cond(view.badge != "", rx.el.p(rx.el.span(view.badge, class_name=view.badge_class), class_name="fr-mb-2w")),
        rx.el.p(view.answer, class_name="ansm-route__answer"),
        rx.foreach(view.reasons, lambda reason: rx.el.p(reason)),
        rx.cond(
            view.figure != "",
            rx.el.details(
                rx.el.summary("Le chiffre, la règle et leurs sources", of_what(view.name)),
                rx.el.p(view.figure),
                rx.cond(view.figure_source != "", rx.el.p(view.figure_source, class_name="fr-text--sm")),
                rx.cond(view.rule != "", rx.el.p(view.rule)),
                rx.cond(view.rule_source != "", rx.el.p(view.rule_source, class_name="fr-text--sm")),
                class_name="ansm-details",
            ),
        ),
        class_name="ansm-route",
    )


def _instead() -> rx.Component:
    """The body that can act comes first; no verdict closes the door."""
    return rx.el.section(
        rx.el.h2("La collectivité qui peut agir", class_name="fr-h4"),
        rx.el.p("Le diagnostic est plus utile au nom de la collectivité qui décide :"),
        rx.el.button(
            "Continuer avec ",
            Verdict.instead_name,
            type="button",
            class_name="fr-btn fr-btn--lg",
            on_click=Verdict.select_instead,
        ),
        class_name="fr-mb-6w",
    )


def _start() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Commencer le diagnostic", class_name="fr-h4"),
        rx.el.p("Comptez 15 minutes pour l’essentiel. Vous pouvez vous arrêter et reprendre quand vous voulez."),
        rx.el.fieldset(
            rx.el.legend(
                *_who(),
                rx.el.span("Facultatif. Votre réponse figurera sur le document.", class_name="fr-hint-text"),
                class_name="fr-fieldset__legend--regular fr-fieldset__legend",
            ),
            *(_role(value, label) for value, label in roles().items()),
            class_name="fr-fieldset",
        ),
        rx.el.button(
            "Commencer le diagnostic",
            type="button",
            class_name=rx.cond(Verdict.instead_code == "", "fr-btn fr-btn--lg", "fr-btn fr-btn--lg fr-btn--secondary"),
            on_click=Verdict.start,
        ),
        rx.el.p(
            "Vous préférez d’abord répondre au stylo ? ",
            to_place("Imprimez les questions essentielles (PDF)", Verdict.paper, "fr-link"),
            ".",
            class_name="fr-text--sm fr-mt-3w",
        ),
    )


def _role(value: str, label: str) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.input(type="radio", id=f"role-{value}", name="role", value=value, on_change=Verdict.tell_role),
            rx.el.label(label, html_for=f"role-{value}", class_name="fr-label"),
            class_name="fr-radio-group",
        ),
        class_name="fr-fieldset__element",
    )
