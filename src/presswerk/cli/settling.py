"""``python -m presswerk.cli.settling``: make a newspaper that was unpacked fit to run, and say how it is.

A process of its own, because Django knows one data folder for as long as it lives. Reads what to
do as JSON from standard input, and prints one line of JSON.
"""

import io
import json
import sys
from dataclasses import asdict

from presswerk.cli.django_setup import set_up_django
from presswerk.cli.refusal import explain
from presswerk.transfer.backup.putting_back import Settled
from presswerk.transfer.backup.words import _


def main() -> int:
    """Exit code 0 with what was found, 1 with what the operator has to do."""
    try:
        settled = settle(**json.load(sys.stdin))
    except Exception as error:
        refusal = explain(error)
        if refusal is None:
            raise
        sys.stdout.write(json.dumps({"refused": [refusal.sentence, refusal.remedy]}) + "\n")
        return 1
    sys.stdout.write(json.dumps(asdict(settled)) + "\n")
    return 0


def settle(paths: list[str], as_copy: bool) -> Settled:
    """Look, migrate, render, run the rules of after_restore, and give the purge log a new identity.

    A copy of rows alone (``as_copy``) is not old, so no rules are run, and its full text index is written.
    """
    set_up_django()
    from django.db import connection, transaction

    from presswerk.bake import triggers
    from presswerk.bake.log import renew_identity
    from presswerk.cli.database import require_not_newer, unapplied_migrations
    from presswerk.cli.founding import found_newspaper
    from presswerk.site.backups import render
    from presswerk.site.baking import software_version
    from presswerk.transfer.backup import after_restore, counting, pages

    require_not_newer()
    before, objects = counting.tables(connection), counting.objects(connection)
    _require_sound()
    migrated = unapplied_migrations()
    found_newspaper()
    rendered = pages.rendered(render, paths)
    rules: list[str] = []
    if as_copy:
        _write_search_index()
    else:
        rules = after_restore.run_all()
    triggers.install(connection)
    with transaction.atomic():
        renew_identity()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Settled(before, objects, migrated, rules, software_version(), rendered)


def _write_search_index() -> None:
    from django.core.management import call_command

    call_command("update_index", verbosity=0, stdout=io.StringIO())


def _require_sound() -> None:
    from django.db import connection as database

    from presswerk.cli.refusal import Refusal

    if database.vendor != "sqlite":
        return
    with database.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        verdict = cursor.fetchone()[0]
    if verdict != "ok":
        raise Refusal(
            _("The database in the backup is damaged: {verdict}.").format(verdict=verdict),
            _("Restore another backup."),
        )


if __name__ == "__main__":
    sys.exit(main())
