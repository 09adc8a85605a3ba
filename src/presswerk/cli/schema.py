"""``python -m presswerk.cli.schema``: make the tables of the database that the environment names.

A process of its own: some migrations work on Django's default database only.
"""

import sys

from presswerk.cli.django_setup import set_up_django


def main() -> int:
    """Exit code 0 when all migrations are applied."""
    set_up_django()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
