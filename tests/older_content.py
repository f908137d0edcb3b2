"""A questionnaire of former days: the shipped one, with a question and an option since removed, and another weight."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from ansm.content import shipped_folder

OLD_QUESTION = """

[[questions]]
id = "OLD-01"
type = "oui-non"
essentielle = false
texte = "Avez-vous un coffre pour vos disquettes de secours ?"
pourquoi = "Un coffre protège du feu."
qui = ["agent"]
aupres-de = "votre secrétariat"
verification = "Regardez dans le coffre (1 minute)."
minutes = 0.2
options = [
  { valeur = "oui", libelle = "Oui", indice = 0 },
  { valeur = "non", libelle = "Non", indice = 2 },
  { valeur = "nsp", libelle = "Je ne sais pas", indice = 1, ne-sait-pas = true },
]
alimente = [{ besoin = "materiel" }]
"""
NOW = '{ valeur = "mobile", libelle = "Par la 4G, la 5G ou un satellite", indice = 1 },'
THEN = (
    '{ valeur = "mobile", libelle = "Par la 4G, la 5G ou un satellite", indice = 3 },\n'
    '  { valeur = "modem", libelle = "Par un modem téléphonique", indice = 4 },'
)


def older_content(folder: Path) -> Path:
    """Write it there."""
    written = Path(copytree(shipped_folder(), folder / "anciennes-questions"))
    theme = written / "themes" / "02-connexion.toml"
    text = theme.read_text(encoding="utf-8")
    assert NOW in text
    theme.write_text(text.replace(NOW, THEN) + OLD_QUESTION, encoding="utf-8")
    return written
