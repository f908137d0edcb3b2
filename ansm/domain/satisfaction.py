"""The one optional question at the end of the results. What is answered is counted, and tied to nothing."""

from __future__ import annotations

QUESTION = "Ce diagnostic vous a-t-il été utile\u00a0?"
# Best first; the values are stored.
CHOICES = (
    ("4", "Oui, très utile"),
    ("3", "Plutôt utile"),
    ("2", "Peu utile"),
    ("1", "Non, pas utile"),
)
VALUES = frozenset(value for value, _ in CHOICES)
