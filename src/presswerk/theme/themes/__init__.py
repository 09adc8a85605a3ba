"""Themes: folders that override values, style sheet parts, templates and files of the design."""
