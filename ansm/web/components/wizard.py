"""Decides how the pages carry the scripts of `assets/wizard`: React components of ours, compiled with the page.

They run the questionnaire in the browser alone (docs/decisions/0005-local-first.md): no State, no event.
"""

from __future__ import annotations

import reflex as rx


class Wizard(rx.Component):
    """The questionnaire. `model` is what `wizard_model` writes."""

    library = "$/public/wizard/Wizard.jsx"
    tag = "Wizard"
    lib_dependencies: list[str] = ["uqr@0.1.3"]  # noqa: RUF012 — Reflex declares it so; draws the QR code in the browser

    model: rx.Var[str]


class Bring(rx.Component):
    """A diagnostic brought as a file, on the home page: its scripts come when somebody wants them."""

    library = "$/public/wizard/Bring.jsx"
    tag = "Bring"


class AddReceived(rx.Component):
    """A file received, put with the diagnostic whose results are read."""

    library = "$/public/wizard/Bring.jsx"
    tag = "AddReceived"


class Verify(rx.Component):
    """Whether a document comes from this site."""

    library = "$/public/wizard/Verify.jsx"
    tag = "Verify"


class Resume(rx.Component):
    """The diagnostics that this device knows, on the home page."""

    library = "$/public/wizard/Resume.jsx"
    tag = "Resume"
