"""Applications on one database of a test, at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.settings import MailServer, read_settings
from ansm.storage import Storage
from tests.application.examples import EVENING, Start


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts applications on one database, as a server restarted would; stops them all at the end."""
    started: list[Application] = []

    def begin(
        content: Path | None = None,
        at: datetime | Callable[[], datetime] = EVENING,
        mail: MailServer | None = None,
        **named: str,
    ) -> Application:
        environment = {
            "ANSM_DATABASE_URL": f"sqlite:///{tmp_path / 'base.sqlite3'}",
            "ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr",
        }
        settings = replace(read_settings(environment), content_folder=content, mail=mail, **named)
        clock = at if callable(at) else lambda: at
        application = Application(settings, Storage.open(settings.database_url), clock=clock)
        started.append(application)
        return application

    yield begin
    for application in started:
        application.close()
