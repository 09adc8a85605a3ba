"""The fonts of the reader pages: the pairs that a paper may choose from, and the rules that load them."""
