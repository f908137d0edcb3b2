"""The use cases: search, open a file, answer, hand over, diagnose, report. The only room with the clock and tokens."""

from ansm.application.carried import Exported, Found, Merged, Started
from ansm.application.exchange import Changes, Delivery, Dossier, Exchange, SentAnswer, Settlement
from ansm.application.files import File, Report, Saved
from ansm.application.fitting import LeftOut
from ansm.application.handovers import DEFAULT_DAYS, Handover, Handovers, HandoverState
from ansm.application.installation import Application, utc_now
from ansm.storage import RecordedAnswer

__all__ = [
    "DEFAULT_DAYS",
    "Application",
    "Changes",
    "Delivery",
    "Dossier",
    "Exchange",
    "Exported",
    "File",
    "Found",
    "Handover",
    "HandoverState",
    "Handovers",
    "LeftOut",
    "Merged",
    "RecordedAnswer",
    "Report",
    "Saved",
    "SentAnswer",
    "Settlement",
    "Started",
    "utc_now",
]
