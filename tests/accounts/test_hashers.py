"""Passwords: Argon2id with the OWASP parameters, two at a time."""

import threading

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from presswerk.accounts import hashers
from presswerk.accounts.hashers import CONCURRENT_HASHINGS, BoundedArgon2Hasher, HashingBusy
from presswerk.accounts.models import User


def test_a_password_is_kept_as_argon2id_with_19_mib_two_passes_one_lane():
    encoded = make_password("eine lange Nacht")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("eine lange Nacht", encoded)
    assert not check_password("eine kurze Nacht", encoded)


def test_when_all_slots_are_taken_for_too_long_the_next_is_told_so(monkeypatch):
    monkeypatch.setattr(hashers, "LONGEST_WAIT_SECONDS", 0.01)
    slots = [hashers._slot() for _ in range(CONCURRENT_HASHINGS)]
    for slot in slots:
        slot.__enter__()
    try:
        with pytest.raises(HashingBusy):
            make_password("eine lange Nacht")
    finally:
        for slot in slots:
            slot.__exit__(None, None, None)
    assert make_password("eine lange Nacht")


def test_never_more_than_two_are_hashed_at_once(monkeypatch):
    running, most, lock = [], [], threading.Lock()
    original = Argon2PasswordHasher.encode

    def observed(self, password, salt):
        with lock:
            running.append(password)
            most.append(len(running))
        result = original(self, password, salt)
        with lock:
            running.remove(password)
        return result

    monkeypatch.setattr(Argon2PasswordHasher, "encode", observed)
    threads = [
        threading.Thread(target=BoundedArgon2Hasher().encode, args=(f"p{number}", "salt-of-16-bytes"))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == CONCURRENT_HASHINGS
    assert len(most) == 8


def test_a_slot_is_free_again_after_an_error():
    hasher = BoundedArgon2Hasher()
    for _ in range(CONCURRENT_HASHINGS + 1):
        with pytest.raises(AssertionError):
            hasher.verify("password", "bcrypt$nonsense")


@pytest.mark.parametrize("weak", ["kurz", "password1234", "anna@bote.example"])
def test_weak_passwords_are_refused(weak):
    with pytest.raises(ValidationError):
        validate_password(weak, User(email="anna@bote.example", first_name="Anna"))
