"""Screens of the law in the editor."""
