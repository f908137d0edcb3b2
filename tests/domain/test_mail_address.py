"""Which e-mail addresses a letter may be sent to."""

from __future__ import annotations

import pytest

from ansm.domain.mail_address import usable_address


@pytest.mark.parametrize(
    "address",
    [
        "mairie@exemple.fr",
        "secretariat.mairie@la-buisse.fr",
        "prenom.nom+ansm@sous.domaine.gouv.fr",
        "o'brien@exemple.fr",
        "a@b.co",
        "x" * 64 + "@exemple.fr",
        "mairie@xn--vry-9la.fr",
    ],
)
def test_a_common_address_is_taken_as_it_is(address: str) -> None:
    assert usable_address(address) == address


def test_spaces_around_and_accents_in_the_domain_are_understood() -> None:
    assert usable_address("  mairie@exemple.fr\n") == "mairie@exemple.fr"
    assert usable_address("mairie@évry.fr") == "mairie@xn--vry-9la.fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "mairie",
        "mairie@",
        "@exemple.fr",
        "mairie@exemple",
        "mairie@exemple.f",
        "mairie@exemple.123",
        "mairie@@exemple.fr",
        "mairie@exemple..fr",
        "mairie@-exemple.fr",
        ".mairie@exemple.fr",
        "ma irie@exemple.fr",
        "mairie@exemple.fr,autre@exemple.fr",
        "mairie@exemple.fr;autre@exemple.fr",
        "Mairie <mairie@exemple.fr>",
        "mairie@exemple.fr\nBcc: autre@exemple.fr",
        "mairie\r\nSubject: x@exemple.fr",
        "mairie@exemple.fr\0",
        "maïrie@exemple.fr",
        "mairie@[127.0.0.1]",
        "x" * 65 + "@exemple.fr",
        "mairie@" + "exemple." * 40 + "fr",
        "mairie@" + "e" * 64 + ".fr",
        "a@" * 100_000,
        "\ud800@exemple.fr",
        "mairie@\ud800.fr",
    ],
)
def test_what_is_not_one_address_is_none(text: str) -> None:
    assert usable_address(text) is None
