"""The closing run: many sequences of edits on both databases, and many kills, in a ledger that can go on."""
