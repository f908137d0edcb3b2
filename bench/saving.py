"""Measures from the click to « Enregistré », against a bare Reflex echo in the same browser and the same run.

Ours is checked, written durably, and acknowledged over HTTP before the screen says so; the echo adds one to a number.
"""

from __future__ import annotations

import statistics

from playwright.sync_api import Browser, Page

from bench.answer_bytes import opened
from bench.figures import line, times
from bench.site import Server

ROUNDS = 5
CLICKS_A_ROUND = 40

# Each script clicks a number of times, one after the acknowledgement of the other, and gives back milliseconds.
CLICK_AND_WAIT = """async ([count, watched, settled, targets]) => {
  const place = document.querySelector(watched);
  const times = [];
  for (let i = 0; i < count; i++) {
    const target = document.querySelector(targets[i % targets.length]);
    const seen = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (settled && !place.matches(settled)) return;
        observer.disconnect();
        done();
      });
      observer.observe(place, { attributes: true, characterData: true, childList: true, subtree: true });
    });
    const start = performance.now();
    target.click();
    await seen;
    times.push(performance.now() - start);
    await new Promise((next) => setTimeout(next, 5));
  }
  return times;
}"""
# Never the one that is chosen: clicking it again would say nothing.
OTHER_OPTIONS = """() => [...document.querySelectorAll("#PRO-02 input:not(:checked)")]
  .slice(0, 2).map((option) => "#" + CSS.escape(option.id))"""
STATE, NOTHING_WAITS = "#enregistrement", '[data-en-attente="0"]'


def clicks(page: Page, count: int, watched: str, settled: str, targets: list[str]) -> list[float]:
    """Milliseconds from each click to its acknowledgement on screen."""
    return [float(each) for each in page.evaluate(CLICK_AND_WAIT, [count, watched, settled, targets])]


def saves(page: Page, count: int) -> list[float]:
    """Milliseconds from each click to « Enregistré », answering one question now one way, now the other."""
    return clicks(page, count, STATE, NOTHING_WAITS, page.evaluate(OTHER_OPTIONS))


def tell(browser: Browser, server: Server, echo: Server, link: str) -> None:
    """Print both, in alternating rounds, and their ratio."""
    print("\nclick to « Enregistré », against a bare Reflex echo")
    context = browser.new_context()
    ours = opened(context, f"{server.address}/diagnostic/#{link}")
    ours.locator("#hors-connexion-pret").wait_for()
    theirs = context.new_page()
    theirs.goto(echo.address, wait_until="networkidle")
    saved: list[float] = []
    echoed: list[float] = []
    for _ in range(ROUNDS):
        ours.bring_to_front()
        saved += saves(ours, CLICKS_A_ROUND)
        theirs.bring_to_front()
        echoed += clicks(theirs, CLICKS_A_ROUND, "#number", "", ["#add"])
    line("answer saved (ours)", times(saved))
    line("bare Reflex echo", times(echoed))
    line("ratio of medians", f"{statistics.median(saved) / statistics.median(echoed):.2f}")
    context.close()
