"""Decides which document is printed next: what someone waits for, then what is made ahead; both queues are bounded."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future

from ansm.report.printable import Printable


class QueueFull(Exception):  # an event between the pool and its queue, not an error for anyone else
    """As many documents wait already as may."""


class Order:
    """A document to print, and the promise of its bytes. `deadline` is None as long as nobody waits for it."""

    def __init__(self, document: Printable, deadline: float | None) -> None:
        self.document = document
        self.deadline = deadline
        self.result: Future[bytes] = Future()
        # Whoever stops waiting must not cancel it for the others: only `Orders.drop` takes an order back.
        self.result.set_running_or_notify_cancel()


class Orders:
    """The two queues; safe to call from several threads."""

    def __init__(self, most_asked: int, most_ahead: int) -> None:
        self._most_asked, self._most_ahead = most_asked, most_ahead
        self._asked: deque[Order] = deque()
        self._ahead: deque[Order] = deque()
        self._closed = False
        self._changed = threading.Condition()

    def add(self, order: Order) -> None:
        """Put an order at the end of its queue. Raises QueueFull."""
        queue, most = (self._ahead, self._most_ahead) if order.deadline is None else (self._asked, self._most_asked)
        with self._changed:
            if len(queue) >= most or self._closed:
                raise QueueFull
            queue.append(order)
            self._changed.notify_all()

    def hasten(self, order: Order, deadline: float) -> None:
        """Someone now waits for what was ordered ahead: it passes before the rest of it. Raises QueueFull."""
        with self._changed:
            if order not in self._ahead:
                return  # being printed, printed, or waited for already
            if len(self._asked) >= self._most_asked:
                raise QueueFull
            self._ahead.remove(order)
            order.deadline = deadline
            self._asked.append(order)
            self._changed.notify_all()

    def drop(self, order: Order) -> bool:
        """Take back what was ordered ahead and is not begun; False when it is too late."""
        with self._changed:
            if order not in self._ahead:
                return False
            self._ahead.remove(order)
            return True

    def take(self, *, ahead_too: bool) -> Order | None:
        """The next order, waiting for one; None once closed. Without `ahead_too`, only what someone waits for."""
        with self._changed:
            while not self._closed:
                if self._asked:
                    return self._asked.popleft()
                if ahead_too and self._ahead:
                    return self._ahead.popleft()
                self._changed.wait()
            return None

    def waiting(self) -> tuple[int, int]:
        """How many orders wait: those of someone, those made ahead."""
        with self._changed:
            return len(self._asked), len(self._ahead)

    def close(self) -> tuple[Order, ...]:
        """Let every taker go; gives the orders that nobody will take."""
        with self._changed:
            self._closed = True
            left = (*self._asked, *self._ahead)
            self._asked.clear()
            self._ahead.clear()
            self._changed.notify_all()
        return left
