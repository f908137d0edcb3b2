"""The environment, read once: what is allowed, and the sentence that names what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansm.errors import SettingsError
from ansm.settings import Brand, read_settings


def test_nothing_set_runs_neutral_with_sqlite_in_paris() -> None:
    settings = read_settings({})
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("/var/ansm.sqlite3")
    assert (settings.brand, settings.content_folder, settings.timezone.key) == (Brand.NEUTRAL, None, "Europe/Paris")
    assert settings.report_workers >= 1


def test_every_variable_is_understood() -> None:
    settings = read_settings(
        {
            "ANSM_DATABASE_URL": "postgresql+psycopg://ansm@localhost/ansm",
            "ANSM_CONTENT": "autres-questions",
            "ANSM_BRAND": "etat",
            "ANSM_OPERATOR": "Syndicat numérique",
            "ANSM_OPERATOR_CONTACT": "contact@exemple.fr",
            "ANSM_REPORT_WORKERS": "3",
            "ANSM_TIMEZONE": "Indian/Reunion",
        }
    )
    assert settings.database_url == "postgresql+psycopg://ansm@localhost/ansm"
    assert settings.content_folder == Path("autres-questions")
    assert (settings.brand, settings.operator, settings.report_workers) == (Brand.STATE, "Syndicat numérique", 3)
    assert settings.timezone.key == "Indian/Reunion"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("ANSM_DATABASE_URL", "mysql://ailleurs", "sqlite"),
        ("ANSM_BRAND", "marianne", "neutre, etat"),
        ("ANSM_REPORT_WORKERS", "0", "de 1 à"),
        ("ANSM_REPORT_WORKERS", "beaucoup", "de 1 à"),
        ("ANSM_TIMEZONE", "Mars/Olympus", "Europe/Paris"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_what_was_allowed(variable: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=variable) as refusal:
        read_settings({variable: value})
    assert says in str(refusal.value)
