"""Measures how long a click takes to show on a processor six times slower: answers, changes of theme, the last look.

A real press of the mouse, then what the browser itself says of it (Event Timing): from the press to the next paint,
the longest of press, release and click, in steps of 8 ms.
"""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import Browser, Page

from bench.answer_bytes import opened
from bench.figures import against, line, percentile, times
from bench.site import Server

SLOWER = 6
MOST_MS = 100
LEAST_ANSWERS = 60
LOOKS = 6
SHORTEST_MS = 16  # what Event Timing leaves out, because it is shorter
ANSWER, CONDITIONAL, THEME, CHECK, EDIT = (
    "an answer",
    "an answer that shows or hides questions",
    "a change of theme",
    "the list of answers opens",
    "a question opens in the list",
)

OBSERVE = """() => {
  window.pressed = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) window.pressed.set(interactionId, Math.max(duration, window.pressed.get(interactionId) ?? 0));
    }
  }).observe({ type: "event", durationThreshold: 16 });
}"""
# The longest interaction since the last time, once the frames and the observer had their turn, and nothing waits any
# more: what the acknowledgement adds to the screen must not move the next target.
TAKE = """async () => {
  const settled = () => document.querySelector("#enregistrement").dataset.enAttente === "0";
  do await new Promise((next) => setTimeout(next, 60)); while (!settled());
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await new Promise((next) => setTimeout(next, 60));
  return Math.max(0, ...window.pressed.values());
}"""
# For each question of the screen not yet answered: an option that is no « je ne sais pas », and where it is.
NEXT_QUESTION = """(done) => {
  const group = [...document.querySelectorAll("#questions fieldset")].find((one) => !done.includes(one.id));
  if (!group) return null;
  const inputs = [...group.querySelectorAll("input")];
  const chosen = inputs.find((one) => !one.checked && one.value !== "nsp") ?? inputs[0];
  return [group.id, chosen.id];
}"""
PLACE = """async (selector) => {
  const found = document.querySelector(selector);
  found.scrollIntoView({ block: "center" });
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  window.pressed.clear();
  const { x, y, width, height } = found.getBoundingClientRect();
  return [x + Math.min(width, 80) / 2, y + height / 2];
}"""
QUESTIONS = "() => document.querySelectorAll('#questions fieldset').length"
THEMES = "() => [...document.querySelectorAll('.ansm-themes button')].map((one) => one.textContent)"


class Slowed:
    """A page on a slow processor, pressed with a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[float]] = defaultdict(list)
        page.evaluate(OBSERVE)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def press(self, kind: str, selector: str) -> float:
        """Press in the middle of what the selector names; note and give back the milliseconds until it shows."""
        x, y = self.page.evaluate(PLACE, selector)
        self.page.mouse.click(x, y)
        taken = max(float(self.page.evaluate(TAKE)), SHORTEST_MS)
        self.found[kind].append(taken)
        return taken

    def answer_all_on_screen(self) -> None:
        """Answer each question of the screen once, those that appear on the way included."""
        done: list[str] = []
        while (following := self.page.evaluate(NEXT_QUESTION, done)) is not None:
            question, option = following
            before = self.page.evaluate(QUESTIONS)
            self.press(ANSWER, f'label[for="{option}"]')
            if not self.page.evaluate("(id) => document.getElementById(id).checked", option):
                raise SystemExit(f"a press on {option} did not check it")
            if self.page.evaluate(QUESTIONS) != before:
                self.found[CONDITIONAL].append(self.found[ANSWER].pop())
            done.append(question)

    def go(self, number: int, kind: str) -> None:
        """Press that line of the list of themes."""
        self.page.evaluate(
            "([number]) => { const all = document.querySelectorAll('.ansm-themes button');"
            "document.querySelector('#pressed')?.removeAttribute('id'); all[number].id = 'pressed';"
            "const group = all[number].closest('details'); if (group) group.open = true; }",
            [number],
        )
        self.press(kind, "#pressed")


def tell(browser: Browser, server: Server, link: str) -> None:
    """Print how long each kind of click takes, over a whole walk."""
    print(f"\nclick to paint, processor {SLOWER} times slower")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    slowed = Slowed(opened(context, f"{server.address}/diagnostic/#{link}"))
    themes = slowed.page.evaluate(THEMES)
    screens = len(themes) - 2  # the last two lines are the pause and the list of answers
    for number in range(screens):
        if number:
            slowed.go(number, THEME)
        slowed.answer_all_on_screen()
    for _ in range(LOOKS):
        slowed.go(len(themes) - 1, CHECK)
        slowed.press(EDIT, ".ansm-check button")
        slowed.go(0, THEME)
    answers = len(slowed.found[ANSWER]) + len(slowed.found[CONDITIONAL])
    if answers < LEAST_ANSWERS or not slowed.found[CONDITIONAL]:
        raise SystemExit(
            f"only {answers} questions were answered, of them {len(slowed.found[CONDITIONAL])} with others"
        )
    for kind in (ANSWER, CONDITIONAL, THEME, CHECK, EDIT):
        found = slowed.found[kind]
        line(kind, times(found), against(percentile(found, 0.95), MOST_MS, "ms"))
    context.close()
