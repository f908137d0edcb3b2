"""Decides what a report takes along inside its PDF: the answers it rests on and its result, to be read elsewhere."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

from ansm.application.leaving import attached_file
from ansm.domain.diagnostic import Diagnostic
from ansm.domain.publication import Edition, publishable
from ansm.exchange import ATTACHMENT_NAME, MEDIA_TYPE
from ansm.expertise import Expertise
from ansm.report import Document, compose
from ansm.report.pieces import Attachment

ATTACHED = {
    Edition.INTERNAL: "Toutes les réponses et le résultat de ce diagnostic, pour le reprendre sur un site",
    Edition.PUBLISHABLE: "Les réponses publiables et le résultat de ce document, pour le reprendre sur un site",
}
NAME_LENGTH = 32


def of_edition(diagnostic: Diagnostic, edition: Edition) -> Diagnostic:
    """The diagnostic that this edition may tell."""
    return publishable(diagnostic) if edition is Edition.PUBLISHABLE else diagnostic


def carrying(document: Document, data: bytes, edition: Edition, on: date) -> Document:
    """The document with its data attached, dated from that day."""
    attached = Attachment(ATTACHMENT_NAME, ATTACHED[edition], MEDIA_TYPE, data, datetime.combine(on, time(), UTC))
    return replace(document, attachments=(attached,))


def loose_report(diagnostic: Diagnostic, expertise: Expertise, edition: Edition, on: date) -> Document:
    """The report of answers that no installation keeps, such as a file given to the command line.

    It has no code: nobody could be told of a paper that no site gave. Its public name is drawn from what it tells, so
    that the same answers give the same bytes and a published document says nothing of what was left out.
    """
    told = of_edition(diagnostic, edition)
    document = compose(told, expertise.print_context(on), edition)
    data = attached_file(told, edition, _name(told), expertise.territories.version)
    return carrying(document, data, edition, on)


def _name(diagnostic: Diagnostic) -> str:
    answers = sorted((each.question, each.values) for each in diagnostic.journey.answers.items)
    told = json.dumps([diagnostic.territory.code, diagnostic.opened_on.isoformat(), answers])
    return hashlib.sha256(told.encode()).hexdigest()[:NAME_LENGTH]
