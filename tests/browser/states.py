"""The states in which a page must still be usable, and what is looked at in each: every check gives its faults.

A state is a way of browsing: forced colours, reduced motion, text twice as large, a screen 320 px wide. `opened` gives
a page in it. A check measures the page as it is now, and returns one English line a fault, so that a test reads
`assert states.cut(page) == []`. The measures themselves are in `states.js`, next to this file.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pymupdf
from playwright.sync_api import Browser, Page

from tests.browser.conftest import FLAGS, PATIENCE_MS

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8").strip()
SETTLE_MS = 600  # longer than the pause after a keystroke and the answer of the server
DEFAULT_TEXT_PX = 16
LEAST_TARGET_PX = 24
LEAST_CONTRAST = 3.0
LEAST_CONTRAST_OF_WORDS = 4.5
MOST_STOPS = 400
POINTED = "a[href], button, summary, [role=option]"
DRAWINGS = "progress, meter, svg, img, canvas, [role=img]"


@dataclass(frozen=True)
class State:
    """A way of browsing: what Playwright emulates, and the text size the visitor set in the browser."""

    name: str
    emulated: Mapping[str, object] = field(default_factory=dict)
    text_px: int = DEFAULT_TEXT_PX


PLAIN = State("plain")
FORCED_COLOURS = State("forced colours", {"forced_colors": "active"})
STILL = State("reduced motion", {"reduced_motion": "reduce"})
NARROW = State("320 px", {"viewport": {"width": 320, "height": 640}})
LARGE_TEXT = State("text twice as large", text_px=2 * DEFAULT_TEXT_PX)
DARK = State("dark", {"color_scheme": "dark"})


@contextmanager
def opened(browser: Browser, state: State = PLAIN) -> Iterator[Page]:
    """A page of a visitor who browses in this state (Chromium)."""
    emulated = {"viewport": {"width": 1280, "height": 900}, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
    with _with_text_size(browser, state.text_px) as chosen:
        context = chosen.new_context(**{**emulated, **state.emulated})  # type: ignore[arg-type]  # one mapping for all
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context.new_page()
        finally:
            context.close()


@contextmanager
def _with_text_size(browser: Browser, pixels: int) -> Iterator[Browser]:
    """The browser with this text size in its preferences: sizes in px in a style sheet do not follow it."""
    if pixels == DEFAULT_TEXT_PX:
        yield browser
        return
    flags = [*FLAGS, f"--blink-settings=defaultFontSize={pixels},defaultFixedFontSize={pixels * 13 // 16}"]
    other = browser.browser_type.launch(executable_path=shutil.which("chromium"), args=flags)
    try:
        yield other
    finally:
        other.close()


def _measure(page: Page, what: str) -> object:
    return page.evaluate(f"() => {SCRIPT}.{what}")


def _faults(page: Page, what: str) -> list[str]:
    found: list[str] = page.evaluate(f"() => {SCRIPT}.{what}")
    return found


# --- reflow and text


def sideways(page: Page) -> list[str]:
    """The page scrolls sideways (WCAG 1.4.10)."""
    beyond = _measure(page, "sideways()")
    return [f"the page is {beyond} px wider than the screen"] if beyond else []


def cut(page: Page) -> list[str]:
    """What is cut, goes past the edge of the screen, or scrolls sideways inside, data tables aside."""
    return _faults(page, "cut()")


def space_text_out(page: Page) -> None:
    """Give the text the spacing of WCAG 1.4.12, as a reader's own style sheet would; then look at `cut`."""
    _measure(page, "spaceOut()")


def text_that_does_not_grow(page: Page) -> list[str]:
    """Words whose size does not follow the text size of the browser's preferences.

    A title may grow less than the text: with larger text the layout, and its titles, become those of a small screen.
    """
    session = page.context.new_cdp_session(page)
    usual, large = DEFAULT_TEXT_PX, 2 * DEFAULT_TEXT_PX
    before: list[tuple[str, float]] = page.evaluate(f"() => {SCRIPT}.fontSizes()")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": large, "fixed": large}})
    after = dict(page.evaluate(f"() => {SCRIPT}.fontSizes()"))
    session.send("Page.setFontSizes", {"fontSizes": {"standard": usual, "fixed": usual}})
    return [f"{name}: stays at {size:g} px" for name, size in before if after.get(name, large) < 1.5 * size]


# --- pointer


