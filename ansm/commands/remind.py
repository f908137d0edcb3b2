"""`ansm remind`: the reminders that are due leave now, for an installation whose server does not send them by itself.

Done again the same day, or while a server does it too, it sends no letter twice.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from ansm.application import Application
from ansm.commands.adding import Commands
from ansm.domain.say import count
from ansm.errors import SettingsError
from ansm.settings import read_settings

NO_SERVER = (
    "Ce site n’envoie pas de courriel\u00a0: aucun rappel ne peut partir. Donnez d’abord ANSM_SMTP_URL, ANSM_SMTP_FROM "
    "et ANSM_PUBLIC_URL."
)


def add(commands: Commands) -> None:
    """Say what the command takes."""
    command = commands.add_parser("remind", help="envoie les rappels du jour à qui les a demandés")
    command.add_argument("--dry-run", action="store_true", help="dit combien partiraient, sans rien envoyer")
    command.set_defaults(run=_remind)


def _remind(options: argparse.Namespace) -> int:
    settings = read_settings()
    with closing(Application.start(settings)) as application:
        if options.dry_run:
            return _told(f"{count(len(application.reminders.due()), 'rappel')} à envoyer aujourd’hui.")
        if settings.mail is None:
            raise SettingsError(NO_SERVER)
        done = application.reminders.send_due()
    again = f" À réessayer demain\u00a0: {done.to_try_again}." if done.to_try_again else ""
    return _told(f"{count(done.sent, 'rappel envoyé', 'rappels envoyés')}.{again}")


def _told(sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    return 0
