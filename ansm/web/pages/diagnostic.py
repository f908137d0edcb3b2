"""Decides the page where a diagnostic is filled in: a frame, and the scripts that run it in the browser."""

from __future__ import annotations

import reflex as rx

from ansm.web.components.layout import container, shell
from ansm.web.components.wizard import Wizard
from ansm.web.site import handbook
from ansm.web.wizard_model import wizard_model


def diagnostic() -> rx.Component:
    """The page."""
    return shell(
        container(
            Wizard.create(model=wizard_model(handbook())),
            rx.el.noscript(
                rx.el.p("Le questionnaire a besoin de JavaScript. Autorisez-le pour ce site, puis rechargez la page.")
            ),
            class_name="fr-pt-5w fr-pb-9w",
        )
    )
