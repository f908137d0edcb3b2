"""Decides how a question is drawn: a fieldset named after it, native controls, its reason one click away.

Everything here is static: the server never pushes a question, it only says which ones are on the screen and
what was answered. `assets/ansm.js` shows, ticks and sends; controls stay uncontrolled, so a click shows at once.
"""

from __future__ import annotations

import reflex as rx

from ansm.domain.questionnaire import Option, Question


def question(one: Question) -> rx.Component:
    """One question, hidden until the server puts it on the screen."""
    hint = one.help or _counting(one)
    return rx.el.fieldset(
        rx.el.legend(
            one.text,
            *([rx.el.span(hint, class_name="fr-hint-text")] if hint else []),
            class_name="fr-fieldset__legend",
        ),
        *(_choice(one, option) for option in one.options),
        rx.el.div(id=f"{one.id}-message", class_name="ansm-question__message", aria_live="polite"),
        rx.el.div(_reason(one), _erase(one), class_name="ansm-question__more"),
        id=one.id,
        hidden=True,
        class_name="fr-fieldset ansm-question",
        custom_attrs={
            **({"data-maximum": str(one.maximum)} if one.maximum else {}),
            **({"data-ordre": "oui"} if one.ordered else {}),
        },
    )


def _counting(one: Question) -> str:
    if one.ordered and one.maximum:
        return f"{one.maximum} réponses au plus, dans l’ordre : cochez d’abord la plus importante."
    if one.maximum:
        return f"{one.maximum} réponses au plus."
    return "Plusieurs réponses possibles." if one.multiple else ""


def _choice(one: Question, option: Option) -> rx.Component:
    identifier = f"{one.id}-{option.value}"
    kind, group = ("checkbox", "fr-checkbox-group") if one.multiple else ("radio", "fr-radio-group")
    return rx.el.div(
        rx.el.div(
            rx.el.input(
                type=kind,
                id=identifier,
                name=one.id,
                value=option.value,
                custom_attrs={"data-seule": "oui"} if one.multiple and (option.exclusive or option.dont_know) else {},
            ),
            rx.el.label(option.label, html_for=identifier, class_name="fr-label"),
            class_name=group,
        ),
        class_name="fr-fieldset__element",
    )


def _reason(one: Question) -> rx.Component:
    lines = [rx.el.p(one.why)]
    if one.ask_whom:
        lines.append(rx.el.p(f"À qui demander : {one.ask_whom}."))
    if one.how_to_check:
        lines.append(rx.el.p(one.how_to_check))
    return rx.el.details(
        rx.el.summary("Pourquoi cette question ?", rx.el.span(f" ({one.text})", class_name="fr-sr-only")),
        *lines,
        class_name="ansm-details",
    )


def _erase(one: Question) -> rx.Component:
    return rx.el.button(
        "Effacer ma réponse",
        rx.el.span(f" à la question : {one.text}", class_name="fr-sr-only"),
        type="button",
        hidden=True,
        class_name="fr-btn fr-btn--tertiary-no-outline fr-btn--sm",
        custom_attrs={"data-efface": one.id},
    )
