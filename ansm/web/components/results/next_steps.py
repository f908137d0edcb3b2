"""Decides what the results lead to: who may read them, what becomes of each action, and what can be asked."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.results.links import personal
from ansm.web.components.wizard import AddReceived

# Each page of the same diagnostic: what one does there, and one plain line.
STEPS = (
    (
        routes.FOLLOW_UP,
        "Suivre vos actions",
        "Notez ce qui est décidé, en cours ou fait, et recevez un rappel si vous le voulez.",
    ),
    (
        routes.SHARING,
        "Donner le rapport à quelqu’un",
        "Un lien n’ouvre que ce document, pour le temps que vous choisissez. Vous y voyez qui suit le diagnostic.",
    ),
    (
        routes.SUPPORT,
        "Demander l’accompagnement gratuit",
        "Vous voyez d’abord ce qui serait envoyé, à qui et pour combien de temps. Rien ne part sans votre accord.",
    ),
    (
        routes.AGAIN,
        "Refaire le diagnostic dans un an",
        "Vous repartez de vos réponses d’aujourd’hui, et voyez ce qui a changé.",
    ),
    (
        routes.OWN_DATA,
        "Emporter ou effacer vos données",
        "Tout ce qui est gardé de ce diagnostic, et comment le supprimer.",
    ),
)


def next_steps_block() -> rx.Component:
    """The list, then the way to add what somebody else has answered."""
    return rx.fragment(
        rx.el.ul(
            *(rx.el.li(personal(name, address), rx.el.p(line, class_name="fr-mb-0")) for address, name, line in STEPS),
            class_name="fr-raw-list res-next",
        ),
        AddReceived.create(),
    )


def advisor_steps_block(address: str | rx.Var[str]) -> rx.Component:
    """What is the town's own business does not open through an advisor's link: theirs goes on at their desk."""
    return rx.el.p(
        "Vous lisez ces résultats comme conseiller. Le suivi des actions, les notes et les liens vers le rapport sont "
        "dans l’espace des conseillers\u00a0: ",
        rx.el.a("ouvrir le dossier de cette collectivité", href=address, class_name="fr-link"),
        ".",
    )
