"""The desk's screens in the editor."""
