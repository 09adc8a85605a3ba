"""Answers to readers: parse the address, ask the queries, hand the result to a template."""
