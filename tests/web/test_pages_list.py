"""The site map and the footer forget no page."""

from __future__ import annotations

from ansm.ansm import app
from ansm.web import page_list, routes
from ansm.web.page_list import PAGES, Group
from ansm.web.pages.site_map import site_map
from ansm.web.served.held import SIBLINGS
from tests.web.reading_pages import links, words

NOT_LISTED = {"page-introuvable", "404"}  # nobody goes there on purpose


def test_the_list_names_every_page_that_exists_and_no_other() -> None:
    """A page added to the application without its line here fails this test: compiled, or that the server writes."""
    compiled = {"" if route == "index" else route for route in app._unevaluated_pages} - NOT_LISTED
    served = (routes.AGENTS, routes.SIGN_IN, routes.STATISTICS)
    written = {address.strip("/") for address in (*(address for _, address in SIBLINGS), *served)}
    assert {page.address.strip("/") for page in PAGES} == compiled | written


def test_two_pages_never_share_an_address_or_a_name() -> None:
    """Otherwise a link or a title would be ambiguous."""
    assert len({page.address for page in PAGES}) == len({page.name for page in PAGES}) == len(PAGES)


def test_every_page_has_its_place_and_its_line_in_the_map() -> None:
    """By name, with what one finds there."""
    text = words(site_map())
    for page in PAGES:
        assert _plain(page.name) in text
        assert _plain(page.line) in text
    assert all(page_list.of_group(group) for group in Group)


def test_the_map_links_to_each_page_but_those_that_a_personal_link_opens() -> None:
    """A link to a file without its secret would lead nowhere."""
    found = links(site_map())
    for page in PAGES:
        if page.personal:
            assert _plain(page.name) not in found
        else:
            assert found[_plain(page.name)] == page.address


def test_each_page_bears_the_title_and_the_line_of_the_list() -> None:
    """The programme is spelled out after the page's own name."""
    for page in (page_list.HELP, page_list.CALCULATION, page_list.ACCESSIBILITY, page_list.LEGAL, page_list.SITE_MAP):
        built = app._unevaluated_pages[page.address.strip("/")]
        assert built.title == f"{page.name} – Accompagnement Numérique Sur-Mesure"
        assert built.description == page.line


def _plain(text: str) -> str:
    """As the readers of pages give it."""
    return text.replace("\u00a0", " ")
