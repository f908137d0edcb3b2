"""Commands that have a file of their own: each says its options, and what it runs. `ansm.cli` puts them together."""
