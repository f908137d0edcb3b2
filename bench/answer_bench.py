"""Measures one answer, from the click to the acknowledgement on screen, against a bare Reflex echo in the same run.

Both are driven in the same headless Chromium over their real sockets, in alternating rounds. Ours validates the answer,
writes it durably to SQLite, reads the file again and works out what the screen shows; the echo adds one to a number.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from ansm.application import Application
from ansm.settings import read_settings
from bench.site import chromium, free_port, running

ROUNDS = 5
CLICKS_A_ROUND = 40
TERRITORY = "38061"

ECHO_CONFIG = 'import reflex as rx\nconfig = rx.Config(app_name="echo", telemetry_enabled=False)\n'
ECHO_APP = """import reflex as rx

class Echo(rx.State):
    number: int = 0

    @rx.event
    def add(self):
        self.number += 1

def page():
    return rx.el.main(rx.el.button("Un", id="add", on_click=Echo.add), rx.el.p(Echo.number, id="number"))

app = rx.App()
app.add_page(page, route="/")
"""

# Each script clicks a number of times, one after the acknowledgement of the other, and gives back milliseconds.
CLICK_AND_WAIT = """async ([count, watched, targets]) => {
  const place = document.querySelector(watched);
  const times = [];
  for (let i = 0; i < count; i++) {
    const target = document.querySelector(targets[i % targets.length]);
    const seen = new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); done(); });
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

FIRST_TWO_OPTIONS = """() => [...document.querySelectorAll("#PRO-02 input")]
  .slice(0, 2).map((option) => "#" + CSS.escape(option.id))"""


def clicks(page: Page, watched: str, targets: list[str]) -> list[float]:
    """Milliseconds from each click to its acknowledgement."""
    return [float(each) for each in page.evaluate(CLICK_AND_WAIT, [CLICKS_A_ROUND, watched, targets])]


def told(name: str, times: list[float]) -> float:
    """Print the median and the 95th percentile, and give the median back."""
    median = statistics.median(times)
    slow = statistics.quantiles(times, n=20)[-1]
    print(f"  {name:<22} p50 {median:6.1f} ms   p95 {slow:6.1f} ms   ({len(times)} clicks)")
    return median


def build_echo(folder: Path) -> None:
    """Write and compile the bare Reflex application."""
    (folder / "echo").mkdir()
    (folder / "rxconfig.py").write_text(ECHO_CONFIG)
    (folder / "echo" / "__init__.py").touch()
    (folder / "echo" / "echo.py").write_text(ECHO_APP)


def main() -> None:
    """Print both, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_echo(folder)
        database = f"sqlite:///{folder / 'bench.sqlite3'}"
        application = Application.start(read_settings({"ANSM_DATABASE_URL": database}))
        token = application.open(TERRITORY)
        application.close()
        ours, echo = free_port(), free_port()
        reflex = [str(Path(sys.executable).parent / "reflex"), "run", "--env", "prod", "--single-port"]
        reflex += ["--frontend-port", str(echo), "--backend-port", str(echo), "--backend-host", "127.0.0.1"]
        environment = {
            "REFLEX_USE_NPM": "1",
            "REFLEX_TELEMETRY_ENABLED": "false",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",  # Node is the virtual environment's
        }
        with (
            running(
                [sys.executable, "-m", "ansm.cli", "serve", "--port", str(ours)],
                ours,
                "/sante",
                ANSM_DATABASE_URL=database,
            ) as our_address,
            running(reflex, echo, "/", folder=folder, **environment) as echo_address,
            chromium() as browser,
        ):
            our_page, echo_page = browser.new_page(), browser.new_page()
            our_page.goto(f"{our_address}/diagnostic/#{token}", wait_until="networkidle")
            our_page.wait_for_selector("#PRO-02:visible")
            echo_page.goto(echo_address, wait_until="networkidle")
            saved: list[float] = []
            echoed: list[float] = []
            answers = our_page.evaluate(FIRST_TWO_OPTIONS)
            for _ in range(ROUNDS):
                our_page.bring_to_front()
                saved += clicks(our_page, "#etat", answers)
                echo_page.bring_to_front()
                echoed += clicks(echo_page, "#number", ["#add"])
            ratio = told("answer saved (ours)", saved) / told("bare Reflex echo", echoed)
            print(f"  ratio of medians       {ratio:6.2f}")


if __name__ == "__main__":
    main()
