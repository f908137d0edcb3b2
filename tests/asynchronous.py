"""Runs a coroutine to its end from an ordinary test, in a thread of its own.

Playwright keeps an event loop open in the thread of the tests, where `asyncio.run` would refuse to start another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(coroutine: Coroutine[object, object, Result]) -> Result:
    """The coroutine's result, or the exception it raised."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
