"""Signing in for real: an invited advisor opens their link, or comes from an OpenID provider, works, and leaves."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server, free_port
from tests.browser.visitor import accessibility_faults
from tests.openid.running import SECRET, RunningProvider, running_provider

PRINTED = re.compile(r"/conseillers/entrer#[\w-]{43}")


def invited(server: Server, address: str, *options: str) -> str:
    """The link that the command prints, on this server."""
    done = subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).parent / "ansm", "advisor", "invite", address, "--print", *options],
        env={**os.environ, "ANSM_DATABASE_URL": f"sqlite:///{server.folder / 'ansm.sqlite3'}"},
        cwd=server.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    link = PRINTED.search(done.stdout)
    assert link, done.stdout
    return server.address + link[0]


def widest(page: Page) -> int:
    """How wide the page is, whatever the window."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert isinstance(width, int)
    return width


def test_an_invited_manager_enters_by_their_link_looks_after_their_team_and_leaves(page: Page, server: Server) -> None:
    """Opening the link uses nothing up, and everybody can read and use every page, on a small screen too."""
    link = invited(server, "ines@exemple.fr", "--role", "responsable", "--name", "Inès Roux")
    assert page.request.get(link).ok  # a program that checks letters
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(link)
    expect(page.get_by_role("button", name="Me connecter")).to_be_visible()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url(re.compile(r"/conseillers/$"))
    page.goto(f"{server.address}/conseillers/equipe")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon équipe")
    page.get_by_label("Adresse électronique professionnelle").fill("lea@exemple.fr")
    page.get_by_label("Nom (facultatif)").fill("Léa Martin")
    page.get_by_role("button", name="Inviter", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Léa Martin"))).to_contain_text("jamais")
    assert accessibility_faults(page) == []
    assert widest(page) == 320
    page.get_by_role("link", name="Mon compte").click()
    expect(page.get_by_text("Cette session", exact=True)).to_be_visible()
    assert accessibility_faults(page) == []
    assert widest(page) == 320
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Vous êtes déconnecté", exact=True)).to_be_visible()
    assert accessibility_faults(page) == []
    page.goto(f"{server.address}/conseillers/equipe")
    page.wait_for_url(re.compile(r"/conseillers/connexion$"))
    page.goto(link)
    page.get_by_role("button", name="Me connecter").click()
    expect(page.get_by_text("Ce lien n’ouvre pas de session")).to_be_visible()
    page.get_by_role("link", name="Demander un autre lien").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Espace des conseillers")


def test_a_link_cut_short_says_so(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/conseillers/entrer")
    expect(page.get_by_text("Il manque la fin du lien.")).to_be_visible()
    assert page.get_by_role("button", name="Me connecter").count() == 0


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[tuple[RunningProvider, Server]]:
    """A provider, and a server that trusts it."""
    server = Server(tmp_path, port=free_port())
    with running_provider(tmp_path, server.address) as running:
        server.start(
            {
                "ANSM_PUBLIC_URL": server.address,
                "ANSM_OPENID_ISSUER": running.issuer,
                "ANSM_OPENID_CLIENT_ID": "ansm",
                "ANSM_OPENID_CLIENT_SECRET": SECRET,
                "ANSM_OPENID_NAME": "Compte d’essai",
            }
        )
        try:
            yield running, server
        finally:
            server.stop()


def test_an_invited_advisor_enters_through_an_openid_provider_and_leaves_both(
    page: Page, provider: tuple[RunningProvider, Server]
) -> None:
    """The provider's pages are its own; ours send there and take back, under the policy that browsers hold us to."""
    running, server = provider
    invited(server, "lea@exemple.fr")
    running.know("s-lea", "lea@exemple.fr", given_name="Léa", usual_name="Martin")
    page.goto(f"{server.address}/conseillers/connexion")
    page.get_by_role("link", name="Se connecter avec Compte d’essai").click()
    page.locator("[name=login]").fill("s-lea")
    page.locator("[name=password]").fill("peu importe")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]", has_text="Continue").click()
    page.wait_for_url(re.compile(r"/conseillers/$"))
    page.goto(f"{server.address}/conseillers/compte")
    expect(page.get_by_role("main")).to_contain_text("Léa Martin")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous êtes déconnecté de ce site")
    assert accessibility_faults(page) == []
    page.get_by_role("link", name="Me déconnecter aussi de Compte d’essai").click()
    page.locator("button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/conseillers/connexion\?state="))
    expect(page.get_by_text("Vous êtes déconnecté", exact=True)).to_be_visible()
