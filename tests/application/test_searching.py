"""One visitor searches as fast as anybody types, and no faster."""

from __future__ import annotations

import pytest

from ansm.application.searching import MOST
from ansm.errors import TooMany
from tests.application.examples import Start, days_later


def test_a_visitor_who_asks_without_a_pause_waits_and_the_others_do_not(start: Start) -> None:
    moments = [days_later(0)]
    application = start(at=lambda: moments[-1])
    for _ in range(MOST):
        assert application.search("la buisse", visitor="one")
    with pytest.raises(TooMany, match="Réessayez dans 60\u00a0secondes") as refusal:
        application.search("la buisse", visitor="one")
    assert refusal.value.seconds == 60
    assert application.search("la buisse", visitor="other")
    moments.append(days_later(61 / 86_400))
    assert application.search("la buisse", visitor="one")
