"""presswerk mail"""

from typing import Annotated

import typer

from presswerk import conf
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import Refusal
from presswerk.cli.words import _

app = typer.Typer(no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Mails that the newspaper sends."""


@app.command()
def test(address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Who gets the mail.")]) -> None:
    """Send one mail at once, as the settings say, and tell what the mail server said.

    Example: `presswerk mail test you@example.org`
    """
    set_up_django()
    import smtplib
    from urllib.parse import urlsplit

    from presswerk.jobs.mail_trial import send_trial
    from presswerk.jobs.outbox import Refused, Unreachable

    url = urlsplit(conf.current().mail_url)
    try:
        said = send_trial(address)
    except ValueError as error:
        raise Refusal(str(error), _("Type one such as you@example.org.")) from error
    except Unreachable as error:
        raise Refusal(
            str(error), _("Correct PRESSWERK_MAIL_URL, or see that the mail server runs.")
        ) from error
    except Refused as error:
        raise Refusal(
            str(error),
            _("See whether the address is right, and mail_from a sender that the mail server allows."),
        ) from error
    except smtplib.SMTPException as error:
        raise Refusal(
            _("The mail server does not take the mail now: {reason}").format(reason=error),
            _("Try again later; the newspaper would do so by itself."),
        ) from error
    if url.scheme.startswith("smtp"):
        typer.echo(
            _("The mail server {host} has taken the mail: {said}").format(host=url.hostname, said=said)
        )
        typer.echo(
            _("If it does not arrive, look among the unwanted mails, and at SPF and DKIM of the domain.")
        )
    elif said:
        typer.echo(_("No mail server is set, so the mail is a file: {path}").format(path=said))
