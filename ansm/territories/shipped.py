"""Decides where the reference data shipped with the application is."""

from __future__ import annotations

from importlib.resources import files

SHIPPED = files("ansm.territories") / "data"
