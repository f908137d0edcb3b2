"""The page of statistics of an installation where nothing was counted yet."""

from __future__ import annotations

import pytest

from tests.web.asgi_client import AsgiClient
from tests.web.served.people import site


@pytest.mark.usefixtures("installation")
def test_where_nothing_was_counted_the_page_says_so_plainly() -> None:
    page = AsgiClient(site()).get("/statistiques").text.replace("\u00a0", " ")
    assert "Rien n’a encore été compté" in page
    assert "Dans chaque département : moins de 5 diagnostics" in page
    assert "<svg viewBox" not in page
