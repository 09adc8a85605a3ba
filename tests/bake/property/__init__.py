"""Random edits, and after each the comparison of every stored page with a fresh rendering."""
