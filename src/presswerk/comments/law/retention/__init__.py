"""Deleting by itself what has been kept for long enough. `rules` says what, `engine` runs them, `proof` looks
for what is left over."""
