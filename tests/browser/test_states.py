"""Each look of `states.py` sees the fault it is there for, written here on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import states


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page to write faults in."""
    with states.opened(browser, states.NARROW) as page:
        yield page


def written(page: Page, body: str, style: str = "") -> Page:
    """The page with this content, the browser's own style aside."""
    page.emulate_media(forced_colors="none")
    page.set_content(f"<!doctype html><html lang=fr><title>Essai</title><style>{style}</style><body>{body}")
    return page


LONG = "Adresses et connaissance du territoire"
SOUND = f"<p>{LONG} : <a href=#a>lire la suite</a></p><button style='padding: 1rem'>Suivant</button>"
NAV = "<a href=#a>Thème</a>"
BUTTON = "<button>Suivant</button>"
TINY = "width: 20px; height: 20px; padding: 0; border: 0"
MOVE = "animation: move 9s infinite } @keyframes move { to { margin-left: 9px }"


def focus(page: Page) -> list[str]:
    """What is wrong along the way of the Tab key."""
    return states.unclear_focus(states.walk(page))


@dataclass(frozen=True)
class Faulty:
    """A page with one fault written on purpose, and the words in which it must be told."""

    told: str
    look: Callable[[Page], list[str]]
    body: str
    style: str = ""


FAULTY = (
    Faulty("wider than the screen", states.sideways, "<div>a</div>", "div { width: 500px }"),
    Faulty("cut sideways", states.cut, f"<p>{LONG}", "p { width: 90px; white-space: nowrap; overflow: hidden }"),
    Faulty("cut below", states.cut, f"<p>{LONG}", "p { width: 90px; height: 1rem; overflow: hidden }"),
    Faulty("past the edge", states.cut, "<main><b>Loin</b></main>", "b { position: fixed; left: 310px }"),
    Faulty("scrolls sideways inside", states.cut, f"<div>{LONG * 3}", "div { overflow: auto; white-space: nowrap }"),
    Faulty("stays at 12 px", states.text_that_does_not_grow, f"<p>{LONG}", "p { font-size: 12px }"),
    Faulty("20 × 20 px", states.small_targets, "<button></button><button></button>", f"button {{ {TINY} }}"),
    Faulty("hover: button", states.faint_under_the_pointer, BUTTON, "button:hover { color: #999; background: #eee }"),
    Faulty("no outline", focus, BUTTON, ":focus { outline: 0 }"),
    Faulty("outline at 1.", focus, BUTTON, ":focus { outline: 2px solid #eee }"),
    Faulty("covered", focus, f"{BUTTON}<div></div>", "div { position: fixed; inset: 0; background: #fff }"),
    Faulty("p#s", states.nested_regions, "<div aria-live=polite><p role=status id=s>a</p></div>"),
    Faulty("moves", states.moving, "<p>a", f"p {{ {MOVE} }}"),
    Faulty("scrolls smoothly", states.moving, "<p>a", "html { scroll-behavior: smooth }"),
    Faulty("no edge", states.lost_in_forced_colours, NAV, "a { background: #00f; text-decoration: none }"),
    Faulty("hidden by its colour", states.lost_in_forced_colours, NAV, "a { border-left: 4px solid transparent }"),
    Faulty("nothing to see", states.blank_drawings, "<svg width=90 height=9></svg>"),
)


@pytest.mark.parametrize("faulty", FAULTY, ids=lambda one: one.told)
def test_each_look_tells_its_fault_and_nothing_of_a_sound_page(blank: Page, faulty: Faulty) -> None:
    """One fault written on purpose, then a page without any."""
    told = faulty.look(written(blank, faulty.body, faulty.style))
    assert [line for line in told if faulty.told in line]
    assert faulty.look(written(blank, SOUND)) == []


def test_a_lost_focus_is_seen(blank: Page) -> None:
    """A button that goes away with the focus, and one that stays."""
    written(blank, "<button onclick='this.remove()'>Finir</button><button>Rester</button>")
    with states.keeping_focus(blank):
        blank.get_by_role("button", name="Rester").click()
    with pytest.raises(AssertionError, match="nothing has the focus"), states.keeping_focus(blank):
        blank.get_by_role("button", name="Finir").click()


def test_what_is_announced_is_heard_as_often_as_it_is_said(blank: Page) -> None:
    """A status that repeats itself, a hidden one that shows, an alert that comes; and nothing for a removal."""
    written(blank, "<p role=status id=s></p><p role=status id=h hidden>Trois réponses attendent.</p><div id=d></div>")
    with states.heard(blank) as said:
        blank.evaluate("document.getElementById('s').textContent = 'Enregistré.'")
        blank.evaluate("document.getElementById('s').textContent = 'Enregistré.'")
        blank.evaluate("document.getElementById('h').hidden = false")
        blank.evaluate("document.getElementById('d').innerHTML = '<p role=alert>À revoir.</p>'")
        blank.evaluate("document.getElementById('s').textContent = ''")
    assert said == ["Enregistré.", "Enregistré.", "Trois réponses attendent.", "À revoir."]
    assert states.said_twice(said) == ["Enregistré."]
