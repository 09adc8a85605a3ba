"""Readers and writers of archives: what comes into a paper and what leaves it."""
