"""ANSM: the digital-needs diagnostic of the Accompagnement Numérique Sur-Mesure programme."""
