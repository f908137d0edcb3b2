"""Decides the page where anyone checks a document that they were given: the questions, and what the answer proves."""

from __future__ import annotations

import reflex as rx

from ansm.web import page_list
from ansm.web.components.article import article, bullets
from ansm.web.components.wizard import Verify


def verify() -> rx.Component:
    """The page."""
    return article(
        page_list.VERIFY,
        "Vous avez reçu un diagnostic imprimé ou en PDF ? Voyez s’il vient bien de ce site.",
        Verify.create(),
        rx.el.noscript(
            rx.el.p("La vérification a besoin de JavaScript. Autorisez-le pour ce site, puis rechargez la page.")
        ),
        rx.el.section(
            rx.el.h2("Ce que la réponse dit, et ce qu’elle ne dit pas", id="portee", class_name="fr-h4 fr-mt-6w"),
            bullets(
                "Le code résume tout ce que le document dit. Un mot ou un chiffre changé donnerait un autre code.",
                "Sur papier, le code seul ne suffit pas : il peut avoir été recopié sur autre chose. Comparez le "
                "territoire, la date et la version. Le fichier PDF, lui, est comparé en entier.",
                "La réponse dit que le document vient de ce site, pas que les réponses données étaient justes.",
                "Ce site ne garde ni le document ni le nom de qui l’a demandé : seulement son code, sa date, son "
                "territoire, sa version et l’empreinte du fichier.",
            ),
            aria_labelledby="portee",
        ),
    )
