"""Decides what is said of an e-mail address that was typed and that no letter could reach."""

from __future__ import annotations

from ansm.domain.mail_address import usable_address
from ansm.errors import InvalidRequest

TOWN, SOMEONE = "mairie@exemple.fr", "prenom.nom@exemple.fr"  # what the address of a town hall, or a person's, is like
NOT_AN_ADDRESS = (
    "Cette adresse électronique ne semble pas complète. Elle ressemble à {example}\u00a0: "
    "vérifiez-la, puis recommencez."
)


def typed_address(text: str, example: str = TOWN) -> str:
    """The address as letters bear it. Raises InvalidRequest, with an example of what was expected."""
    address = usable_address(text)
    if address is None:
        raise InvalidRequest(NOT_AN_ADDRESS.format(example=example))
    return address
