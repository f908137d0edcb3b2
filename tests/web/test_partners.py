"""The page for partners and the explained words: native, complete, and without a script of their own."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import reflex as rx
from reflex.components.component import BaseComponent
from reflex_components_core.base.bare import Bare

from ansm.domain import say
from ansm.domain.glossary import Term
from ansm.domain.handbook import Handbook
from ansm.web import routes
from ansm.web.components.glossary import lexicon
from ansm.web.pages import partners as page
from ansm.web.site import handbook

HEADINGS = re.compile(r"h[1-6]")


def parts(component: BaseComponent) -> Iterator[BaseComponent]:
    """A component and everything in it, in reading order."""
    yield component
    for child in component.children:
        yield from parts(child)


def tag(component: BaseComponent) -> str:
    """The name of its HTML element."""
    return str(component.tag or "").strip('"')


def words(component: BaseComponent) -> str:
    """What a visitor reads in it."""
    return "".join(json.loads(str(part.contents)) for part in parts(component) if isinstance(part, Bare))


def attribute(component: BaseComponent, name: str) -> str:
    """An attribute as it is written, empty when absent."""
    found = getattr(component, name, None)
    return str(component.custom_attrs.get(name, "") if found is None else found).strip('"')


@pytest.fixture(scope="module")
def built() -> rx.Component:
    return page.partners()


def test_there_is_one_title_and_headings_never_skip_a_level(built: rx.Component) -> None:
    levels = [int(tag(part)[1]) for part in parts(built) if HEADINGS.fullmatch(tag(part))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_each_prerequisite_is_a_native_box_with_its_label_and_what_to_do_meanwhile(built: rx.Component) -> None:
    boxes = [part for part in parts(built) if tag(part) == "input"]
    labels = {attribute(part, "html_for") for part in parts(built) if tag(part) == "label"}
    described = {attribute(part, "id"): words(part) for part in parts(built) if attribute(part, "id")}
    written = handbook().partners
    assert written is not None
    assert len(boxes) == len(written.prerequisites) == 7
    for box, prerequisite in zip(boxes, written.prerequisites, strict=True):
        assert attribute(box, "type") == "checkbox"
        assert attribute(box, "id") in labels
        assert prerequisite.otherwise in described[attribute(box, "aria-describedby")]


def test_nothing_of_the_list_is_sent_nor_listened_to(built: rx.Component) -> None:
    """No handler, no form: the boxes live in the page only."""
    assert all(not part.event_triggers for part in parts(built) if isinstance(part, rx.Component))
    assert "form" not in {tag(part) for part in parts(built)}


def test_every_fact_is_shown_with_its_source_and_the_day_it_was_checked(built: rx.Component) -> None:
    told = words(built)
    written = handbook().partners
    assert written is not None
    for fact in (*written.investigation, *written.prerequisites, *written.phases, *written.means):
        assert fact.source.rstrip(".") in told
        assert f"Vérifié le {say.day(fact.verified_on)}." in told


def test_what_to_conclude_is_written_without_any_script(built: rx.Component) -> None:
    written = handbook().partners
    assert written is not None
    told = words(built)
    assert written.all_met in told
    assert written.one_missing in told


def test_a_content_without_this_page_leads_back_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def older() -> Handbook:
        return replace(handbook(), partners=None)

    monkeypatch.setattr(page, "handbook", older)
    bare = page.partners()
    assert [tag(part) for part in parts(bare) if HEADINGS.fullmatch(tag(part))] == ["h1"]
    assert "Revenir à l’accueil" in words(bare)


def test_the_address_is_in_the_list_of_pages() -> None:
    assert routes.PARTNERS == "/partenaires/"


FIBRE = Term("fibre", "Un fil de verre.")
DPO = Term("DPO", "Une personne.", (), "cnil.fr", handbook().published_on)


def test_the_list_of_words_gives_the_source_of_those_that_state_a_fact() -> None:
    told = words(lexicon((FIBRE, DPO)))
    assert told.count("Source\u00a0: ") == 1
    assert "Source\u00a0: cnil.fr. Vérifié le " in told
