"""The demo's account: the way into the editor's screens without setting anything up."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

EMAIL = "redaktion@demo.example"
NOTE = "demo-editor.txt"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another when typed


@dataclass(frozen=True)
class DemoEditor:
    """What to type at the log-in, unless it was changed there."""

    email: str
    password: str


def add_demo_editor(data: Path) -> DemoEditor:
    """Make the account with a password of its own, and note it in the data folder (mode 0600).

    A fixed password would be an open door in every demo that somebody makes public.
    """
    from django.db import transaction

    from presswerk.accounts.models import User
    from presswerk.cli.roles import find_groups

    editor = DemoEditor(EMAIL, "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4)))
    with transaction.atomic():
        account = User.objects.create_user(EMAIL, editor.password, first_name="Demo", last_name="Redaktion")
        account.groups.set(find_groups(["administrator"]))
    handle = os.open(data / NOTE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{editor.email}\n{editor.password}\n")
    return editor


def read_demo_editor(data: Path) -> DemoEditor | None:
    """The account as it was made; None where the note is gone."""
    try:
        email, password = (data / NOTE).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    return DemoEditor(email, password)
