"""The people of these tests: Anna edits Politik, and knows her password."""

import pytest
from django.contrib.auth import get_user_model

PASSWORD = "eine lange Nacht am Hafen"


@pytest.fixture
def anna(db):
    """An administrator of the newspaper."""
    people = get_user_model().objects
    return people.create_superuser("anna@bote.example", PASSWORD, first_name="Anna", last_name="Adler")


@pytest.fixture
def log_in(client):
    """Send the log-in form as a browser does."""

    def send(email="anna@bote.example", password=PASSWORD, sender=client, **extra):
        return sender.post("/account/login/", {"login": email, "password": password}, **extra)

    return send
