"""Decides how each document is made: composed then printed by other processes, or written here in a moment."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ansm import content
from ansm.application.offers import Kind
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import Edition, publishable
from ansm.errors import ContentError, ReportUnavailable
from ansm.report import PrintContext, compose
from ansm.report.code import code_of
from ansm.report.document import Document

if TYPE_CHECKING:
    from ansm.office import OfficeContext, Template

logger = logging.getLogger(__name__)
WRONG_TEMPLATE = (
    "Le modèle de délibération de ce site a une erreur. Prévenez la personne qui gère ce site\u00a0: la commande "
    "«\u00a0ansm check\u00a0» dit laquelle."
)
Writer = Callable[[Diagnostic, "OfficeContext"], bytes]


def of_edition(diagnostic: Diagnostic, edition: Edition) -> Diagnostic:
    """The diagnostic that this edition may tell."""
    return publishable(diagnostic) if edition is Edition.PUBLISHABLE else diagnostic


def printed(diagnostic: Diagnostic, context: PrintContext) -> Document:
    """The report as it goes to print, with the code by which this site recognises it."""
    document = compose(diagnostic, context)
    return replace(document, code=code_of(document))


class Office:
    """The files for LibreOffice and calendars. Their libraries are loaded when the first one is wanted."""

    def __init__(self, content_folder: Path | None) -> None:
        self._folders = (content_folder or content.shipped_folder(), content.shipped_folder())

    def write(self, kind: Kind, diagnostic: Diagnostic, context: PrintContext) -> bytes:
        """The bytes of a document of that kind. Raises ReportUnavailable when the délibération's template is wrong."""
        from ansm.office import OfficeContext

        try:
            return self._writers[kind](diagnostic, OfficeContext(diagnostic.edition, context.printed_on))
        except ContentError as error:
            logger.error("the template of the délibération is refused: %s", error)
            raise ReportUnavailable(WRONG_TEMPLATE) from error

    @cached_property
    def _writers(self) -> dict[Kind, Writer]:
        from ansm.office import calendar, plan_csv, plan_ods, resolution

        return {
            Kind.RESOLUTION: lambda diagnostic, context: resolution(diagnostic, context, self._template),
            Kind.PLAN_ODS: plan_ods,
            Kind.PLAN_CSV: plan_csv,
            Kind.DEADLINES: calendar,
        }

    @cached_property
    def _template(self) -> Template:
        from ansm.office import read_resolution

        return read_resolution(*self._folders)
