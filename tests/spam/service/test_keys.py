"""Keys: made, found, grouped, revoked; and nothing but their hash is stored."""

import re

import pytest

from presswerk.spam.service import KeyProblem
from tests.spam.service.serving import desk, new_key


def test_a_key_has_twelve_hexadecimal_digits(folder):
    # WordPress's plugin takes every other sign out of what is typed.
    assert re.fullmatch(r"[0-9a-f]{12}", new_key(folder))


def test_the_key_itself_is_stored_nowhere(folder):
    key = new_key(folder, "https://blog.example")
    desk(folder).keys.find(key)
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"blog.example" in written
    assert key.encode() not in written
    assert bytes.fromhex(key) not in written


def test_the_file_is_the_owners_alone(folder):
    new_key(folder)
    assert (folder / "keys.sqlite3").stat().st_mode & 0o077 == 0


def test_another_installation_does_not_know_the_key(folder, tmp_path):
    from presswerk.spam.service import Desk
    from tests.spam.service.judge import WordJudge

    key = new_key(folder)
    assert desk(folder).keys.find(key) is not None
    assert Desk(folder, "another secret", WordJudge).keys.find(key) is None


def test_sites_learn_alone_and_groups_together(folder):
    one = desk(folder)
    alone, first, second = (
        one.keys.find(new_key(folder, f"https://{site}.example", **group))
        for site, group in (("a", {}), ("b", {"group": "anna"}), ("c", {"group": "anna"}))
    )
    assert (alone.group, alone.learner) == ("", f"site-{alone.id}")
    assert first.learner == second.learner == "group-anna"
    assert one.keys.change(second.id, group="").learner == f"site-{second.id}"


def test_a_key_is_changed_and_revoked(folder):
    one = desk(folder)
    key = one.keys.find(new_key(folder))
    changed = one.keys.change(key.id, name="  The   Blog\n", calls_per_month=5)
    assert (changed.name, changed.calls_per_month, changed.calls_per_minute) == ("The Blog", 5, 0)
    revoked = one.keys.revoke(key.id)
    assert revoked.is_revoked
    assert one.keys.revoke(key.id).revoked_at == revoked.revoked_at
    assert [found.id for found in one.keys.all()] == [key.id]


@pytest.mark.parametrize("site", ["", "ftp://x.example", "https://", "https://x y", "https://[", "x" * 300])
def test_what_is_no_site_gets_no_key(folder, site):
    with pytest.raises(KeyProblem):
        new_key(folder, site)
    assert desk(folder).keys.all() == []


@pytest.mark.parametrize("group", ["..", "a/b", "A", "-a", "a" * 41, "ü"])
def test_a_group_cannot_leave_its_folder(folder, group):
    with pytest.raises(KeyProblem):
        new_key(folder, group=group)


def test_an_unknown_number_is_refused(folder):
    with pytest.raises(KeyProblem):
        desk(folder).keys.revoke(7)
