"""A whole newspaper with its real processes: it answers, it survives a crash, it ends without a trace."""

import http.client
import json
import os
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

from presswerk.cli import program
from presswerk.cli.supervisor import EX_CONFIG
from tests.servers import free_port

from .conftest import Newspaper, Presswerk, Serving
from .processes import children_of, is_gone


def status(newspaper: Newspaper) -> int:
    """What the front page answers."""
    with closing(http.client.HTTPConnection("127.0.0.1", newspaper.port, timeout=30)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


def test_it_answers_and_ctrl_c_leaves_no_process(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()
    assert status(newspaper) == 200
    pids = children_of(newspaper.process.pid)
    assert len(pids) >= 3

    assert newspaper.end(signal.SIGINT) == 0

    assert all(is_gone(pid) for pid in pids)
    assert "Traceback" not in "\n".join(newspaper.said)


def test_where_all_cores_are_full_ready_pages_go_before_those_that_are_made(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()
    front, django = newspaper.program("presswerk.bake.front"), newspaper.program("serve")
    assert (
        os.getpriority(os.PRIO_PROCESS, django) - os.getpriority(os.PRIO_PROCESS, front) == program.NICENESS
    )


def test_a_web_server_that_is_killed_comes_back(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()
    before = newspaper.program("serve")
    workers_of_before = children_of(before)

    os.kill(before, signal.SIGKILL)

    newspaper.line_with("The web server has ended by signal SIGKILL and is started again.")
    assert all(is_gone(pid) for pid in workers_of_before)
    newspaper.line_with("Everything runs again.")
    assert status(newspaper) == 200
    assert newspaper.end(signal.SIGTERM) == 0


def test_nothing_is_left_of_a_newspaper_whose_supervisor_is_killed(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()
    pids = children_of(newspaper.process.pid)

    newspaper.process.kill()

    assert all(is_gone(pid) for pid in pids)


def test_it_does_not_run_twice_on_one_folder(serving: Serving, presswerk: Presswerk) -> None:
    newspaper = serving().wait_until_it_answers()

    second = presswerk("serve", "--worker", "--port", str(free_port()))

    assert second.returncode == 78
    assert f"is running already (process {newspaper.process.pid})." in second.stderr
    assert newspaper.end(signal.SIGINT) == 0


def test_the_doctor_is_content_with_a_newspaper_that_runs(serving: Serving, presswerk: Presswerk) -> None:
    newspaper = serving().wait_until_it_answers()
    newspaper.hear("The worker has started.")

    found = presswerk("doctor", PRESSWERK_FRONT_REALTIME="yes")

    assert found.returncode == 0, found.stdout
    assert "✗" not in found.stdout
    # It was started without, so that its front is found to be one among others.
    assert "setting front_realtime is on" in found.stdout
    assert newspaper.end(signal.SIGINT) == 0


def test_the_doctor_names_what_is_wrong_and_how_to_mend_it(presswerk: Presswerk, data: Path) -> None:
    (data / "secret.key").chmod(0o644)
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database, database:
        database.execute(
            "UPDATE django_migrations SET applied = '2099-01-01 00:00:00' WHERE app = 'newsroom'"
        )

    found = presswerk("doctor", "--json")

    report = json.loads(found.stdout)
    wrong = {finding["subject"]: finding for finding in report["findings"] if finding["state"] == "wrong"}
    assert found.returncode == 1
    assert report["well"] is False
    assert set(wrong) == {"Secret key", "Clock", "Worker"}
    assert wrong["Secret key"]["mend"] == f"Type: chmod 600 {data / 'secret.key'}"
    assert "2099-01-01" in wrong["Clock"]["found"]
    assert all(finding["mend"] for finding in wrong.values())


def test_the_doctor_of_a_damaged_database_sends_to_the_backup(presswerk: Presswerk, data: Path) -> None:
    for file in data.glob("presswerk.sqlite3*"):
        file.write_bytes(b"no database at all" * 100)

    findings = json.loads(presswerk("doctor", "--json").stdout)["findings"]

    assert [finding["mend"] for finding in findings if finding["subject"] == "Database"] == [
        "Restore the last backup, or choose another folder with --data."
    ]


def test_the_doctor_of_an_empty_folder_says_how_to_begin(presswerk: Presswerk, tmp_path: Path) -> None:
    found = presswerk("doctor", "--json", "--data", str(tmp_path / "nothing"))

    findings = json.loads(found.stdout)["findings"]
    assert found.returncode == 1
    assert any("Type presswerk init" in (finding["mend"] or "") for finding in findings)
    assert not (tmp_path / "nothing").exists()


def test_a_folder_of_a_newer_version_is_refused(presswerk: Presswerk, data: Path) -> None:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('newsroom', '9999_new', '')"
        )

    refused = presswerk("init")

    assert refused.returncode == 78
    assert "was written by a newer version of Presswerk" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_of_an_older_version_is_refused_until_it_is_brought_up_to_date(
    presswerk: Presswerk, data: Path
) -> None:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    refused = presswerk("worker")

    assert refused.returncode == 78
    assert "Type presswerk upgrade: it makes a backup first." in refused.stderr


def test_a_web_server_that_cannot_start_ends_the_newspaper(serving: Serving, data: Path) -> None:
    with closing(sqlite3.connect(data / "presswerk.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('newsroom', '9999_new', '')"
        )

    newspaper = serving()

    assert newspaper.wait() == EX_CONFIG
    assert "written by a newer version" in "\n".join(newspaper.said)
    assert children_of(newspaper.process.pid) == []


def test_a_port_that_is_taken_is_told_with_a_free_one(presswerk: Presswerk) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = presswerk("serve", "--port", str(port))

    assert refused.returncode == 78
    assert refused.stderr.startswith(f"Port {port} is taken by another program.\nEnd that program, or choose")
    assert "Traceback" not in refused.stderr


def test_a_wrong_setting_stops_the_start_with_its_name(presswerk: Presswerk) -> None:
    refused = presswerk("serve", PRESSWERK_BASEURL="https://zeitung.example")

    assert refused.returncode == 78
    assert (
        "There is no setting PRESSWERK_BASEURL (in the environment). Did you mean PRESSWERK_BASE_URL?"
        in refused.stderr
    )


def test_init_changes_nothing_where_all_is_well(presswerk: Presswerk, data: Path) -> None:
    key = (data / "secret.key").read_text()

    again = presswerk("init")

    assert again.returncode == 0
    assert again.stdout == f"The newspaper in {data} is up to date.\n"
    assert (data / "secret.key").read_text() == key


def test_a_front_that_is_killed_comes_back_and_one_without_django_says_so(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()

    os.kill(newspaper.program("presswerk.bake.front"), signal.SIGKILL)
    newspaper.line_with("The front has ended by signal SIGKILL and is started again.")
    newspaper.line_with("Everything runs again.")
    assert status(newspaper) == 200

    os.kill(newspaper.program("serve"), signal.SIGKILL)
    newspaper.line_with("The web server has ended by signal SIGKILL")
    newspaper.line_with("Everything runs again.")
    assert status(newspaper) == 200
    assert newspaper.end(signal.SIGTERM) == 0


def test_an_upload_and_a_form_go_through_the_front(serving: Serving) -> None:
    newspaper = serving().wait_until_it_answers()
    with closing(http.client.HTTPConnection("127.0.0.1", newspaper.port, timeout=30)) as connection:
        connection.request("GET", "/admin/")
        answer = connection.getresponse()
        assert answer.status == 302
        assert answer.getheader("Cache-Status") == "presswerk; fwd=bypass"
        answer.read()
        connection.request("GET", "/", headers={"Host": "other.example"})
        assert connection.getresponse().status == 421
    assert newspaper.end(signal.SIGTERM) == 0
