"""Decides which printed documents are kept in memory: those asked for last, within a number of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict

OVERHEAD = 512  # bytes: what a name and its entry weigh


class Shelf:
    """Bytes under names, the least recently used forgotten first; safe to call from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._held = 0
        self._items: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """What is kept under that name, now the last to be forgotten."""
        with self._lock:
            if name not in self._items:
                return None
            self._items.move_to_end(name)
            return self._items[name]

    def put(self, name: str, data: bytes) -> None:
        """Keep this; what is larger than the whole shelf is not kept."""
        size = len(data) + OVERHEAD
        with self._lock:
            if name in self._items or size > self._most:
                return
            self._items[name] = data
            self._held += size
            while self._held > self._most:
                _, forgotten = self._items.popitem(last=False)
                self._held -= len(forgotten) + OVERHEAD

    @property
    def held(self) -> int:
        """How many bytes it holds."""
        with self._lock:
            return self._held
