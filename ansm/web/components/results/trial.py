"""Decides how « Et si… ? » looks: a disclosure under each action, a part of the page by theme, native controls."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.results.links import personal
from ansm.web.results.effects import Line
from ansm.web.results.state import Results
from ansm.web.results.trial import Choice, TrialOption, TrialQuestion


def trial_disclosure(about: str, subject: str) -> rx.Component:
    """Under an action: the questions behind it, to answer otherwise."""
    return rx.el.div(
        rx.el.button(
            "Et si nous répondions autrement ?",
            rx.el.span(" Besoin : ", subject, class_name="fr-sr-only"),
            type="button",
            on_click=Results.consider(about),  # type: ignore[misc]  # Reflex's decorator escapes mypy
            aria_expanded=rx.cond(Results.about == about, "true", "false"),
            class_name="res-disclosure",
        ),
        rx.cond(Results.about == about, _panel()),
        class_name="res-details",
    )


def trial_by_theme(themes: tuple[Choice, ...]) -> rx.Component:
    """Any question of the questionnaire, theme by theme."""
    return rx.fragment(
        rx.el.p(
            "Essayez une autre réponse et voyez ce qui bougerait : actions, obligations, points d’attention. "
            "C’est un essai : rien n’est enregistré, et le document ne change pas."
        ),
        rx.el.label("Thème de la question", html_for="essai-theme", class_name="fr-label"),
        rx.el.select(
            rx.el.option("Choisissez un thème", value=""),
            rx.foreach(themes, lambda one: rx.el.option(one.label, value=one.value)),
            id="essai-theme",
            value=rx.cond(Results.about.startswith("theme:"), Results.about, ""),
            on_change=Results.consider,
            class_name="fr-input res-select",
        ),
        rx.cond(Results.about.startswith("theme:"), _panel(folded=True)),
    )


def _panel(*, folded: bool = False) -> rx.Component:
    """The questions, all open or each under its words."""
    return rx.el.div(
        rx.el.p("Une réponse à la fois. Rien n’est enregistré.", class_name="res-quiet"),
        rx.cond(Results.trial_problem != "", rx.el.p(Results.trial_problem, role="alert")),
        rx.foreach(Results.trial, _folded_question if folded else _question),
        class_name="res-trial",
    )


def _question(one: TrialQuestion) -> rx.Component:
    hint = rx.cond(one.hint != "", " " + one.hint, "")
    return _group(one, rx.el.legend(one.text, " ", _hint(one.current, hint), class_name="fr-fieldset__legend"))


def _folded_question(one: TrialQuestion) -> rx.Component:
    legend = rx.el.legend(
        rx.el.span(one.text, " ", class_name="fr-sr-only"), _hint(one.hint), class_name="fr-fieldset__legend"
    )
    return rx.el.details(
        rx.el.summary(one.text, " ", rx.el.span(one.current, class_name="res-summary__more")),
        _group(one, legend),
        class_name="res-details",
    )


def _hint(*texts: rx.Var[str] | str) -> rx.Component:
    return rx.el.span(*texts, class_name="fr-hint-text")


def _group(one: TrialQuestion, legend: rx.Component) -> rx.Component:
    return rx.el.fieldset(
        legend,
        rx.foreach(one.options, lambda option: _choice(one, option)),
        rx.el.div(rx.cond(one.tried, _effect(one)), role="status", class_name="res-effect"),
        rx.cond(one.tried, _ways(one)),
        class_name="fr-fieldset",
    )


def _choice(one: TrialQuestion, option: TrialOption) -> rx.Component:
    return rx.el.div(
        rx.cond(one.multiple, _control(one, option, "checkbox"), _control(one, option, "radio")),
        class_name="fr-fieldset__element",
    )


def _control(one: TrialQuestion, option: TrialOption, kind: str) -> rx.Component:
    """Driven by the server, which alone knows what an option does to the others; nothing here is an answer."""
    return rx.el.div(
        rx.el.input(
            type=kind,
            id=option.identifier,
            name=one.group,
            value=option.value,
            checked=option.checked,
            on_change=lambda _: Results.suppose(one.id, option.value),  # type: ignore[misc]  # Reflex's decorator escapes mypy
        ),
        rx.el.label(
            option.label,
            rx.cond(option.rank != "", rx.el.span(option.rank, class_name="res-rank")),
            html_for=option.identifier,
            class_name="fr-label",
        ),
        class_name=f"fr-{kind}-group",
    )


def _effect(one: TrialQuestion) -> rx.Component:
    told = one.told
    return rx.fragment(
        rx.el.p(rx.el.strong(told.headline)),
        rx.cond(told.lines, rx.el.ul(rx.foreach(told.lines, _line))),
        rx.cond(
            told.others,
            rx.el.details(
                rx.el.summary(told.others_label),
                rx.el.ul(rx.foreach(told.others, _line)),
                class_name="res-details res-details--inner",
            ),
        ),
    )


def _line(line: Line) -> rx.Component:
    return rx.el.li(rx.cond(line.subject != "", rx.el.strong(line.subject, " ")), line.text)


def _ways(one: TrialQuestion) -> rx.Component:
    """The button stays after it was pressed, so that the reading position does not get lost."""
    return rx.el.div(
        rx.cond(one.address != "", personal("Garder cette réponse : aller à la question", one.address, "fr-btn")),
        rx.el.button(
            "Revenir à mes vraies réponses",
            type="button",
            on_click=Results.restore,
            class_name="fr-btn fr-btn--secondary",
        ),
        class_name="res-ways res-trial__ways",
    )
