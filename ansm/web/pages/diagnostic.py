"""Decides the page where a diagnostic is filled in: one theme a screen, what is left, what is saved, the way on."""

from __future__ import annotations

import reflex as rx
from reflex.components.core.banner import has_connection_errors  # type: ignore[import-not-found]  # an alias made at run time

from ansm.web import routes
from ansm.web.components.layout import container, shell
from ansm.web.components.personal_link import personal_link
from ansm.web.components.questions import question
from ansm.web.filling import Filling
from ansm.web.filling_view import FURTHER_GROUP, SHORT_GROUP, ScreenLink
from ansm.web.site import handbook


def diagnostic() -> rx.Component:
    """The page."""
    return shell(
        container(
            rx.el.h1(
                rx.cond(Filling.territory != "", f"Diagnostic numérique : {Filling.territory}", "Diagnostic numérique"),
                class_name="fr-h3 fr-mb-3w",
            ),
            rx.el.div(
                rx.cond(Filling.problem != "", _problem()),
                aria_live="polite",
            ),
            rx.cond(~Filling.ready & (Filling.problem == ""), rx.el.p("Ouverture de votre diagnostic…")),
            rx.el.div(_screen(), _aside(), hidden=~Filling.ready, class_name="fr-grid-row fr-grid-row--gutters"),
            class_name="fr-pt-5w fr-pb-9w",
        ),
        _for_the_script(),
    )


def _problem() -> rx.Component:
    return rx.el.div(
        rx.el.h2("Nous ne pouvons pas ouvrir ce diagnostic", class_name="fr-alert__title fr-h6"),
        rx.el.p(Filling.problem),
        rx.el.p(rx.el.a("Aller à l’accueil", href=routes.HOME, class_name="fr-link")),
        class_name="fr-alert fr-alert--warning",
    )


def _screen() -> rx.Component:
    return rx.el.div(
        _heading(),
        rx.foreach(Filling.changes, _change),
        rx.foreach(Filling.disagreements, _disagreement),
        rx.el.div(*(question(one) for one in handbook().questionnaire.questions), id="questions"),
        rx.cond(Filling.screen.is_pause, _pause()),
        _ways_on(),
        _saved(),
        class_name="fr-col-12 fr-col-lg-8",
    )


def _heading() -> rx.Component:
    return rx.el.div(
        rx.el.h2(
            rx.el.span(Filling.screen.place, class_name="ansm-step__place"),
            Filling.screen.heading,
            id="etape",
            tab_index=-1,
            class_name="fr-h4 fr-mb-2w ansm-step__title",
        ),
        rx.el.progress(
            value=Filling.screen.answered,
            max=Filling.screen.total,
            class_name="ansm-progress",
            aria_label="Questions auxquelles vous avez répondu",
        ),
        rx.cond(
            Filling.screen.remaining != "",
            rx.el.p(Filling.screen.remaining, class_name="fr-text--sm fr-mb-2w ansm-quiet"),
        ),
        rx.cond(Filling.screen.introduction != "", rx.el.p(Filling.screen.introduction)),
        class_name="fr-mb-4w",
    )


def _disagreement(message: str) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.strong("Deux réponses se contredisent. "), message),
        role="alert",
        class_name="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w",
    )


def _change(message: str) -> rx.Component:
    return rx.el.div(rx.el.p(message), class_name="fr-alert fr-alert--info fr-alert--sm fr-mb-3w")


def _pause() -> rx.Component:
    return rx.el.section(
        rx.el.p("Vous pouvez lire vos résultats dès maintenant. Ils suivront chaque réponse que vous ajouterez."),
        rx.el.p(Filling.screen.further),
        rx.el.ul(
            rx.cond(
                Filling.screen.missing_step != "",
                rx.el.li(
                    rx.el.button(
                        "Finir l’essentiel",
                        type="button",
                        class_name="fr-btn fr-btn--lg",
                        on_click=Filling.go(Filling.screen.missing_step),  # type: ignore[misc]  # Reflex's decorator escapes mypy
                    )
                ),
            ),
            rx.el.li(_results_link("fr-btn fr-btn--lg")),
            rx.cond(
                Filling.screen.further_step != "",
                rx.el.li(
                    rx.el.button(
                        FURTHER_GROUP,
                        type="button",
                        class_name="fr-btn fr-btn--lg fr-btn--secondary",
                        on_click=Filling.go(Filling.screen.further_step),  # type: ignore[misc]  # Reflex's decorator escapes mypy
                    )
                ),
            ),
            class_name="fr-btns-group fr-btns-group--inline-md",
        ),
    )


