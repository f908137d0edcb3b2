"""`ansm advisor` and `ansm organisation`: how the first people get in, with or without a mail server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ansm.application import Application
from ansm.cli import main
from ansm.settings import read_settings
from tests.command_line import Output, refusal
from tests.post_office import post_office

LINK = re.compile(r"^http://127\.0\.0\.1:8000/conseillers/entrer#([\w-]{43})$", re.MULTILINE)


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a database of its own, and no mail server."""
    monkeypatch.setenv("ANSM_DATABASE_URL", f"sqlite:///{tmp_path / 'ansm.sqlite3'}")
    monkeypatch.chdir(tmp_path)


def printed(output: Output) -> str:
    return output.readouterr().out.decode().replace("\u00a0", " ")


def test_an_invitation_prints_a_link_that_opens_a_session(capsysbinary: Output) -> None:
    """With no organisation named, one is made; the role is an advisor's."""
    assert main(["advisor", "invite", "Lea@Exemple.fr"]) == 0
    told = printed(capsysbinary)
    assert told.startswith("lea@exemple.fr (conseiller, Organisation locale).")
    link = LINK.search(told)
    assert link
    application = Application.start(read_settings())
    try:
        assert application.identity.session(application.entering.enter(link[1])).member.address == "lea@exemple.fr"
    finally:
        application.close()


def test_the_operator_gives_its_name_to_the_first_organisation(
    capsysbinary: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSM_OPERATOR", "OPSN de l’Isère")
    assert main(["advisor", "invite", "lea@exemple.fr"]) == 0
    assert main(["organisation", "list"]) == 0
    assert printed(capsysbinary).splitlines()[-1] == "OPSN de l’Isère\topsn"


def test_with_a_mail_server_the_letter_leaves(capsysbinary: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the site by its public address, whoever invites and from wherever."""
    with post_office() as office:
        monkeypatch.setenv("ANSM_SMTP_URL", f"smtp://localhost:{office.port}?tls=non")
        monkeypatch.setenv("ANSM_SMTP_FROM", "ne-pas-repondre@exemple.fr")
        monkeypatch.setenv("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr")
        assert main(["advisor", "invite", "lea@exemple.fr"]) == 0
        assert "#" not in printed(capsysbinary)
        assert main(["advisor", "invite", "lea@exemple.fr", "--print"]) == 0
        assert "https://diagnostic.exemple.fr/conseillers/entrer#" in printed(capsysbinary)
    assert office.recipients == ["lea@exemple.fr"]
    body = office.letters[0].get_content().replace("\r\n", "\n")
    assert "Organisation locale vous ouvre l’espace des conseillers" in body
    assert re.search(r"^https://diagnostic\.exemple\.fr/conseillers/entrer#[\w-]{43}$", body, re.MULTILINE)


def test_people_are_listed_and_shut_out(capsysbinary: Output) -> None:
    assert main(["advisor", "invite", "lea@exemple.fr", "--role", "responsable"]) == 0
    assert main(["advisor", "disable", "LEA@exemple.fr"]) == 0
    assert "seront effacés dans 1 mois" in printed(capsysbinary)
    assert main(["advisor", "list"]) == 0
    assert printed(capsysbinary) == "lea@exemple.fr\tresponsable\tOrganisation locale\taccès fermé\n"


def test_an_account_is_erased_at_once_for_who_asks_and_the_address_is_free_again(capsysbinary: Output) -> None:
    assert main(["advisor", "invite", "lea@exemple.fr", "--name", "Léa"]) == 0
    assert main(["advisor", "erase", "LEA@exemple.fr"]) == 0
    assert printed(capsysbinary).splitlines()[-1].startswith("Compte effacé : lea@exemple.fr.")
    assert main(["advisor", "list"]) == 0
    assert "lea@exemple.fr" not in printed(capsysbinary)
    assert main(["organisation", "add", "Une autre"]) == 0
    assert main(["advisor", "invite", "lea@exemple.fr", "--organisation", "Une autre"]) == 0
    assert "lea@exemple.fr (conseiller, Une autre)." in printed(capsysbinary)


def test_the_anct_has_an_organisation_of_its_own(capsysbinary: Output) -> None:
    assert main(["advisor", "invite", "lea@exemple.fr"]) == 0
    assert main(["advisor", "invite", "max@exemple.fr", "--role", "anct"]) == 0
    assert "(anct, Agence nationale de la cohésion des territoires)" in printed(capsysbinary)
    assert main(["advisor", "invite", "zoe@exemple.fr", "--role", "anct", "--organisation", "organisation locale"]) == 1
    assert "Le rôle « anct » va avec une organisation de type « anct »" in refusal(capsysbinary)


def test_an_epci_and_a_department_have_a_code_that_exists(capsysbinary: Output) -> None:
    assert main(["organisation", "add", "Pays Voironnais", "--kind", "epci", "--territory", "243800984"]) == 0
    assert main(["organisation", "add", "Isère", "--kind", "departement", "--territory", "38"]) == 0
    capsysbinary.readouterr()
    for code, kind in (("38061", "epci"), ("243800", "epci"), ("999", "departement"), ("38", "opsn")):
        assert main(["organisation", "add", "Autre", "--kind", kind, "--territory", code]) == 1
        refusal(capsysbinary)
    assert main(["organisation", "add", "Sans code", "--kind", "epci"]) == 1
    assert "SIREN" in refusal(capsysbinary)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["advisor", "invite", "lea"], "adresse électronique ne semble pas complète"),
        (["advisor", "invite", "lea@exemple.fr", "--organisation", "Inconnue"], "Organisations connues : « A », « B »"),
        (["advisor", "invite", "lea@exemple.fr"], "Il y a plusieurs organisations"),
        (["advisor", "disable", "lea@exemple.fr"], "Personne n’a cette adresse"),
        (["advisor", "erase", "lea@exemple.fr"], "Personne n’a cette adresse"),
        (["organisation", "add", "a"], "s’appelle déjà « a »"),
        (["organisation", "add", "  "], "Ce nom ne convient pas"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(arguments: list[str], sentence: str, capsysbinary: Output) -> None:
    for name in "AB":
        assert main(["organisation", "add", name]) == 0
    capsysbinary.readouterr()
    assert main(arguments) == 1
    assert sentence in refusal(capsysbinary)
    assert main(["advisor", "list"]) == 0
    assert printed(capsysbinary).startswith("Personne n’est invité")
