"""Decides the accessibility declaration: the form the RGAA asks for, filled from the audit file."""

from __future__ import annotations

import reflex as rx

from ansm.domain import say
from ansm.settings import Settings, read_settings
from ansm.web import page_list
from ansm.web.audit.conformity import Conformity, State, conformity
from ansm.web.audit.criteria import THEMES, Audit, AuditCriterion, AuditTheme, Result
from ansm.web.audit.reading import shipped_audit
from ansm.web.brand import PROGRAMME
from ansm.web.components.article import Written, bullets, folded, long_article, outward
from ansm.web.components.operator import how_to_reach, operator_name

DEFENDER_FORM = "https://formulaire.defenseurdesdroits.fr/"
DEFENDER_DELEGATES = "https://www.defenseurdesdroits.fr/saisir/delegues"
NOTHING = "Aucun."
NONE_FOUND = "Aucune non-conformité relevée."
NONE_FOUND_YET = "Aucune relevée à ce jour, mais l’audit n’est pas terminé : il peut y en avoir.".replace(" :", " :")
RESULTS = {
    Result.MET: "Conforme",
    Result.UNMET: "Non conforme",
    Result.NOT_APPLICABLE: "Non applicable",
    Result.NOT_TESTED: "Non testé",
}
PARTS = (
    ("conformite", "État de conformité"),
    ("contenus", "Contenus non accessibles"),
    ("etablissement", "Établissement de cette déclaration"),
    ("contact", "Retour d’information et contact"),
    ("recours", "Voies de recours"),
    ("criteres", "Le détail, critère par critère"),
)


def accessibility() -> rx.Component:
    """The page."""
    return declaration(shipped_audit(), read_settings())


def declaration(audit: Audit, settings: Settings) -> rx.Component:
    """The declaration that this audit allows."""
    found = conformity(audit)
    content = (
        _state(audit, found),
        _faults(audit),
        _made(audit),
        _contact(settings),
        _appeal(),
        tuple(_theme(theme, audit) for theme in THEMES),
    )
    return long_article(
        page_list.ACCESSIBILITY,
        _commitment(settings),
        PARTS,
        content,
    )


def _commitment(settings: Settings) -> str:
    name = operator_name(settings)
    return (
        f"{name[0].upper()}{name[1:]} s’engage à rendre ce site accessible, conformément à l’article 47 de la loi "
        f"n° 2005-102 du 11 février 2005. Cette déclaration s’applique au site « {PROGRAMME} »."
    )


def _state(audit: Audit, found: Conformity) -> Written:
    return (
        rx.el.p(
            "Ce site est ",
            rx.el.strong(found.state.value),
            f" au référentiel général d’amélioration de l’accessibilité ({audit.standard}){_reason(found)}.",
        ),
        rx.el.h3("Résultats des tests", class_name="fr-h5"),
        rx.el.p(
            f"L’audit a été réalisé par {audit.made_by}. Il révèle que ",
            rx.el.strong(f"{found.rate} % des critères du RGAA sont respectés"),
            f" : {found.met} sur {found.applicable} critères qui s’appliquent.",
        ),
        bullets(*_counts(found)),
        *_unfinished(found),
    )


def _reason(found: Conformity) -> str:
    if found.state is State.TOTAL:
        return ""
    if found.unmet:
        return ", en raison des non-conformités énumérées ci-dessous"
    return ", parce que l’audit n’est pas terminé"


def _counts(found: Conformity) -> tuple[str, ...]:
    pairs = (
        (found.met, "critère conforme", "critères conformes"),
        (found.unmet, "critère non conforme", "critères non conformes"),
        (found.not_applicable, "critère non applicable", "critères non applicables"),
        (found.untested, "critère pas encore testé", "critères pas encore testés"),
    )
    return tuple(say.count(number, one, many) for number, one, many in pairs)


def _unfinished(found: Conformity) -> Written:
    if found.complete:
        return ()
    return (
        rx.el.p(
            "Un critère pas encore testé est compté ici comme non respecté : l’audit terminé ne pourra donner qu’un "
            "taux égal ou meilleur.",
            class_name="pages-note",
        ),
    )


