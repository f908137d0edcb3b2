"""Decides how the rules of the calculation are told, in sentences whose numbers come from the handbook."""

from __future__ import annotations

from ansm.domain import say
from ansm.domain.action_words import BANDS
from ansm.domain.bands import Band
from ansm.domain.handbook import Handbook
from ansm.domain.questionnaire import Effect
from ansm.domain.say import joined, quoted

Pair = tuple[str, str]


def in_short(handbook: Handbook) -> tuple[Pair, ...]:
    """The whole of it in five steps."""
    needs = say.count(len(handbook.needs), "besoin est suivi", "besoins sont suivis")
    most = max(len(feeds) for feeds in handbook.feeds.values())
    first, after, later = (quoted(BANDS[band]) for band in (Band.FIRST, Band.NEXT, Band.LATER))
    unsure = " ou ".join(quoted(BANDS[band]) for band in (Band.TO_VERIFY, Band.TO_COMPLETE))
    return (
        ("Vous répondez.", "Chaque réponse se lit sur cinq degrés, de « tout va bien » à « tout reste à faire »."),
        ("Vos réponses dessinent des besoins.", f"{needs}. Chacun s’appuie sur une à {most} questions."),
        (
            "Chaque besoin reçoit une priorité.",
            f"Elle va de 0 à 100 et additionne {say.count(len(handbook.weighting.weights), 'critère', 'critères')}, "
            "toujours les mêmes.",
        ),
        (
            "Les besoins sont mis en groupes.",
            f"{first}, {after}, {later}. Ce que vos réponses ne permettent pas de dire va dans {unsure}.",
        ),
        (
            "Pour les premiers, nous cherchons de l’aide.",
            "Les services publics numériques qui y répondent, et toujours ce qui peut se faire sans outil numérique.",
        ),
    )


def readings() -> tuple[Pair, ...]:
    """How each kind of answer is counted."""
    return (
        ("Une réponse", "Elle compte pour ce qu’elle montre, exactement."),
        (
            "« Je ne sais pas »",
            "Une bonne réponse. Elle compte avec prudence, au degré que la question prévoit. Nous gardons aussi le "
            "meilleur et le pire cas. Les résultats disent auprès de qui vérifier.",
        ),
        (
            "Une question passée",
            "Comptée avec la même prudence, mais à part : les résultats l’indiquent dans « À compléter ».",
        ),
        (
            "« Cela ne nous concerne pas »",
            "Hors du calcul : ni pour, ni contre. Une question qui ne s’affiche pas non plus.",
        ),
        (
            "Des réponses qui se contredisent",
            "Les questions sont reposées. En attendant, elles comptent comme « je ne sais pas ».",
        ),
    )


def gap_sentences() -> tuple[str, ...]:
    """From answers to a gap, and to how sure it is."""
    return (
        "L’écart d’un besoin est la moyenne des réponses qui le concernent, ramenée sur 100 : 0 quand rien n’est à "
        "faire, 100 quand tout reste à faire. Une question compte une fois, sauf mention contraire.",
        "La fiabilité est la part de réponses connues parmi les questions qui vous concernent. Chaque nouvelle réponse "
        "resserre l’intervalle entre le meilleur et le pire cas.",
    )


def entry_rules(handbook: Handbook) -> tuple[Pair, ...]:
    """What lets a need into the plan, and what keeps it out."""
    weighting = handbook.weighting
    return (
        (
            "Le seuil d’entrée",
            f"Un besoin entre dans le plan si son écart atteint {weighting.candidate_gap} sur 100, ou si une "
            f"obligation y pèse {weighting.candidate_obligation} sur 100 ou plus.",
        ),
        (
            "Le seuil de fiabilité",
            f"Si moins de {weighting.reliability} % des réponses sont connues, aucun service n’est proposé : on "
            "vérifie, ou on complète, d’abord.",
        ),
        (
            "Aucune action ne repose sur le silence",
            "Même au-dessus de ce seuil, une action n’est proposée que si une réponse connue montre une difficulté. "
            "Sinon, le besoin attend dans « À vérifier » ou « À compléter ».",
        ),
    )


