"""Decides which pages exist, and at which address: the module name is the one Reflex looks for."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx

from ansm.web import page_list, routes
from ansm.web.brand import TAGLINE, built_stylesheets, title
from ansm.web.faults import tell_and_stay, tell_of_a_page
from ansm.web.page_list import PageEntry
from ansm.web.pages.accessibility import accessibility
from ansm.web.pages.calculation import calculation
from ansm.web.pages.diagnostic import diagnostic
from ansm.web.pages.help import help_page
from ansm.web.pages.home import home
from ansm.web.pages.legal import legal
from ansm.web.pages.not_found import not_found
from ansm.web.pages.partners import partners
from ansm.web.pages.personal_data import personal_data
from ansm.web.pages.results import results
from ansm.web.pages.site_map import site_map
from ansm.web.pages.territory import Verdict, territory
from ansm.web.pages.verify import verify
from ansm.web.results.state import Results

app = rx.App(
    html_lang="fr",
    stylesheets=built_stylesheets(),
    head_components=[
        # Before anything else: it takes the personal link out of the address.
        rx.el.script(src="/ansm.js"),
        rx.el.link(rel="icon", href="/icone.svg", type="image/svg+xml"),
    ],
    # No reset, no toast, no connection banner: our own sheet and our own words.
    reset_style=False,
    toaster=None,
    app_wraps={},
    backend_exception_handler=tell_and_stay,
    frontend_exception_handler=tell_of_a_page,
)

# Reflex would name an image that does not exist.
image = "/icone.svg"
# Search engines find the service, never a diagnostic.
private = [{"name": "robots", "content": "noindex"}]

app.add_page(home, route=routes.HOME, title=title(TAGLINE), description=TAGLINE, image=image)
app.add_page(territory, route=routes.TERRITORY, title=title("Votre collectivité"), on_load=Verdict.load, image=image)
app.add_page(diagnostic, route=routes.DIAGNOSTIC, title=title("Votre diagnostic"), image=image, meta=private)
app.add_page(
    results, route=routes.RESULTS, title=title("Vos résultats"), on_load=Results.load, image=image, meta=private
)


def add_text_page(content: Callable[[], rx.Component], page: PageEntry) -> None:
    """Add a page that only has something to read."""
    app.add_page(content, route=page.address, title=title(page.name), description=page.line, image=image)


add_text_page(calculation, page_list.CALCULATION)
add_text_page(help_page, page_list.HELP)
add_text_page(verify, page_list.VERIFY)
add_text_page(partners, page_list.PARTNERS)
add_text_page(accessibility, page_list.ACCESSIBILITY)
add_text_page(personal_data, page_list.PERSONAL_DATA)
add_text_page(legal, page_list.LEGAL)
add_text_page(site_map, page_list.SITE_MAP)

app.add_page(not_found, route=routes.NOT_FOUND, title=title("Page introuvable"), image=image, meta=private)
app.add_page(not_found, route="404", title=title("Page introuvable"), image=image, meta=private)
