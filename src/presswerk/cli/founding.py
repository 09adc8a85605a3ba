"""Making the data folder and the database of a newspaper, or bringing them up to date."""

from presswerk import conf
from presswerk.cli.database import require_not_newer, unapplied_migrations
from presswerk.cli.django_setup import set_up_django
from presswerk.cli.preflight import require_free_space, require_writable_folder
from presswerk.cli.static_files import gather_static_files
from presswerk.cli.up_to_date import remember


def found_newspaper() -> bool:
    """Make what is missing; True when something was. Safe to repeat, and after an interruption."""
    config = conf.current()
    require_writable_folder(config.data)
    require_free_space(config.data)
    conf.secret_key(config)
    set_up_django()
    require_not_newer()
    to_migrate = bool(unapplied_migrations())
    if to_migrate:
        _migrate()
    _found_edition()
    gathered = gather_static_files()
    remember(config)
    return to_migrate or gathered


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _found_edition() -> None:
    from presswerk.newsroom.actions.founding import found

    found()
