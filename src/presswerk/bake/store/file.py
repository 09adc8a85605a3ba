"""The store's file as a thing that is opened, lost and made anew while the program runs."""

import math
import os
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import lmdb

from presswerk.bake.store import trouble
from presswerk.bake.store.environment import DAMAGE, Damaged, Environment, open_environment, replace_damaged
from presswerk.bake.store.shared import Shared
from presswerk.bake.store.writing import Writing

T = TypeVar("T")

RETRY_SECONDS = 5.0


class StoreAway(Exception):
    """Nothing can be written. The pages are out of use until it works again, so nothing stale is shown."""


class StoreFile:
    """Opens the file when it is used, heals it when it is damaged, and runs transactions in it."""

    def __init__(self, folder: Path, megabytes: int):
        self.folder = folder
        self.megabytes = megabytes
        self.env: Environment | None = None
        self.shared: Shared | None = None
        self.opening = threading.Lock()
        self.retry_at = 0.0
        _all_files.add(self)

    def on_forget(self) -> None:
        """Called when the file is let go of; for copies of what stood in it."""

    def usable(self) -> Environment | None:
        """The open file, if it is still the node's."""
        env = self.env
        if env is not None and self.shared is not None and self.shared.incarnation == env.incarnation:
            return env
        return self.reopen()

    def reopen(self) -> Environment | None:
        with self.opening:
            env, shared = self.env, self.shared
            if env is not None and shared is not None and shared.incarnation == env.incarnation:
                return env  # another thread was faster
            if time.monotonic() < self.retry_at:
                return None
            self.forget()
            try:
                self.shared, self.env = open_environment(self.folder, self.megabytes)
            except (lmdb.Error, OSError, Damaged) as error:
                self.retry_at = time.monotonic() + RETRY_SECONDS
                trouble.note(self.folder, trouble.AWAY, str(error))
            return self.env

    def forget(self) -> None:
        """Let go of the file without closing it: threads that still read it keep it open."""
        self.env = None
        self.shared = None
        self.on_forget()

    def heal(self, env: Environment, reason: str) -> None:
        with self.opening:
            if self.env is env:
                self.forget()
            try:
                replace_damaged(self.folder, env.incarnation, self.megabytes, reason)
            except (lmdb.Error, OSError) as error:
                self.retry_at = time.monotonic() + RETRY_SECONDS
                trouble.note(self.folder, trouble.AWAY, str(error))

    def give_up(self, error: Exception) -> None:
        """Reading failed for a reason that says nothing about the pages: try again a little later."""
        with self.opening:
            self.forget()
            self.retry_at = time.monotonic() + RETRY_SECONDS
        trouble.note(self.folder, trouble.AWAY, str(error))

    def _abandon(self, env: Environment, error: Exception) -> None:
        """A purge could not be written: no process may use these pages any more."""
        shared = self.shared
        if shared is not None and shared.incarnation == env.incarnation:
            shared.incarnation = 0
        self.give_up(error)

    def look_for_removal(self) -> None:
        shared = self.shared
        if shared is not None and shared.was_removed():
            with self.opening:
                self.forget()
            trouble.note(self.folder, trouble.AWAY, "its folder was removed")

    # Transactions ----------------------------------------------------------------------------
    def read(self, work: Callable[[Environment, lmdb.Transaction], T]) -> T | None:
        """Run ``work`` in a reading transaction; None when there is no store."""
        env = self.usable()
        if env is None:
            return None
        try:
            with env.lmdb.begin() as txn:
                return work(env, txn)
        except (*DAMAGE, Damaged) as error:
            self.heal(env, str(error))
        except (lmdb.Error, OSError) as error:
            self.give_up(error)
        return None

    def write(self, work: Callable[[Writing], T], *, must: bool = False) -> T:
        """Run ``work`` in a writing transaction. Raises StoreAway.

        In a file without room all pages are erased first, then it is tried again. With ``must`` a failure
        takes the store out of use.
        """
        env = self.usable()
        if env is None:
            raise StoreAway("The store cannot be opened.")
        try:
            try:
                return in_transaction(env, work)
            except lmdb.MapFullError:
                trouble.note(self.folder, trouble.FULL, "All pages are erased and made anew.")
                in_transaction(env, Writing.remove_all)
                for _ in range(2):  # LMDB gives the room of erased pages to the next but one transaction
                    in_transaction(env, lambda writing: None)
                return in_transaction(env, work)
        except (*DAMAGE, Damaged) as error:
            self.heal(env, str(error))
            raise StoreAway(str(error)) from error
        except (lmdb.Error, OSError) as error:
            if must:
                self._abandon(env, error)
            raise StoreAway(str(error)) from error


def in_transaction(env: Environment, work: Callable[[Writing], T]) -> T:
    with env.lmdb.begin(write=True) as txn:
        writing = Writing.of(env, txn)
        result = work(writing)
        writing.finish()
        return result


_all_files: weakref.WeakSet[StoreFile] = weakref.WeakSet()
_left_to_the_parent: list[object] = []


def _let_go_in_child() -> None:
    """A child that used its parent's LMDB would break it, so it does without."""
    for file in _all_files:
        if file.env is None:
            continue  # never opened: the child opens it for itself
        _left_to_the_parent.append((file.env, file.shared))  # not even closed
        file.opening = threading.Lock()
        file.forget()
        file.retry_at = math.inf


os.register_at_fork(after_in_child=_let_go_in_child)
