"""Decides which key stands for each option of a question: the code printed beside its box, and typed on the screen.

A question itself is named by its identifier (SEC-04), printed beside it: it stays the same for a commune and for an
EPCI, on the short paper and on the whole one, and from one edition of the questionnaire to the next. A running number
would not.
"""

from __future__ import annotations

from ansm.domain.questionnaire import Question

DONT_KNOW_KEY = "0"
# Digits first: they are on every keyboard, twice on most. Then letters, without those that a hand writes like a digit.
OPTION_KEYS = "123456789abcdefghjkmnpqrtuvwxy"
MOST_OPTIONS = len(OPTION_KEYS)


def keys_of(question: Question) -> str:
    """One character for each option, in order: 1, 2, 3…, and 0 for « je ne sais pas »; no two are the same.

    Raises ValueError when there are more options than keys, which the content refuses first.
    """
    free = iter(OPTION_KEYS)
    keys = [DONT_KNOW_KEY if option.dont_know else next(free, "") for option in question.options]
    if "" in keys:
        raise ValueError(f"{question.id} has more than {MOST_OPTIONS} options to give a key to")
    return "".join(keys)


def value_of(question: Question, key: str) -> str | None:
    """The value of the option that this key stands for, None when it stands for none."""
    pairs = zip(keys_of(question), question.options, strict=True)
    return next((option.value for found, option in pairs if found == key), None)
