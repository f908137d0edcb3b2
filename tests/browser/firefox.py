"""The system's Firefox under Playwright: one skips, or fails on an integration server, where there is none."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from tests.browser.conftest import PATIENCE_MS

RELAY = Path(__file__).with_name("firefox_relay.py")
ABSENT = "Firefox is not installed: apt-get install firefox-esr"


def installed_firefox() -> str:
    """Its command, or the end of the test."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    return found


@contextmanager
def launched(playwright: Playwright, folder: Path) -> Iterator[Browser]:
    """Firefox, driven by WebDriver BiDi through our relay. The folder receives the small program that joins them."""
    program = folder / "firefox"
    command = shlex.join([sys.executable, str(RELAY), installed_firefox()])
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=program)
    try:
        yield browser
    finally:
        browser.close()


def fresh_profile(browser: Browser) -> BrowserContext:
    """A visitor who has never been here."""
    context = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    return context
