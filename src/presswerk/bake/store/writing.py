"""Single steps on the pages within a write transaction, in one place so that all parts stay in agreement."""

import struct
from dataclasses import dataclass

import lmdb

from presswerk.bake.store.environment import META, Environment
from presswerk.bake.store.page import Kept
from presswerk.bake.store.purges import tag_key
from presswerk.bake.store.records import Meta, State, meta_of, pack_kept, state_of

_USED = struct.Struct(">d")  # big-endian, so that LMDB sorts by it
_DISK_PAGE = 4096
_ENTRY_BYTES = 24  # LMDB's own bytes for a small entry, about
_KEY_BYTES = 16


@dataclass
class Writing:
    """A write transaction. ``finish`` MUST be called before it is committed."""

    env: Environment
    txn: lmdb.Transaction
    meta: Meta

    @classmethod
    def of(cls, env: Environment, txn: lmdb.Transaction) -> "Writing":
        """Raises KeyError when the file lacks its first record."""
        record = txn.get(META, db=env.meta)
        if record is None:
            raise KeyError("it lacks its first record")
        return cls(env, txn, meta_of(record))

    def finish(self) -> None:
        """Write the record of the store as a whole."""
        self.txn.put(META, self.meta.pack(), db=self.env.meta)

    def state(self, key: bytes) -> State | None:
        """The page's state; None when it is not there."""
        record = self.txn.get(key, db=self.env.states)
        return None if record is None else state_of(record)

    def write_state(self, key: bytes, state: State) -> None:
        """Replace the state of a page whose moment of use does not change."""
        self.txn.put(key, state.pack(), db=self.env.states)

    def add(
        self, key: bytes, state: State, kept: Kept, bodies: dict[str, bytes], tags: frozenset[str]
    ) -> None:
        """Put a page, in the place of the one that may be there."""
        self.remove(key)
        record = pack_kept(kept)
        listed = "\n".join(sorted(tags)).encode()
        size = _room(listed) + _room(record) + sum(map(_room, bodies.values()))
        size += (len(tags) + 2) * (_KEY_BYTES + _ENTRY_BYTES)
        state = state._replace(size=size)
        put = self.txn.put
        put(key, state.pack(), db=self.env.states)
        put(key, record, db=self.env.kept)
        put(key, listed, db=self.env.page_tags)
        put(_USED.pack(state.used) + key, b"", db=self.env.used)
        for coding, body in bodies.items():
            put(key + coding.encode(), body, db=self.env.bodies)
        for tag in tags:
            put(tag_key(tag), key, db=self.env.bearers)
        self.meta = self.meta._replace(size=self.meta.size + size)

    def remove(self, key: bytes) -> bool:
        """Erase a page with all that belongs to it; False when it is not there."""
        state = self.state(key)
        if state is None:
            return False
        delete = self.txn.delete
        for tag in self.tags(key):
            delete(tag_key(tag), key, db=self.env.bearers)
        for coding in ("identity", "gzip", "br"):
            delete(key + coding.encode(), db=self.env.bodies)
        delete(key, db=self.env.page_tags)
        delete(key, db=self.env.kept)
        delete(_USED.pack(state.used) + key, db=self.env.used)
        delete(key, db=self.env.states)
        self.meta = self.meta._replace(size=max(0, self.meta.size - state.size))
        return True

    def remove_all(self) -> int:
        """Erase all pages at once; how many there were. Works in a full file too."""
        count = self.txn.stat(self.env.states)["entries"]
        for part in self.env.page_parts:
            self.txn.drop(part, delete=False)
        self.meta = self.meta._replace(size=0)
        return count

    def tags(self, key: bytes) -> list[str]:
        """The tags of a page that is there."""
        listed = self.txn.get(key, db=self.env.page_tags)
        return bytes(listed).decode().split("\n") if listed else []

    def bearers(self, tag: str) -> list[bytes]:
        """The keys of the pages that bear the tag."""
        with self.txn.cursor(self.env.bearers) as cursor:
            if not cursor.set_key(tag_key(tag)):
                return []
            return [bytes(key) for key in cursor.iternext_dup()]

    def few_bearers(self, tag: str, most: int) -> tuple[int, list[bytes]]:
        """How many pages bear the tag, and which, if they are no more than `most`."""
        with self.txn.cursor(self.env.bearers) as cursor:
            if not cursor.set_key(tag_key(tag)):
                return 0, []
            count = cursor.count()
            return count, [bytes(key) for key in cursor.iternext_dup()] if count <= most else []

    def note_used(self, key: bytes, state: State, now: float) -> None:
        """Write a state whose moment of use becomes ``now``."""
        self.txn.delete(_USED.pack(state.used) + key, db=self.env.used)
        self.txn.put(_USED.pack(now) + key, b"", db=self.env.used)
        self.write_state(key, state._replace(used=now))

    def evict_down_to(self, most_bytes: int) -> int:
        """Erase the pages that were read least recently until the others fit; how many went."""
        gone = 0
        while self.meta.size > most_bytes:
            with self.txn.cursor(self.env.used) as cursor:
                if not cursor.first():
                    break
                entry = bytes(cursor.key())
            if not self.remove(entry[_USED.size :]):
                self.txn.delete(entry, db=self.env.used)
            gone += 1
        return gone


def _room(data: bytes) -> int:
    """Bytes that a value takes: LMDB gives whole pages to what does not fit half of one."""
    if len(data) + _ENTRY_BYTES <= _DISK_PAGE // 2:
        return len(data) + _ENTRY_BYTES + _KEY_BYTES
    return -(-(len(data) + 16) // _DISK_PAGE) * _DISK_PAGE + _ENTRY_BYTES + _KEY_BYTES
