"""`ansm remind`, for an installation that starts it by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ansm import cli
from ansm.application import Application, utc_now
from ansm.settings import read_settings
from ansm.storage import Storage
from tests.command_line import Output, refusal
from tests.post_office import PostOffice, post_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server of this machine."""
    with post_office() as running:
        yield running


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: PostOffice) -> None:
    """A reminder asked for fifteen days ago, and the settings of the installation in the environment."""
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'base.sqlite3'}")
    monkeypatch.setenv("ANSM_SMTP_URL", f"smtp://localhost:{office.port}?tls=non")
    monkeypatch.setenv("ANSM_SMTP_FROM", "ne-pas-repondre@exemple.fr")
    monkeypatch.setenv("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr")
    settings = read_settings()
    then = utc_now() - timedelta(days=15)
    with closing(Application(settings, Storage.open(settings.database_url), clock=lambda: then)) as application:
        application.reminders.ask(application.open("38061"), "mairie@exemple.fr")


@pytest.mark.usefixtures("asked")
def test_what_is_due_leaves_once_and_is_counted(office: PostOffice, capsysbinary: Output) -> None:
    assert cli.main(["remind", "--dry-run"]) == 0
    assert capsysbinary.readouterr().out.decode() == "1\u00a0rappel à envoyer aujourd’hui.\n"
    assert office.letters == []
    assert cli.main(["remind"]) == 0
    assert capsysbinary.readouterr().out.decode() == "1\u00a0rappel envoyé.\n"
    assert cli.main(["remind"]) == 0
    assert capsysbinary.readouterr().out.decode() == "0\u00a0rappel envoyé.\n"
    assert office.recipients == ["mairie@exemple.fr"]


@pytest.mark.usefixtures("asked")
def test_what_the_mail_server_refuses_is_said_without_the_address(office: PostOffice, capsysbinary: Output) -> None:
    office.answer = "450 come back later"
    assert cli.main(["remind"]) == 0
    written = capsysbinary.readouterr()
    assert written.out.decode() == "0\u00a0rappel envoyé. À réessayer demain\u00a0: 1.\n"
    assert b"mairie" not in written.err


@pytest.mark.usefixtures("asked")
def test_without_a_mail_server_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsysbinary: Output) -> None:
    for name in ("ANSM_SMTP_URL", "ANSM_SMTP_FROM"):
        monkeypatch.delenv(name)
    assert cli.main(["remind"]) == 1
    assert "ANSM_SMTP_URL" in refusal(capsysbinary)