def _faults(audit: Audit) -> Written:
    unmet = audit.with_result(Result.UNMET)
    return (
        rx.el.h3("Non-conformités", class_name="fr-h5"),
        _listed(
            tuple(f"{each.title} (critère {each.number}) : {each.evidence}" for each in unmet if not each.exemption),
            NONE_FOUND if conformity(audit).complete else NONE_FOUND_YET,
        ),
        rx.el.h3("Dérogations pour charge disproportionnée", class_name="fr-h5"),
        _listed(tuple(f"{each.title} (critère {each.number}) : {each.exemption}" for each in unmet if each.exemption)),
        rx.el.h3("Contenus non soumis à l’obligation d’accessibilité", class_name="fr-h5"),
        _listed(audit.outside),
    )


def _listed(texts: tuple[str, ...], otherwise: str = NOTHING) -> rx.Component:
    return bullets(*texts) if texts else rx.el.p(otherwise)


def _made(audit: Audit) -> Written:
    updated = audit.updated_on != audit.established_on
    later = f" Elle a été mise à jour le {say.day(audit.updated_on)}." if updated else ""
    return (
        rx.el.p(f"Cette déclaration a été établie le {say.day(audit.established_on)}.{later}"),
        rx.el.h3("Technologies utilisées", class_name="fr-h5"),
        bullets(*audit.technologies),
        rx.el.h3("Environnement de test", class_name="fr-h5"),
        rx.el.p("Les pages ont été essayées avec :"),
        _listed(audit.environments),
        rx.el.h3("Outils", class_name="fr-h5"),
        _listed(audit.tools),
        rx.el.h3("Pages vérifiées", class_name="fr-h5"),
        bullets(*(f"{page.name} ({page.address})" for page in audit.pages)),
        *_states(audit),
        *_unaudited(audit),
    )


def _unaudited(audit: Audit) -> Written:
    if not audit.unaudited:
        return ()
    return (
        rx.el.h3("Pages qui restent à vérifier", class_name="fr-h5"),
        rx.el.p(
            "Ces pages sont venues après la vérification. Les essais automatiques n’y trouvent pas de défaut, mais les "
            "résultats ci-dessus ne parlent pas d’elles."
        ),
        bullets(*(f"{page.name} ({page.address})" for page in audit.unaudited)),
    )


def _states(audit: Audit) -> Written:
    if not audit.states:
        return ()
    return rx.el.p("Une même adresse montre plusieurs écrans. Ceux-ci ont aussi été regardés :"), bullets(*audit.states)


def _contact(settings: Settings) -> Written:
    return (
        rx.el.p(
            "Si vous n’arrivez pas à lire un contenu ou à vous servir d’une page, dites-le : on vous orientera vers "
            "une autre solution, ou on vous donnera le contenu sous une autre forme."
        ),
        how_to_reach(settings),
    )


def _appeal() -> Written:
    return (
        rx.el.p(
            "Vous avez signalé un défaut d’accessibilité qui vous empêche d’accéder à un contenu ou à un service, et "
            "vous n’avez pas obtenu de réponse satisfaisante ? Vous pouvez :"
        ),
        bullets(
            outward("Écrire un message au Défenseur des droits", DEFENDER_FORM),
            outward("Contacter le délégué du Défenseur des droits dans votre région", DEFENDER_DELEGATES),
            "Envoyer un courrier par la poste (gratuit, sans timbre) : Défenseur des droits, Libre réponse 71120, "
            "75342 Paris CEDEX 07",
        ),
    )


def _theme(theme: AuditTheme, audit: Audit) -> rx.Component:
    criteria = audit.of_theme(theme)
    tested = sum(1 for each in criteria if each.result is not Result.NOT_TESTED)
    size = f"{tested} testé{'s' if tested > 1 else ''} sur {theme.size}"
    return folded(
        f"{theme.number}. {theme.name} : {size}",
        rx.el.ul(*(_criterion(each) for each in criteria), class_name="fr-raw-list pages-criteria"),
    )


def _criterion(criterion: AuditCriterion) -> rx.Component:
    proof = (rx.el.p(criterion.evidence, class_name="pages-quiet"),) if criterion.evidence else ()
    return rx.el.li(
        rx.el.p(
            rx.el.span(criterion.number, class_name="pages-criteria__number"),
            f" {criterion.title} ",
            rx.el.span(RESULTS[criterion.result], class_name="fr-badge fr-badge--sm fr-badge--no-icon"),
        ),
        *proof,
    )
