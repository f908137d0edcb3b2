"""The environment, read once into one frozen value; nothing else looks at it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ansm.domain.retention import LEAST_MONTHS, MOST_MONTHS, Retention
from ansm.errors import SettingsError
from ansm.settings_reading import (
    PROGRAMME,
    THIS_MACHINE,
    Encryption,
    MailServer,
    OpenIdProvider,
    read_mail,
    read_openid,
    read_proxies,
    read_public_url,
    read_requests_address,
    yes_or_no,
)

__all__ = [
    "PROGRAMME",
    "THIS_MACHINE",
    "Brand",
    "Encryption",
    "MailServer",
    "OpenIdProvider",
    "Settings",
    "default_folder",
    "read_settings",
]

KNOWN_DATABASES = ("sqlite://", "postgresql+psycopg://")
MOST_WORKERS = 16


class Brand(StrEnum):
    """Whose service this is: State emblems may appear only under the second."""

    NEUTRAL = "neutre"
    STATE = "etat"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. `content_folder` is None for the questionnaire shipped with the program.

    `operator` and the four that follow it are what the law wants a site to say of whoever publishes it; empty, unknown.
    `duties` is False when another program starts what is done once a day.
    `offline` is False when devices must let go of the pages they keep.
    `mail` is None when no letter can be sent, `openid` when no provider vouches for people; `public_url` is empty,
    or the address people know the site by, and always set with either of them.
    `retention` is how many months each kind of thing is kept.
    `trusted_proxies` are the networks of those who say for whom they speak; empty, nobody is believed.
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
    trusted_proxies: tuple[str, ...]


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
        public_url=read_public_url(source.get("ANSM_PUBLIC_URL", "")),
        offline=yes_or_no("ANSM_OFFLINE", source.get("ANSM_OFFLINE", "")),
        duties=yes_or_no("ANSM_DUTIES", source.get("ANSM_DUTIES", "")),
        retention=_retention(source),
        requests_address=read_requests_address(source),
        trusted_proxies=read_proxies(source.get("ANSM_TRUSTED_PROXIES", "")),
        mail=read_mail(source),
        openid=read_openid(source),
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
