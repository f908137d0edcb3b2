"""The accessibility audit: the file of its results (`rgaa.toml`), its reader, and what it allows to claim."""
