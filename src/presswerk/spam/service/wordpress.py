"""The file that leads WordPress's own Akismet plugin to this service."""

from importlib.resources import files

FILE_NAME = "presswerk-spam.php"


def plugin() -> str:
    """Its text, for `wp-content/mu-plugins/`."""
    return (files("presswerk.spam.service") / FILE_NAME).read_text(encoding="utf-8")
