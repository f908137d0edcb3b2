"""How the results look, part by part. A parameter written with the type of a value is, when Reflex builds, its Var."""
