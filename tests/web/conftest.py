"""A running installation on a database of its own, and states as the server makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from reflex.istate.data import ReflexURL, URLData
from reflex.state import State

from ansm.application import Application
from ansm.web import site

Visit = Callable[[type[State], str], State]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The application that handlers reach, on a fresh SQLite file."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("base")
        patch.setenv("ANSM_DATABASE_URL", f"sqlite:///{folder / 'ansm.sqlite3'}")
        site.application.cache_clear()
        running = site.application()
        yield running
        running.close()
        site.application.cache_clear()


@pytest.fixture
def visit(installation: Application) -> Visit:
    """Make the state of a page as it is when a browser is at that address."""
    assert site.application() is installation

    def make(state: type[State], address: str) -> State:
        made = state(_reflex_internal_init=True)
        made.rx_router_url = URLData.from_url(ReflexURL(f"http://127.0.0.1:8000{address}"))
        return made

    return make
