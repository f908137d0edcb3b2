"""The environment, read once into one frozen value; nothing else looks at it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ansm.errors import SettingsError

KNOWN_DATABASES = ("sqlite://", "postgresql+psycopg://")
MOST_WORKERS = 16


class Brand(StrEnum):
    """Whose service this is: State emblems may appear only under the second."""

    NEUTRAL = "neutre"
    STATE = "etat"


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation runs. `content_folder` is None for the questionnaire shipped with the program."""

    database_url: str
    content_folder: Path | None
    brand: Brand
    operator: str
    operator_contact: str
    report_workers: int
    timezone: ZoneInfo


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
        report_workers=_workers(source.get("ANSM_REPORT_WORKERS", "")),
        timezone=_timezone(source.get("ANSM_TIMEZONE", "Europe/Paris")),
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


def _timezone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"ANSM_TIMEZONE : « {name} » est inconnu. Attendu : par exemple Europe/Paris") from None
