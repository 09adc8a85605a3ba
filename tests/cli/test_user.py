"""Accounts by the command line."""

import pytest
from allauth.mfa.models import Authenticator
from typer.testing import CliRunner

from presswerk.accounts.models import User
from presswerk.cli.app import app
from presswerk.cli.refusal import Refusal
from presswerk.newsroom.groups import group_name

pytestmark = pytest.mark.django_db
PASSWORD = "Deichschaf-47-Pegel"


def presswerk(*words: str, stdin: str = "") -> str:
    """What the command prints; raises the Refusal that the operator would see."""
    ran = CliRunner().invoke(app, words, input=stdin, env={"COLUMNS": "200"})
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert ran.exit_code == 0, ran.output
    return ran.output


def add(email: str, *words: str, password: str = PASSWORD) -> str:
    return presswerk("user", "add", email, *words, "--password-stdin", stdin=password + "\n")


def test_an_account_is_added_with_name_role_and_password() -> None:
    add("Anna@Zeitung.example", "--name", "Anna Berg", "--role", "editor")

    anna = User.objects.get(email="anna@zeitung.example")
    assert anna.get_full_name() == "Anna Berg"
    assert anna.check_password(PASSWORD)
    assert [group.name for group in anna.groups.all()] == [group_name("editor")]
    assert not anna.is_superuser


@pytest.mark.parametrize(
    "typed", ["chief-editor", "chief_editor", "Chief Editor", group_name("chief_editor")]
)
def test_a_role_may_be_typed_in_many_ways(typed: str) -> None:
    add("anna@zeitung.example", "--role", typed)

    assert User.objects.get().groups.get().name == group_name("chief_editor")


def test_an_unknown_role_is_refused_with_the_roles_there_are() -> None:
    with pytest.raises(Refusal) as refused:
        add("anna@zeitung.example", "--role", "boss")

    assert refused.value.sentence == "There is no role boss."
    assert refused.value.remedy == "Roles are: administrator, author, chief-editor, editor, moderator."
    assert not User.objects.exists()


def test_a_second_account_of_the_same_address_is_refused() -> None:
    add("anna@zeitung.example")

    with pytest.raises(Refusal, match=r"There is an account ANNA@zeitung\.example already"):
        add("ANNA@zeitung.example")


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(Refusal, match="anna is no e-mail address"):
        add("anna")


def test_a_weak_password_is_refused_with_the_reason() -> None:
    with pytest.raises(Refusal, match="12"):
        add("anna@zeitung.example", password="kurz")

    assert not User.objects.exists()


def test_without_a_terminal_the_password_has_to_come_from_elsewhere() -> None:
    with pytest.raises(Refusal, match="--password-stdin"):
        presswerk("user", "add", "anna@zeitung.example")


def test_a_new_password_ends_the_sessions_of_the_account() -> None:
    add("anna@zeitung.example")
    before = User.objects.get().get_session_auth_hash()

    presswerk("user", "password", "ANNA@zeitung.example", "--password-stdin", stdin="Wattwurm-88-Priel\n")

    anna = User.objects.get()
    assert anna.check_password("Wattwurm-88-Priel")
    assert anna.get_session_auth_hash() != before


def test_the_password_of_nobody_cannot_be_changed() -> None:
    with pytest.raises(Refusal, match=r"There is no account ben@zeitung\.example"):
        presswerk("user", "password", "ben@zeitung.example", "--password-stdin", stdin=PASSWORD)


def test_accounts_are_listed_with_their_roles() -> None:
    add("anna@zeitung.example", "--name", "Anna Berg", "--role", "editor", "--role", "moderator")
    add("ben@zeitung.example")

    listed = presswerk("user", "list").splitlines()

    assert [line.split()[0] for line in listed[1:]] == ["anna@zeitung.example", "ben@zeitung.example"]
    assert "Anna Berg" in listed[1]
    assert "editor, moderator" in listed[1]
    assert "never" in listed[1]


def test_a_list_that_is_piped_is_not_cut() -> None:
    long = f"{'anna-' * 12}berg@zeitung.example"
    add(long, "--name", "Anna Berg", "--role", "administrator")

    [listed] = presswerk("user", "list").splitlines()[1:]

    assert listed.split()[0] == long
    assert listed.rstrip().endswith("never")


def test_lost_second_factors_are_removed_and_sessions_ended(client) -> None:
    add("anna@zeitung.example", "--role", "administrator")
    anna = User.objects.get()
    Authenticator.objects.create(user=anna, type="totp", data={"secret": "x"})
    client.force_login(anna)
    assert client.get("/account/").status_code == 200

    assert "are removed" in presswerk("user", "no-second-factor", "Anna@zeitung.example")

    assert not Authenticator.objects.exists()
    assert client.get("/account/").status_code == 302
    assert "had no second factor" in presswerk("user", "no-second-factor", "anna@zeitung.example")
