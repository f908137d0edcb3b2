"""Decides which pages exist, and at which address: the module name is the one Reflex looks for."""

from __future__ import annotations

import reflex as rx

from ansm.web import routes
from ansm.web.components.layout import TAGLINE, title
from ansm.web.faults import tell_and_stay
from ansm.web.pages.diagnostic import diagnostic
from ansm.web.pages.home import Search, home
from ansm.web.pages.not_found import not_found
from ansm.web.pages.partners import partners
from ansm.web.pages.results import results
from ansm.web.pages.territory import Verdict, territory
from ansm.web.results.state import Results

app = rx.App(
    html_lang="fr",
    stylesheets=["/dsfr.css", "/ansm.css", "/results.css"],
    head_components=[
        # Before anything else: it puts a remembered personal link back in the address.
        rx.el.script(src="/ansm.js"),
        rx.el.link(rel="icon", href="/icone.svg", type="image/svg+xml"),
    ],
    # No reset, no toast, no connection banner: our own sheet and our own words.
    reset_style=False,
    toaster=None,
    app_wraps={},
    backend_exception_handler=tell_and_stay,
)

# Reflex would name an image that does not exist.
image = "/icone.svg"
# Search engines find the service, never a diagnostic.
private = [{"name": "robots", "content": "noindex"}]

app.add_page(home, route=routes.HOME, title=title(TAGLINE), description=TAGLINE, on_load=Search.forget, image=image)
app.add_page(territory, route=routes.TERRITORY, title=title("Votre collectivité"), on_load=Verdict.load, image=image)
app.add_page(diagnostic, route=routes.DIAGNOSTIC, title=title("Votre diagnostic"), image=image, meta=private)
app.add_page(
    results, route=routes.RESULTS, title=title("Vos résultats"), on_load=Results.load, image=image, meta=private
)
app.add_page(partners, route=routes.PARTNERS, title=title("Partenaires"), image=image)
app.add_page(not_found, route=routes.NOT_FOUND, title=title("Page introuvable"), image=image, meta=private)
app.add_page(not_found, route="404", title=title("Page introuvable"), image=image, meta=private)