def small_targets(page: Page, least: int = LEAST_TARGET_PX) -> list[str]:
    """Targets under 24 px and crowded; links inside a sentence are exempt (WCAG 2.5.8)."""
    return _faults(page, f"smallTargets({least})")


def faint_under_the_pointer(page: Page, least: float = LEAST_CONTRAST_OF_WORDS) -> list[str]:
    """Words of links and buttons that are too faint when they are pointed at, then pressed (WCAG 1.4.3)."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": POINTED})["nodeIds"]
    faults: list[str] = []
    for state in (["hover"], ["hover", "active"]):
        for node in found:
            session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": state})
        faults += [f"{' and '.join(state)}: {fault}" for fault in _faults(page, f"faintWords({least})")]
    session.detach()
    return faults


# --- focus


@dataclass(frozen=True)
class Stop:
    """Where Tab stops: whether the focus shows, its outline's contrast (0 without outline), whether it is covered."""

    name: str
    marked: bool
    contrast: float
    covered: bool


def walk(page: Page) -> tuple[Stop, ...]:
    """Every place Tab stops at, from the top of the page to its end."""
    _measure(page, "toTheTop()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if not _measure(page, "stop()"):
            break
    found: list[dict[str, object]] = page.evaluate(f"() => {SCRIPT}.stops()")
    return tuple(Stop(**one) for one in found)  # type: ignore[arg-type]  # the script gives the very fields


def unclear_focus(stops: Sequence[Stop]) -> list[str]:
    """Places where the focus does not show, shows too faintly, or lies under something (WCAG 2.4.7, 1.4.11, 2.4.11)."""
    unmarked = [f"{one.name}: no outline nor shadow when focused" for one in stops if not one.marked]
    faint = [f"{one.name}: outline at {one.contrast:.1f}" for one in stops if 0 < one.contrast < LEAST_CONTRAST]
    return unmarked + faint + [f"{one.name}: covered when focused" for one in stops if one.covered]


@contextmanager
def keeping_focus(page: Page) -> Iterator[None]:
    """What is done inside must leave the focus on something that is shown."""
    yield
    page.wait_for_timeout(SETTLE_MS)
    lost = _measure(page, "focusLost()")
    assert not lost, lost


# --- announcements


@contextmanager
def heard(page: Page) -> Iterator[list[str]]:
    """Fills the list with what a screen reader is given to say (status, alert, aria-live) while the block runs.

    The page must not be loaded again meanwhile. A region that is an `aria-atomic` whole, as a status is, is said whole.
    """
    _measure(page, "listen()")
    said: list[str] = []
    yield said
    page.wait_for_timeout(SETTLE_MS)
    said.extend(_faults(page, "heard()"))


def said_twice(said: Sequence[str]) -> list[str]:
    """Sentences that were said more than once."""
    return [text for text, times in Counter(said).items() if times > 1]


def nested_regions(page: Page) -> list[str]:
    """Live regions inside a live region: some screen readers say them twice."""
    return _faults(page, "nested()")


# --- movement and forced colours


def moving(page: Page) -> list[str]:
    """What moves: nothing should, when the visitor asked for less motion."""
    return _faults(page, "moving()")


def lost_in_forced_colours(page: Page) -> list[str]:
    """Controls that lose their shape, borders that come from nowhere, drawings that vanish. Stays in forced colours."""
    page.emulate_media(forced_colors="none")
    usual: list[dict[str, object]] = page.evaluate(f"() => {SCRIPT}.shapes()")
    page.emulate_media(forced_colors="active")
    forced: list[dict[str, object]] = page.evaluate(f"() => {SCRIPT}.shapes()")
    faults = []
    for before, after in zip(usual, forced, strict=True):
        if before["drawn"] and not after["kept"]:
            faults.append(f"{after['name']}: no edge nor underline left")
        if before["marker"] and after["edged"]:
            faults.append(f"{after['name']}: a border hidden by its colour shows")
    return faults + blank_drawings(page)


def blank_drawings(page: Page) -> list[str]:
    """Progress bars, charts and pictures in which nothing can be seen: one colour all over."""
    blank = []
    for one in page.locator(DRAWINGS).filter(visible=True).all():
        pixels = pymupdf.Pixmap(one.screenshot())
        if pixels.is_unicolor:
            blank.append(f"{one.evaluate('(one) => one.outerHTML.slice(0, 80)')}: nothing to see")
    return blank
