"""Decides how a command says its options: what the command line offers to each file of this room."""

from __future__ import annotations

import argparse
from typing import Protocol


class Commands(Protocol):
    """Where a command is added."""

    def add_parser(self, name: str, /, *, help: str) -> argparse.ArgumentParser:  # argparse’s own word
        """A new command of that name."""
