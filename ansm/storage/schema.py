"""Decides that the tables are at the version this program was written for, before anything else is done.

To change the tables: change `tables.py`, copy the latest file of `migrations/versions` under the next number with
its `down_revision`, and write the steps. A test compares both and prints what is missing.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from ansm.errors import StorageUnavailable
from ansm.storage.engine import POSTGRESQL, reading, writing
from ansm.storage.failures import TOO_RECENT

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number of our own: two programs that start together must not migrate together.
MIGRATING = 7_267_601


def upgrade(engine: Engine) -> None:
    """Bring the tables up to date, all or nothing; a database that is up to date is only read.

    Raises StorageUnavailable, also when the database comes from a more recent program.
    """
    with reading(engine) as connection:
        if _up_to_date(connection):
            return
    with writing(engine) as connection:
        if engine.dialect.name == POSTGRESQL:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATING})
        if not _up_to_date(connection):
            command.upgrade(_config(connection), "head")


def _up_to_date(connection: Connection) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config(connection))
    if current is not None:
        try:
            scripts.get_revision(current)
        except CommandError as error:
            raise StorageUnavailable(TOO_RECENT) from error
    return current == scripts.get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    # The file's reader gives a meaning to the percent sign.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