def _results_link(class_name: str) -> rx.Component:
    """The script adds the secret after the « # » of every link of this kind."""
    return rx.el.a("Voir mes résultats", href=routes.RESULTS, class_name=class_name, custom_attrs={"data-lien": "oui"})


def _ways_on() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Filling.screen.previous != "",
            rx.el.button(
                "Précédent",
                type="button",
                class_name="fr-btn fr-btn--tertiary",
                on_click=Filling.go(Filling.screen.previous),  # type: ignore[misc]  # Reflex's decorator escapes mypy
            ),
        ),
        rx.cond(
            (Filling.screen.next != "") & ~Filling.screen.is_pause,
            rx.el.button(
                Filling.screen.next_label,
                type="button",
                class_name="fr-btn",
                on_click=Filling.go(Filling.screen.next),  # type: ignore[misc]  # Reflex's decorator escapes mypy
            ),
        ),
        class_name="ansm-ways",
    )


def _saved() -> rx.Component:
    """What is durable, said by the server; what waits, said by the script."""
    return rx.el.div(
        rx.el.p(
            rx.cond(Filling.saved != "", Filling.saved, "Chaque réponse s’enregistre dès que vous la donnez."),
            id="enregistrement",
            role="status",
        ),
        rx.el.p(id="attente", role="status", hidden=True),
        class_name="ansm-saved",
    )


def _aside() -> rx.Component:
    return rx.el.div(
        personal_link(),
        rx.el.nav(
            rx.el.h2("Les thèmes", id="themes", class_name="fr-h6 fr-mb-1w"),
            rx.el.h3(SHORT_GROUP, class_name="ansm-themes__group"),
            rx.el.ul(rx.foreach(Filling.short_path, _theme), class_name="fr-raw-list"),
            rx.el.details(
                rx.el.summary(FURTHER_GROUP, class_name="ansm-themes__group"),
                rx.el.ul(rx.foreach(Filling.long_path, _theme), class_name="fr-raw-list"),
                open=~Filling.screen.essential,
                class_name="ansm-details",
            ),
            aria_labelledby="themes",
            class_name="ansm-themes",
        ),
        rx.el.p(_results_link("fr-btn fr-btn--secondary"), class_name="fr-mt-3w"),
        class_name="fr-col-12 fr-col-lg-4",
    )


def _theme(link: ScreenLink) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(link.label),
            rx.el.span(link.progress, rx.cond(link.done, " ✓", ""), class_name="ansm-themes__progress"),
            type="button",
            class_name="ansm-themes__button",
            custom_attrs={"aria-current": rx.cond(link.current, "step", "false")},
            on_click=Filling.go(link.id),  # type: ignore[misc]  # Reflex's decorator escapes mypy
        )
    )


def _for_the_script() -> rx.Component:
    """The server's word on this screen, which `assets/ansm.js` applies, and the field by which it answers."""
    return rx.fragment(
        rx.el.div(
            id="etat",
            hidden=True,
            custom_attrs={
                "data-pret": rx.State.is_hydrated,
                "data-ecran": Filling.screen.id,
                "data-visibles": Filling.screen.visible,
                "data-reponses": Filling.screen.answers,
                "data-regles": Filling.settled,
                "data-charge": Filling.loads,
                "data-reprise": Filling.resume_at,
                "data-refuse": Filling.refused,
                "data-refus": Filling.refusal,
                "data-coupe": has_connection_errors,
            },
        ),
        rx.el.input(id="envoi", type="text", hidden=True, tab_index=-1, aria_hidden=True, on_change=Filling.answer),
    )
