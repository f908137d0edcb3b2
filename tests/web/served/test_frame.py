"""The frame of pages that the server writes is that of the compiled pages: both are changed together, or this fails."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
import reflex as rx
from reflex.components.component import BaseComponent
from starlette.applications import Starlette

from ansm.application import Application
from ansm.settings import Brand
from ansm.web import routes, site
from ansm.web.components.layout import shell
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from ansm.web.served.rendering import set_in_french
from tests.web.asgi_client import AsgiClient
from tests.web.reading_pages import anchors, classes, headings, links, parts, tag, words

SINGLE = {"meta", "link", "input", "br", "img", "hr"}
# What a served page says between its header and its footer is its own.
LANDMARKS = ("fr-skiplinks", "fr-header", "fr-footer")


class Reading(HTMLParser):
    """The words, links and classes of the elements of one class, in a page that was served."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self._depth = 0
        self._link: str | None = None
        self.links: dict[str, str] = {}
        self.classes: set[str] = set()
        self.ids: set[str] = set()
        self._words: list[str] = []

    @property
    def words(self) -> str:
        """All of them, with ordinary spaces."""
        return spaced(" ".join(self._words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go in, at the part and inside it."""
        found = {name: value or "" for name, value in attrs}
        named = found.get("class", "").split()
        if not self._depth and self._part not in named:
            return
        self._depth += tag not in SINGLE
        self.classes.update(named)
        self.ids.update({found["id"]} if "id" in found else set())
        if tag == "a":
            self._link, self._from = found.get("href", ""), len(self._words)

    def handle_endtag(self, tag: str) -> None:
        """Go out."""
        if not self._depth or tag in SINGLE:
            return
        self._depth -= 1
        if tag == "a" and self._link is not None:
            self.links[spaced(" ".join(self._words[self._from :]))] = self._link
            self._link = None

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if self._depth:
            self._words.append(data)


def spaced(text: str) -> str:
    """With ordinary spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture(params=list(Brand))
def brand(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Brand:
    """Each brand, with an operator that names itself."""
    monkeypatch.setenv("ANSM_BRAND", request.param.value)
    monkeypatch.setenv("ANSM_OPERATOR", "Syndicat numérique")
    monkeypatch.setenv("ANSM_OPERATOR_CONTACT", "04 76 00 00 00")
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'ansm.sqlite3'}")
    return Brand(request.param)


@pytest.fixture
def running(brand: Brand) -> Application:
    """The installation under that brand."""
    assert brand
    site.application.cache_clear()
    return site.application()


@pytest.fixture
def served(running: Application, tmp_path: Path) -> str:
    """A page that the server writes."""
    try:
        return AsgiClient(Protection(Starlette(routes=list(ROUTES)), tmp_path)).get(routes.AGENTS).text
    finally:
        running.close()
        site.application.cache_clear()


def compiled(part: str) -> BaseComponent:
    """The same part of a page that is compiled."""
    page = shell(rx.el.h1("Titre"))
    return next(each for each in parts(page) if part in _own_classes(each))


def _own_classes(component: BaseComponent) -> list[str]:
    return str(getattr(component, "class_name", "")).strip('"').split()


@pytest.mark.parametrize("part", LANDMARKS)
def test_header_footer_and_skip_links_are_the_same_on_both_kinds_of_pages(served: str, part: str) -> None:
    """Words, links, classes and the places that they go to."""
    ours, theirs = Reading(part), compiled(part)
    ours.feed(served)
    assert ours.words == words(theirs)
    assert ours.links == {spaced(name): address for name, address in links(theirs).items()}
    assert ours.classes == classes(theirs)
    assert ours.ids == set(anchors(theirs))


def test_the_places_that_skip_links_go_to_exist(served: str) -> None:
    assert '<main id="contenu" tabindex="-1" class="served-page">' in served
    assert 'id="pied-de-page" tabindex="-1"' in served
    assert served.count("<h1") == 1
    assert headings(shell(rx.el.h1("Titre"))) == [(1, "Titre")]


def test_the_language_and_the_window_are_said(served: str) -> None:
    assert '<html lang="fr">' in served
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in served
    assert served.index('src="/ansm.js"') < served.index("stylesheet"), "it takes the link out of the address first"
    assert tag(shell()) == "Fragment"


@pytest.mark.parametrize("after", [".", ",", ")", "", " et", "</p>", '"', ";"])
def test_guillemets_of_a_template_hold_what_they_quote_whatever_follows(after: str) -> None:
    assert set_in_french(f"Pressez « Partage »{after}") == f"Pressez «\u00a0Partage\u00a0»{after}"


@pytest.mark.parametrize(
    "written", ["Pour qui ? (facultatif)", "{{ a if b else c }}", "<a href='?x=1'>Qui</a>", "a :b"]
)
def test_what_is_no_french_sign_keeps_its_space(written: str) -> None:
    """Only a sign that ends a word is set: an address, an expression or a selector is left as it was."""
    assert set_in_french(written).replace("\u00a0?", " ?") == written
