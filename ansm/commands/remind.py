"""`ansm remind`: the reminders that are due leave now, for an installation whose server does not send them by itself.

Done again the same day, or while a server does it too, it sends no letter twice.
"""

from __future__ import annotations

import argparse
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
            print(f"{count(len(application.reminders.due()), 'rappel')} à envoyer aujourd’hui.")
            return 0
        if settings.mail is None:
            raise SettingsError(NO_SERVER)
        done = application.reminders.send_due()
    print(f"{count(done.sent, 'rappel envoyé', 'rappels envoyés')}.")
    if done.to_try_again:
        print(
            f"{count(done.to_try_again, 'rappel')} à réessayer demain\u00a0: le serveur de messagerie n’en a pas voulu."
        )
    return 0
