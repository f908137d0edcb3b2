"""Decides where the built interface lives: in the package, so that a wheel carries it."""

from __future__ import annotations

from pathlib import Path

PUBLISHED = Path(__file__).parent / "interface"
