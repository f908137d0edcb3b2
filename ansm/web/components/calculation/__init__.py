"""How the page « Comprendre le calcul » looks."""
