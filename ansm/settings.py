"""The environment, read once into one frozen value; nothing else looks at it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ansm.domain.mail_address import usable_address
from ansm.domain.retention import LEAST_MONTHS, MOST_MONTHS, Retention
from ansm.errors import SettingsError

KNOWN_DATABASES = ("sqlite://", "postgresql+psycopg://")
MOST_WORKERS = 16
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


class Brand(StrEnum):
    """Whose service this is: State emblems may appear only under the second."""

    NEUTRAL = "neutre"
    STATE = "etat"


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


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. `content_folder` is None for the questionnaire shipped with the program.

    `operator` and the four that follow it are what the law wants a site to say of whoever publishes it; empty, unknown.
    `duties` is False when another program starts what is done once a day.
    `offline` is False when devices must let go of the pages they keep.
    `mail` is None when no letter can be sent, `openid` when no provider vouches for people; `public_url` is empty,
    or the address people know the site by, and always set with either of them.
    `retention` is how many months each kind of thing is kept.
    `requests_address` is told that a request for support came, never what it says; empty, nobody is.
    """

    database_url: str
    content_folder: Path | None
    brand: Brand
    operator: str
    operator_contact: str
    operator_address: str
    publication_director: str
    hosting: str
    report_workers: int
    timezone: ZoneInfo
    public_url: str
    offline: bool
    duties: bool
    retention: Retention
    mail: MailServer | None
    openid: OpenIdProvider | None
    requests_address: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises SettingsError, naming the variable and what was allowed, before anything is started.
    """
    source = os.environ if environment is None else environment
    return Settings(
        database_url=_database(source.get("ANSM_DATABASE_URL", "")),
        content_folder=Path(source["ANSM_CONTENT"]) if source.get("ANSM_CONTENT") else None,
        brand=_brand(source.get("ANSM_BRAND", Brand.NEUTRAL.value)),
        operator=source.get("ANSM_OPERATOR", ""),
        operator_contact=source.get("ANSM_OPERATOR_CONTACT", ""),
        operator_address=source.get("ANSM_OPERATOR_ADDRESS", ""),
        publication_director=source.get("ANSM_PUBLICATION_DIRECTOR", ""),
        hosting=source.get("ANSM_HOSTING", ""),
        report_workers=_workers(source.get("ANSM_REPORT_WORKERS", "")),
        timezone=_timezone(source.get("ANSM_TIMEZONE", "Europe/Paris")),
        public_url=_public_url(source.get("ANSM_PUBLIC_URL", "")),
        offline=_yes_or_no("ANSM_OFFLINE", source.get("ANSM_OFFLINE", "")),
        duties=_yes_or_no("ANSM_DUTIES", source.get("ANSM_DUTIES", "")),
        retention=_retention(source),
        requests_address=_requests_address(source),
        mail=_mail(source),
        openid=_openid(source),
    )


def default_folder() -> Path:
    """Where the database is kept unless the environment says otherwise."""
    return Path.cwd() / "var"


def _database(url: str) -> str:
    if not url:
        return f"sqlite:///{default_folder() / 'ansm.sqlite3'}"
    if not url.startswith(KNOWN_DATABASES):
        raise SettingsError(f"ANSM_DATABASE_URL : adresse inconnue. Attendu : {' ou '.join(KNOWN_DATABASES)}…")
    return url


def _brand(value: str) -> Brand:
    try:
        return Brand(value)
    except ValueError:
        allowed = ", ".join(brand.value for brand in Brand)
        raise SettingsError(f"ANSM_BRAND : « {value} » est inconnu. Attendu : {allowed}") from None


def _yes_or_no(variable: str, value: str) -> bool:
    """Yes, unless told otherwise."""
    if value not in ("", "oui", "non"):
        raise SettingsError(f"{variable} : « {value} » est inconnu. Attendu : oui, non")
    return value != "non"


def _workers(value: str) -> int:
    if not value:
        return max(1, min(os.cpu_count() or 1, MOST_WORKERS))
    if not value.isdigit() or not 1 <= int(value) <= MOST_WORKERS:
        raise SettingsError(
            f"ANSM_REPORT_WORKERS : « {value} » ne convient pas. Attendu : un nombre de 1 à {MOST_WORKERS}"
        )
    return int(value)


def _retention(source: Mapping[str, str]) -> Retention:
    """Each field has its variable, as ANSM_KEEP_UNFINISHED."""
    usual = Retention()
    return Retention(**{each.name: _months(source, each.name, getattr(usual, each.name)) for each in fields(Retention)})


def _months(source: Mapping[str, str], name: str, usual: int) -> int:
    variable = f"ANSM_KEEP_{name.upper()}"
    value = source.get(variable, "")
    if not value:
        return usual
    if not (value.isascii() and value.isdigit()) or not LEAST_MONTHS <= int(value) <= MOST_MONTHS:
        raise SettingsError(
            f"{variable} : « {value} » ne convient pas. Attendu : un nombre de mois, de {LEAST_MONTHS} à {MOST_MONTHS}"
        )
    return int(value)


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"ANSM_TIMEZONE : « {name} » est inconnu. Attendu : par exemple Europe/Paris") from None


def _public_url(url: str) -> str:
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


def _is_safe(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)


def _mail(source: Mapping[str, str]) -> MailServer | None:
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


def _openid(source: Mapping[str, str]) -> OpenIdProvider | None:
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
        vouches=_yes_or_no("ANSM_OPENID_VOUCHES", vouches),
    )


def _encryption(parts: SplitResult) -> Encryption:
    if parts.scheme == "smtps":
        return Encryption.TLS
    return Encryption.NONE if parts.query == IN_CLEAR else Encryption.STARTTLS


def _requests_address(source: Mapping[str, str]) -> str:
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


def _sender(text: str) -> tuple[str, str]:
    found = SENDER.fullmatch(text.strip())
    address = usable_address(found["address"] or found["alone"]) if found else None
    if found is None or address is None:
        raise SettingsError(
            "ANSM_SMTP_FROM : adresse qui ne convient pas. Attendu : ne-pas-repondre@exemple.fr, "
            "ou Nom du service <ne-pas-repondre@exemple.fr>"
        )
    return address, (found["name"] or "").strip() or PROGRAMME


def _split(url: str) -> SplitResult | None:
    """The parts of an address that names a host, None when it cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port > 0) else None
    except ValueError:
        return None