def band_sentences(handbook: Handbook) -> tuple[str, ...]:
    """How groups are cut, and what « équivalentes » means."""
    weighting = handbook.weighting
    window = say.count(weighting.band_window, "place", "places")
    return (
        "Nous n’affichons pas de classement : à un point près, un rang ne veut rien dire. Le groupe s’arrête là où "
        f"deux voisins diffèrent d’au moins {say.count(weighting.band_gap, 'point', 'points')}, à {window} près "
        "du nombre d’actions voulu.",
        "Sans écart net à cet endroit, le groupe s’allonge jusqu’au prochain, sans dépasser "
        f"{say.count(weighting.capacity_maximum, 'action', 'actions')}, et ces actions sont dites "
        "« équivalentes » : prenez celle qui vous convient.",
        "À égalité de priorité, l’ordre est fixé : ce dont d’autres besoins dépendent, puis l’obligation, le risque et "
        "la facilité. Les mêmes réponses donnent toujours le même résultat.",
    )


def capacity_lines(handbook: Handbook) -> tuple[Pair, ...]:
    """How many actions each answer to the question on time gives."""
    weighting = handbook.weighting
    question = handbook.questionnaire.question(weighting.capacity_question)
    sizes = dict(weighting.capacity)
    options = question.options if question else ()
    known = [(quoted(option.label), sizes[option.value]) for option in options if option.value in sizes]
    lines = [*known, ("Pas de réponse, ou « Je ne sais pas »", weighting.capacity_default)]
    return tuple((label, say.count(size, "action", "actions")) for label, size in lines)


def capacity_question(handbook: Handbook) -> str:
    """The question itself."""
    question = handbook.questionnaire.question(handbook.weighting.capacity_question)
    return question.text if question else ""


def robustness_sentence(handbook: Handbook) -> str:
    """What « solide » means."""
    count = len(handbook.weighting.variants())
    return (
        "Le poids des critères est un choix. Nous refaisons donc le calcul "
        f"{count} fois, en changeant chaque poids d’une part, en plus puis en moins. Une action qui reste dans son "
        f"groupe les {count} fois est dite « solide » ; sinon, elle est « à discuter »."
    )


def order_changes(handbook: Handbook) -> tuple[Pair, ...]:
    """What moves a need up, and what never does."""
    return (
        ("Ce qui doit venir avant", _before(handbook)),
        ("Ce que veulent les élus", _will(handbook)),
        ("Ce qui pèse sur l’accueil", _reception(handbook)),
        (
            "Le budget",
            "Il ne change ni l’ordre ni les propositions. Il fait seulement signaler les services dont il faut "
            "demander le prix avant de décider.",
        ),
        (
            "La taille et l’éligibilité",
            "L’éligibilité ne change jamais une priorité. Le nombre d’habitants sert seulement à savoir quelles "
            "obligations s’appliquent.",
        ),
    )


def flag_labels(handbook: Handbook) -> tuple[str, ...]:
    """The points of attention shown whatever the priority."""
    return (*(flag.label for flag in handbook.flags), "Une obligation que vos réponses montrent non respectée")


def service_order() -> tuple[str, ...]:
    """How services that answer the same need are sorted."""
    return (
        "les services ouverts à de nouvelles collectivités, avant ceux dont l’accueil est à confirmer ;",
        "les plus installés dans la durée ;",
        "ceux qui demandent le moins de choses à régler avant ;",
        "ceux qui demandent le moins de travail.",
    )


def _before(handbook: Handbook) -> str:
    rule = "Un besoin qui doit être réglé avant un autre passe devant lui et prend sa priorité."
    example = next((need for need in handbook.needs if need.prerequisites), None)
    if example is None:
        return rule
    first = handbook.need(example.prerequisites[0])
    return f"{rule} Par exemple, {quoted(first.label)} vient avant {quoted(example.label)}."


def _will(handbook: Handbook) -> str:
    text = _question_text(handbook, Effect.WILL)
    worths = joined([str(worth) for worth in handbook.weighting.will_ranks])
    return f"Vos choix à {quoted(text)} valent {worths} points du critère « volonté », dans l’ordre donné."


def _reception(handbook: Handbook) -> str:
    text = _question_text(handbook, Effect.IMPACT)
    return (
        f"Une demande cochée à {quoted(text)} ajoute {handbook.weighting.impact_bonus} points au critère « habitants »."
    )


def _question_text(handbook: Handbook, effect: Effect) -> str:
    return next((each.text for each in handbook.questionnaire.questions if each.effect is effect), "")
