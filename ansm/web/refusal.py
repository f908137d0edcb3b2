"""Decides how a file that cannot be given is refused: a page of its own, which says why and leads back."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from ansm.settings import PROGRAMME
from ansm.web.brand import SHEETS, title
from ansm.web.routes import HOME

# Written here and not compiled: what fails may be the rest.
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{sheets}</head><body>
<div class="fr-skiplinks"><nav class="fr-container" aria-label="Accès rapide"><ul class="fr-skiplinks__list">
<li><a class="fr-link" href="#contenu">Aller au contenu</a></li></ul></nav></div>
<header class="fr-header"><div class="fr-container pages-header--alone"><p class="fr-header__service-title">
<a href="{home}" title="Accueil – {programme}">{programme}</a></p></div></header>
<main id="contenu" tabindex="-1" class="fr-container fr-py-6w"><h1>{heading}</h1>
<p class="fr-text--lead">{sentence}</p>
<p>Vos réponses sont enregistrées. Revenez à la page précédente pour réessayer, ou à
<a href="{home}" class="fr-link">l’accueil</a>.</p></main></body></html>"""


def refusal(heading: str, sentence: str, status: int) -> HTMLResponse:
    """The page, with what is refused as its title and the reason in one sentence."""
    sheets = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in SHEETS)
    return HTMLResponse(
        PAGE.format(
            title=escape(title(heading)),
            sheets=sheets,
            home=HOME,
            programme=PROGRAMME,
            heading=escape(heading),
            sentence=escape(sentence),
        ),
        status_code=status,
    )
