"""Reads, in settings already at hand, how this installation is reached, and the servers around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import SplitResult, unquote, urlsplit

from ansm.domain.mail_address import usable_address
from ansm.errors import SettingsError

PROGRAMME = "Accompagnement Numérique Sur-Mesure"
# The State's federation of public agents, on the internet and on its own network; where it is tried out, anybody may
# claim any address.
PROCONNECT = tuple(f".{name}{net}.gouv.fr" for name in ("proconnect", "agentconnect") for net in ("", ".rie"))
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
IN_CLEAR = "tls=non"
SMTP_EXPECTED = (
    "smtp://utilisateur:motdepasse@serveur:587, smtps://utilisateur:motdepasse@serveur:465, "
    f"ou smtp://serveur:25?{IN_CLEAR} sans mot de passe"
)
# A name in front of the address may hold nothing that would end its line or its quotes.
SENDER = re.compile(r"(?:(?P<name>[^<>\"\x00-\x1f\x7f]*)<(?P<address>[^<>]+)>)|(?P<alone>[^<>]+)")


class Encryption(StrEnum):
    """How a letter is hidden on its way to the mail server."""

    NONE = "none"
    STARTTLS = "starttls"  # asked for once connected, and required
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, and whom they come from. `user` is empty when the server asks for nobody."""

    host: str
    port: int
    encryption: Encryption
    user: str
    password: str = field(repr=False)
    sender: str
    sender_name: str


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """Who vouches for the people who sign in, besides the links sent by e-mail.

    `name` is what the button says. `levels` are the levels of assurance of which one is required; empty, any will do.
    `vouches` tells that it takes only addresses that it checks, even when it does not say so of each.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    levels: tuple[str, ...]
    vouches: bool


def read_mail(source: Mapping[str, str]) -> MailServer | None:
    """Where letters are handed over, None when no letter can be sent. Raises SettingsError."""
    url, sender = source.get("ANSM_SMTP_URL", ""), source.get("ANSM_SMTP_FROM", "")
    if not url and not sender:
        return None
    for name in ("ANSM_SMTP_URL", "ANSM_SMTP_FROM", "ANSM_PUBLIC_URL"):
        if not source.get(name):
            raise SettingsError(
                f"{name} : il manque cette valeur pour envoyer des courriels. "
                "Attendu : ANSM_SMTP_URL, ANSM_SMTP_FROM et ANSM_PUBLIC_URL ensemble, ou aucune des deux premières"
            )
    parts = _split(url)
    # None of these sentences repeats the address, which holds a password.
    if (
        parts is None
        or parts.scheme not in ("smtp", "smtps")
        or parts.path not in ("", "/")
        or parts.fragment
        or parts.query not in ("", IN_CLEAR)
        or not (unquote(parts.username or "") + unquote(parts.password or "")).isascii()
    ):
        raise SettingsError(f"ANSM_SMTP_URL : adresse qui ne convient pas. Attendu : {SMTP_EXPECTED}")
    encryption = _encryption(parts)
    if encryption is Encryption.NONE and parts.password and parts.hostname not in THIS_MACHINE:
        raise SettingsError(
            f"ANSM_SMTP_URL : un mot de passe ne part pas en clair vers une autre machine. Attendu : {SMTP_EXPECTED}"
        )
    address, name = _sender(sender)
    usual = {Encryption.TLS: 465, Encryption.STARTTLS: 587, Encryption.NONE: 25}
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or usual[encryption],
        encryption=encryption,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=address,
        sender_name=name,
    )


def read_openid(source: Mapping[str, str]) -> OpenIdProvider | None:
    """Who vouches for people, None when nobody does. Raises SettingsError."""
    required = ("ANSM_OPENID_ISSUER", "ANSM_OPENID_CLIENT_ID", "ANSM_OPENID_CLIENT_SECRET")
    values = [source.get(name, "").strip() for name in required]
    if not any(values):
        return None
    for name in (*required, "ANSM_PUBLIC_URL"):
        if not source.get(name, "").strip():
            raise SettingsError(
                f"{name} : il manque cette valeur pour se connecter par OpenID. "
                "Attendu : les trois valeurs ANSM_OPENID_… et ANSM_PUBLIC_URL ensemble, ou aucune des trois premières"
            )
    issuer, client_id, client_secret = values
    parts = _split(issuer)
    if parts is None or parts.username or parts.password or parts.query or parts.fragment or not _is_safe(parts):
        raise SettingsError(
            "ANSM_OPENID_ISSUER : adresse qui ne convient pas. Attendu : https://fournisseur, telle que le fournisseur "
            "l’écrit (http:// seulement sur cette machine)"
        )
    proconnect = (parts.hostname or "").endswith(PROCONNECT)
    usual = "ProConnect" if proconnect else "votre compte professionnel"
    vouches = source.get("ANSM_OPENID_VOUCHES", "") or ("oui" if proconnect else "non")
    return OpenIdProvider(
        issuer=issuer,
        client_id=client_id,
        client_secret=client_secret,
        name=source.get("ANSM_OPENID_NAME", "").strip() or usual,
        levels=tuple(source.get("ANSM_OPENID_ACR", "").split()),
        vouches=yes_or_no("ANSM_OPENID_VOUCHES", vouches),
    )


def read_public_url(url: str) -> str:
    """The origin alone: a letter adds the page, and must never rest on what a request says of its host."""
    if not url:
        return ""
    parts = _split(url)
    alone = parts is not None and not (parts.username or parts.password or parts.query or parts.fragment)
    if parts is None or not alone or parts.path not in ("", "/") or not _is_safe(parts):
        raise SettingsError(
            "ANSM_PUBLIC_URL : adresse qui ne convient pas. Attendu : https://nom-du-site, sans rien après "
            "(http:// seulement sur cette machine)"
        )
    return f"{parts.scheme}://{parts.netloc}"


def read_requests_address(source: Mapping[str, str]) -> str:
    """Who is told that a request for support came. Raises SettingsError."""
    given = source.get("ANSM_REQUESTS_ADDRESS", "")
    if not given:
        return ""
    address = usable_address(given)
    if address is None or not source.get("ANSM_SMTP_URL"):
        raise SettingsError(
            "ANSM_REQUESTS_ADDRESS : valeur qui ne convient pas. Attendu : une adresse comme demandes@exemple.fr, "
            "avec les réglages d’envoi (ANSM_SMTP_URL, ANSM_SMTP_FROM et ANSM_PUBLIC_URL)"
        )
    return address


def read_proxies(text: str) -> tuple[str, ...]:
    """The networks of the proxies in front of us, each once, in order. Raises SettingsError."""
    return tuple(dict.fromkeys(str(_proxy(each)) for each in text.replace(",", " ").split()))


def yes_or_no(variable: str, value: str) -> bool:
    """Yes, unless told otherwise."""
    if value not in ("", "oui", "non"):
        raise SettingsError(f"{variable} : « {value} » est inconnu. Attendu : oui, non")
    return value != "non"


def _proxy(text: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text)
    except ValueError:
        network = None
    # A network of everyone would let anyone say where they come from.
    if network is None or network.prefixlen == 0:
        raise SettingsError(
            f"ANSM_TRUSTED_PROXIES\u00a0: «\u00a0{text}\u00a0» ne convient pas. Attendu\u00a0: les adresses ou les "
            "réseaux des serveurs placés devant ANSM, séparés par des virgules, comme 127.0.0.1, ::1, 10.0.0.0/8"
        )
    return network


def _sender(text: str) -> tuple[str, str]:
    found = SENDER.fullmatch(text.strip())
    address = usable_address(found["address"] or found["alone"]) if found else None
    if found is None or address is None:
        raise SettingsError(
            "ANSM_SMTP_FROM : adresse qui ne convient pas. Attendu : ne-pas-repondre@exemple.fr, "
            "ou Nom du service <ne-pas-repondre@exemple.fr>"
        )
    return address, (found["name"] or "").strip() or PROGRAMME


def _encryption(parts: SplitResult) -> Encryption:
    if parts.scheme == "smtps":
        return Encryption.TLS
    return Encryption.NONE if parts.query == IN_CLEAR else Encryption.STARTTLS


def _is_safe(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)


def _split(url: str) -> SplitResult | None:
    """The parts of an address that names a host, None when it cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None
