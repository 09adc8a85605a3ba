import os
import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import SimpleNamespace

import pytest

from presswerk import conf
from presswerk.jobs import mail
from presswerk.jobs.mail_transport import deliver, write_file
from presswerk.jobs.models import OutboxItem
from presswerk.jobs.outbox import Refused, Unreachable
from tests.jobs.smtp_server import MailServer

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def payload():
    mail.send(
        "anna@zeitung.example",
        "Größe",
        "Schöne Grüße\n.\nEnde\n",
        sender="Die Zeitung <post@zeitung.example>",
    )
    return OutboxItem.objects.get().payload


@pytest.fixture
def use(monkeypatch, tmp_path):
    """Make a mail_url the setting."""

    def use(mail_url: str) -> None:
        config = SimpleNamespace(mail_url=mail_url, data=tmp_path, mail_from="post@zeitung.example")
        monkeypatch.setattr(conf, "current", lambda: config)

    return use


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)


def test_without_a_mail_server_mails_are_files_in_the_data_folder(use, payload, tmp_path):
    use("")
    deliver("", payload)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert parsed(file.read_bytes()).get_content() == "Schöne Grüße\r\n.\r\nEnde\r\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_same_mail_written_again_is_one_file(use, payload, tmp_path):
    use(f"file://{tmp_path}/somewhere%20else")
    deliver("", payload)
    deliver("", payload)
    assert len(list((tmp_path / "somewhere else").iterdir())) == 1


def test_a_file_is_there_as_a_whole_or_not_at_all(payload, tmp_path, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        write_file(tmp_path, payload["message"])
    assert list(tmp_path.glob("*.eml")) == []


def test_the_terminal_gets_the_mail(use, payload, capsys):
    use("console://")
    deliver("", payload)
    assert "To: anna@zeitung.example" in capsys.readouterr().out


def test_a_mail_server_gets_the_mail_with_its_envelope(use, payload, server):
    use(f"smtp://127.0.0.1:{server.port}")
    deliver("", payload)
    (raw,) = server.mails
    message = parsed(raw.replace(b"\r\n..", b"\r\n."))
    assert message["Subject"] == "Größe"
    assert message.get_content() == "Schöne Grüße\r\n.\r\nEnde\r\n"
    envelope = [command for command in server.commands if command.upper().startswith(("MAIL", "RCPT"))]
    assert envelope[0].lower().startswith("mail from:<post@zeitung.example>")
    assert envelope[1].lower() == "rcpt to:<anna@zeitung.example>"


def test_user_and_password_may_hold_any_character(use, payload):
    with MailServer(extensions=("AUTH PLAIN",)) as server:
        server.answers["AUTH"] = "235 welcome"
        use(f"smtp://an%40na:p%3Ass%2F@127.0.0.1:{server.port}")
        deliver("", payload)
        (login,) = [command for command in server.commands if command.startswith("AUTH")]
        assert login == "AUTH PLAIN AGFuQG5hAHA6c3Mv"  # base64 of "\0an@na\0p:ss/"
        assert len(server.mails) == 1


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "."])
def test_a_final_no_is_a_refusal(use, payload, server, command):
    server.answers[command] = "550 no such mailbox"
    use(f"smtp://127.0.0.1:{server.port}")
    with pytest.raises(Refused, match="550 no such mailbox"):
        deliver("", payload)


@pytest.mark.parametrize("command", ["RCPT", "MAIL", "."])
def test_a_passing_no_is_tried_again(use, payload, server, command):
    server.answers[command] = "451 come back later"
    use(f"smtp://127.0.0.1:{server.port}")
    with pytest.raises(OSError, match=r"451|come back"):
        deliver("", payload)


def test_a_login_that_is_not_accepted_lets_all_mails_wait(use, payload):
    with MailServer(extensions=("AUTH PLAIN LOGIN",)) as server:
        server.answers["AUTH"] = "535 wrong password"
        use(f"smtp://anna:wrong@127.0.0.1:{server.port}")
        with pytest.raises(Unreachable, match="login"):
            deliver("", payload)


def test_a_server_that_is_away_lets_all_mails_wait(use, payload):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port, and it refuses
        use(f"smtp://127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(Unreachable, match="cannot be reached"):
            deliver("", payload)


def test_where_encryption_is_demanded_nothing_goes_out_without_it(use, payload, server):
    use(f"smtp+tls://anna:secret@127.0.0.1:{server.port}")
    with pytest.raises(Unreachable, match="encryption"):
        deliver("", payload)
    assert not any(command.startswith(("AUTH", "MAIL")) for command in server.commands)


def test_a_server_that_hangs_up_lets_all_mails_wait(use, payload, server):
    server.answers["MAIL"] = "421 closing"
    use(f"smtp://127.0.0.1:{server.port}")
    with pytest.raises((Unreachable, OSError)):
        deliver("", payload)
