"""What publication.toml must say: what a public document leaves out, by name, and the words that stand instead."""

from __future__ import annotations

from ansm.content.faults import Target
from ansm.content.reading import Table
from ansm.domain.withheld import OptionName, Reworded, Withheld

PUBLICATION_FILE = "publication.toml"


def read_publication(root: Table) -> Withheld:
    """The whole file. Whether it forgets a consequence is looked at once everything is read (leaks.py)."""
    withheld = Withheld(
        sentence=root.text("phrase"),
        notice=root.text("avis"),
        order_note=root.text("ordre"),
        reason=root.text("raison"),
        source=root.text("source"),
        status=root.text("statut"),
        verified_on=root.verified(),
        questions=root.references("questions", Target.QUESTION, required=True),
        themes=root.references("themes", Target.THEME),
        needs=root.references("besoins", Target.NEED),
        reworded=tuple(_reworded(table) for table in root.tables("besoins-recalcules", label="besoin")),
        options=tuple(_option(table) for table in root.tables("reponses", label="question")),
        kept_options=tuple(_option(table) for table in root.tables("reponses-gardees", label="question")),
        flags=root.references("drapeaux", Target.FLAG),
        obligations=root.references("obligations", Target.OBLIGATION),
        contradictions=root.references("contradictions", Target.CONTRADICTION),
        orientations=root.references("orientations", Target.ORIENTATION),
    )
    root.close()
    return withheld


def _option(table: Table) -> OptionName:
    question = table.reference("question", Target.QUESTION)
    value = table.text("valeur")
    table.ledger.refer(table.place.at("valeur"), Target.OPTION, value, question)
    table.close()
    return OptionName(question, value)


def _reworded(table: Table) -> Reworded:
    """The texts a need has in its publishable edition; only the strength must be written again."""
    reworded = Reworded(
        need=table.reference("besoin", Target.NEED),
        label=table.text("libelle", required=False),
        action=table.text("action", required=False),
        how=table.text("comment", required=False),
        without_digital=table.text("sans-numerique", required=False),
        operator=table.text("operateur", required=False),
        done_when=table.text("fait-quand", required=False),
        strength=table.text("point-fort", allowed="ce qui va bien d’après les seules questions publiées"),
    )
    table.close()
    return reworded
