"""What the page « Comprendre le calcul » says, made from the handbook: no number of it is written by hand."""
