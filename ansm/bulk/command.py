"""`ansm report --all DOSSIER`: what may be typed, what is told meanwhile and at the end, and the exit code."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ansm.application import Application, utc_now
from ansm.bulk.ledger import opened
from ansm.bulk.printing import Tally, print_all
from ansm.bulk.sources import Source, of_folder, of_installation
from ansm.domain.publication import Edition
from ansm.expertise import Expertise
from ansm.report import ReportPool
from ansm.settings import read_settings

DONE, SOME_REFUSED, INTERRUPTED = 0, 1, 130
SECONDS_EACH = 300.0  # nobody waits in front of a screen
NOTHING_STORED = "La base ne contient aucun diagnostic."


class Line:
    """The progress on the terminal, and each refusal above it; elsewhere, the refusals alone."""

    def __init__(self, total: int) -> None:
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.bar = Progress(
            TextColumn("Rapports"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("reste"),
            TimeRemainingColumn(),
            console=self.console,
            disable=not self.console.is_terminal,
            transient=True,
        )
        self.task = self.bar.add_task("", total=total)

    def settled(self) -> None:
        """One more."""
        self.bar.advance(self.task)

    def refused(self, label: str, sentence: str) -> None:
        """On a line of its own, as it was said."""
        self.console.print(f"{label}\u00a0: {sentence}", markup=False)
        self.settled()


def run(options: argparse.Namespace) -> int:
    """Print, and tell. Raises AnsmError or OSError, which the command line says in French."""
    edition, workers = Edition(options.edition), options.workers or os.cpu_count() or 1
    started, tally = time.monotonic(), Tally()
    with _sources(options.source, edition) as sources, opened(options.all) as ledger:
        if not sources:
            print(NOTHING_STORED)
            return DONE
        line = Line(len(sources))
        pool = ReportPool(min(workers, len(sources)), limit=SECONDS_EACH)
        try:
            with line.bar:
                print_all(sources, pool, workers, ledger, tally, line)
        except KeyboardInterrupt:
            print(f"Interrompu. {_told(tally, started)} La même commande continuera.", file=sys.stderr)
            return INTERRUPTED
        finally:
            pool.close()
    print(_told(tally, started))
    return SOME_REFUSED if tally.refused else DONE


@contextlib.contextmanager
def _sources(folder: Path | None, edition: Edition) -> Iterator[tuple[Source, ...]]:
    settings = read_settings()
    if folder is not None:
        today = utc_now().astimezone(settings.timezone).date()
        yield of_folder(folder, Expertise.load(settings.content_folder), edition, today)
        return
    running = Application.start(settings)
    try:
        yield of_installation(running, edition)
    finally:
        running.close()


def _told(tally: Tally, started: float) -> str:
    """« 42 rapports faits en 25 s (1,7 par seconde), 3 déjà là, 1 refusé. »."""
    seconds = time.monotonic() - started
    rate = f" ({tally.made / seconds:.1f} par seconde)".replace(".", ",") if tally.made > 1 else ""
    parts = [f"{tally.made} rapport{'s' * (tally.made > 1)} fait{'s' * (tally.made > 1)} en {seconds:.0f}\u00a0s{rate}"]
    if tally.already:
        parts.append(f"{tally.already} déjà là")
    if tally.refused:
        parts.append(f"{tally.refused} refusé{'s' * (tally.refused > 1)}")
    return ", ".join(parts) + "."
