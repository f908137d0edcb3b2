"""One file a step, numbered in order; never changed once released."""
