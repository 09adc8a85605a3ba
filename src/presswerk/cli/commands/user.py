"""presswerk user"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from presswerk.cli.database import require_up_to_date
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal

if TYPE_CHECKING:
    from presswerk.accounts.models import User

app = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")
Email = Annotated[str, typer.Argument(help="The address with which the person logs in.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, for scripts.")
]


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="First and last name.")] = "",
    role: Annotated[
        list[str] | None,
        typer.Option(
            help="What the person may do: author, editor, chief-editor, moderator or administrator."
        ),
    ] = None,
    password_stdin: PasswordStdin = False,
) -> None:
    """Add an account.

    Example: `presswerk user add anna@zeitung.example --name "Anna Berg" --role editor`
    """
    _set_up()
    from django.db import transaction

    from presswerk.accounts.models import User
    from presswerk.cli.roles import find_groups

    _check_email(email)
    if User.objects.filter(email__iexact=email.strip()).exists():
        raise Refusal(f"There is an account {email} already.", "See presswerk user list.")
    groups = find_groups(role or [])
    first_name, _, last_name = name.strip().partition(" ")
    account = User(first_name=first_name, last_name=last_name, email=email)
    password = _ask_password(account, password_stdin)
    with transaction.atomic():
        account = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
        account.groups.set(groups)
    typer.echo(f"{account.email} may log in now.")
    if not groups:
        typer.echo("It has no role yet; give it one in the editor, or here with --role.")


@app.command()
def password(email: Email, password_stdin: PasswordStdin = False) -> None:
    """Set a new password. It ends all sessions of the account.

    Example: `presswerk user password anna@zeitung.example`
    """
    _set_up()
    from presswerk.accounts import sessions

    account = _find(email)
    account.set_password(_ask_password(account, password_stdin))
    account.save(update_fields=["password"])
    sessions.end_all(account)
    typer.echo(f"The password of {account.email} is changed.")


@app.command()
def no_second_factor(email: Email) -> None:
    """Remove the second factors of somebody who has lost them, and end the account's sessions.

    Example: `presswerk user no-second-factor anna@zeitung.example`
    """
    _set_up()
    from presswerk.accounts import second_factor_duty, sessions

    account = _find(email)
    count = second_factor_duty.take_away(account)
    sessions.end_all(account)
    if count:
        typer.echo(
            f"The second factors of {account.email} are removed; the password alone opens the account."
        )
    else:
        typer.echo(f"{account.email} had no second factor; its sessions are ended.")


@app.command("list")
def list_accounts() -> None:
    """List the accounts with their roles.

    Example: `presswerk user list`
    """
    _set_up()
    from rich.table import Table

    from presswerk.accounts.models import User
    from presswerk.cli.roles import roles_of
    from presswerk.cli.tables import print_table

    table = Table("E-mail", "Name", "Roles", "Active", "Last login", box=None)
    for account in User.objects.order_by("email").prefetch_related("groups"):
        seen = f"{account.last_login:%Y-%m-%d %H:%M}" if account.last_login else "never"
        active = "yes" if account.is_active else "no"
        table.add_row(account.email, account.get_full_name(), ", ".join(roles_of(account)), active, seen)
    print_table(table)


def _set_up() -> None:
    set_up_django()
    require_up_to_date()


def _find(email: str) -> "User":
    from presswerk.accounts.models import User

    try:
        return User.objects.get_by_natural_key(email)
    except User.DoesNotExist:
        raise Refusal(f"There is no account {email}.", "See presswerk user list.") from None


def _check_email(email: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError:
        raise Refusal(f"{email} is no e-mail address.", "Type one such as anna@zeitung.example.") from None


def _ask_password(account: "User", from_stdin: bool) -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if from_stdin:
        text = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        text = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        raise Refusal("There is no terminal to ask for the password.", "Give it with --password-stdin.")
    try:
        validate_password(text, account)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), "Choose another password.") from None
    return text
