"""Decides what a reminder says. E-mail travels in the open: counts only, no action by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ansm.domain.reminders import NAMES, to_come
from ansm.domain.say import day, joined
from ansm.mail import Letter
from ansm.settings import PROGRAMME, Settings

SUBJECT = "{programme}\u00a0: où en est votre plan d’action, {name} ({territory})"
LETTER = (
    "Bonjour,",
    "Un diagnostic numérique a été commencé le {opened_on} avec le service «\u00a0{programme}\u00a0» "
    "({territory}). Vous avez demandé un rappel {name}.",
    "Où en est le plan d’action\u00a0: {totals}.",
    "Notez en deux minutes ce qui a avancé\u00a0:",
    "{link}",
    "Ce lien ouvre le suivi des actions, et rien d’autre, jusqu’au {expires}. Toute personne qui l’a peut lire le plan "
    "d’action et y noter une étape\u00a0: ne le transférez qu’à celles qui le suivent avec vous.",
    "{next}",
    "Vous n’avez rien demandé, ou vous ne voulez plus de ces rappels\u00a0? Ouvrez le lien ci-dessus, puis choisissez "
    "«\u00a0Arrêter ces rappels\u00a0»\u00a0: votre adresse sera effacée aussitôt.",
)
ANOTHER = "Rappels suivants\u00a0: {days}. Votre adresse ne sert qu’à cela\u00a0; elle sera effacée après le dernier."
LAST = "C’est le dernier rappel\u00a0: votre adresse est maintenant effacée de ce site."


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a letter is about: the step, the file, and the link of its own."""

    step: int
    to: str
    counted_from: date
    link: str
    expires_on: date
    sent_at: datetime
    today: date


def letter(occasion: Occasion, settings: Settings, territory_name: str, opened_on: date, told: str) -> Letter:
    """The letter as it leaves; `told` is where the plan stands."""
    territory = territory_name.replace("'", "’")
    name = NAMES[occasion.step - 1]
    days = [day(on) for step, on in to_come(occasion.counted_from, occasion.today) if step > occasion.step]
    signature = " – ".join(part for part in (settings.operator, settings.operator_contact) if part)
    words = {
        "programme": PROGRAMME,
        "territory": territory,
        "name": name,
        "opened_on": day(opened_on),
        "totals": told,
        "link": occasion.link,
        "expires": day(occasion.expires_on),
        "next": ANOTHER.format(days="le " + joined([days[0], *(f"le {each}" for each in days[1:])])) if days else LAST,
    }
    paragraphs = [each.format(**words) for each in LETTER]
    return Letter(
        to=occasion.to,
        subject=SUBJECT.format(**words),
        body="\n\n".join([*paragraphs, signature] if signature else paragraphs) + "\n",
        sent_at=occasion.sent_at,
    )
