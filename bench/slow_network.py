"""Measures how long a first visit waits on a slow network: until the first question answers, until the search finds."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from bench.figures import against, line, spread
from bench.relay import SLOW, relayed
from bench.site import Server

MOST_SECONDS = 5.0
ROUNDS = 2
PATIENCE_MS = 60_000

# Both scripts run in the page from its very start; what they promise is seconds since the address was asked for.
UNTIL_ANSWERED = """() => {
  const seen = (done) => {
    const option = document.querySelector("#questions input");
    if (option?.checkVisibility() && !option.checked) option.click();
    const waits = document.getElementById("enregistrement")?.dataset.enAttente;
    // React took the click: the option stays checked, and the answer is kept for the server.
    if (option?.checked && waits !== undefined) done(performance.now() / 1000);
    else requestAnimationFrame(() => seen(done));
  };
  window.measured = new Promise((done) => requestAnimationFrame(() => seen(done)));
}"""
UNTIL_FOUND = """() => {
  const text = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  let typed = false;
  const seen = (done) => {
    const box = document.querySelector("#territoire");
    // What is typed before React has taken the box is heard by nobody.
    const heard = box?.checkVisibility() && Object.keys(box).some((name) => name.startsWith("__reactProps"));
    if (heard && !typed) {
      typed = true;
      box.focus();
      text.call(box, "la buisse");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (document.querySelector('[role="option"]')) done(performance.now() / 1000);
    else requestAnimationFrame(() => seen(done));
  };
  window.measured = new Promise((done) => requestAnimationFrame(() => seen(done)));
}"""
PAGES = ("first question answered", UNTIL_ANSWERED), ("search finds (list shown)", UNTIL_FOUND)


def emulated(browser: Browser, address: str, script: str) -> float:
    """Seconds with Chromium's own emulation, which slows what the page asks for by itself."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    conditions = {"offline": False, "latency": 1000 * SLOW.round_trip}
    conditions |= {"downloadThroughput": SLOW.rate, "uploadThroughput": SLOW.rate}
    session.send("Network.emulateNetworkConditions", conditions)
    seconds = measured(page, address, script)
    context.close()
    return seconds


def on_a_slow_line(browser: Browser, server: Server, path: str, script: str) -> float:
    """Seconds on a line that everything shares: connections to open, sockets, and the service worker's downloads."""
    with relayed(server, SLOW) as relay:
        context = browser.new_context()
        seconds = measured(context.new_page(), relay.address + path, script)
        context.close()
    return seconds


def measured(page: Page, address: str, script: str) -> float:
    """What the script promises. Raises when it comes to nothing."""
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(f"({script})()")
    page.goto(address, wait_until="commit")
    soon = "() => Promise.race([window.measured, new Promise((_, refuse) => setTimeout(() => refuse('never'), 60000))])"
    return float(page.evaluate(soon))


def tell(browser: Browser, server: Server, links: list[str]) -> None:
    """Print both pages, empty cache each time, by both emulations. Takes 2 links a round, each answered once."""
    print("\nslow network: 400 ms a round trip, 400 kbit/s each way, empty cache")
    unused = iter(links)
    for label, script in PAGES:
        emulations: dict[str, list[float]] = {"Chromium's emulation": [], "whole line shaped": []}
        for _ in range(ROUNDS):
            path = f"/diagnostic/#{next(unused)}" if script == UNTIL_ANSWERED else "/"
            emulations["Chromium's emulation"].append(emulated(browser, server.address + path, script))
            path = f"/diagnostic/#{next(unused)}" if script == UNTIL_ANSWERED else "/"
            emulations["whole line shaped"].append(on_a_slow_line(browser, server, path, script))
        for name, seconds in emulations.items():
            line(f"{label}, {name}", spread(seconds, "s"), against(max(seconds), MOST_SECONDS, "s"))
