"""Random sequences of renderings, changes, purges and evictions: the store and a dictionary agree.

Once with purges that are written into their pages at once, once with such as are settled later.
"""

import shutil
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from presswerk.bake.store import Store, Strength, TagPurge, unsettled
from presswerk.bake.store.writing import Writing

from .pages import address, page, ready

PATHS = st.sampled_from(["/", "/a/", "/b/", "/c/"])
TAGS = st.frozensets(st.sampled_from(["t:1", "t:2", "t:3", "t:4"]), max_size=4)
STRENGTHS = st.sampled_from(list(Strength))
_WIDE = unsettled.WIDE
RANK = {None: 0, Strength.SOFT: 1, Strength.WAIT: 2}


class StoreMachine(RuleBasedStateMachine):
    """The world: each tag has a version that changes raise. A page's body is the versions that it read."""

    renderings = Bundle("renderings")
    wide = unsettled.WIDE

    def __init__(self) -> None:
        super().__init__()
        unsettled.WIDE = self.wide
        self.folder = Path(tempfile.mkdtemp())
        self.store = ready(self.folder)
        self.versions: dict[str, int] = {}
        self.log: list[TagPurge] = []  # committed, not applied
        self.applied: dict[str, int] = {}  # version of each tag that the applied purges stand for
        self.tick = 1
        self.ticks: dict[tuple[str, Strength], int] = {}  # tag and strength: last tick
        self.pages: dict[str, dict] = {}
        self.cursor = b"0"

    def teardown(self) -> None:
        unsettled.WIDE = _WIDE
        shutil.rmtree(self.folder)

    @rule(target=renderings, path=PATHS, tags=TAGS, expired=st.booleans())
    def begin(self, path: str, tags: frozenset[str], expired: bool) -> dict:
        """A rendering takes its ticket and reads; it is put later."""
        ticket = self.store.begin()
        assert ticket.tick == self.tick
        read = ";".join(f"{tag}={self.versions.get(tag, 0)}" for tag in sorted(tags))
        return {"path": path, "tags": tags, "ticket": ticket, "body": read.encode(), "expired": expired}

    @rule(rendering=consumes(renderings))
    def put(self, rendering: dict) -> None:
        """The store's verdict is the model's."""
        expires_at = time.time() - 1 if rendering["expired"] else None
        result = self.store.put(
            rendering["ticket"],
            address(rendering["path"]),
            page(rendering["body"], *rendering["tags"], expires_at=expires_at),
        )
        tick = rendering["ticket"].tick
        since = [
            strength
            for (tag, strength), purged in self.ticks.items()
            if (tag == "*" or tag in rendering["tags"]) and purged > tick
        ]
        old = self.pages.get(rendering["path"])
        if Strength.HARD in since or (since and old and old["tick"] > tick):
            assert result == "refused"
            return
        rank = max((RANK[strength] for strength in since), default=0)
        assert result == ("stale" if rank else "fresh")
        self.pages[rendering["path"]] = {**rendering, "tick": tick, "rank": rank}

    @rule(tag=st.sampled_from(["t:1", "t:2", "t:3", "t:4"]), strength=STRENGTHS)
    def change(self, tag: str, strength: Strength) -> None:
        """Something changes and says so in the log."""
        self.versions[tag] = self.versions.get(tag, 0) + 1
        self.log.append(TagPurge(tag, strength))

    @rule(strength=STRENGTHS)
    def change_everything(self, strength: Strength) -> None:
        """The menu, the design, a new version of the program."""
        for tag in ("t:1", "t:2", "t:3", "t:4"):
            self.versions[tag] = self.versions.get(tag, 0) + 1
        self.log.append(TagPurge("*", strength, at=1000.0))  # soft ones all within the same seconds

    @rule(data=st.data())
    def apply(self, data: st.DataObject) -> None:
        """Some of the log is applied, in order, in one transaction."""
        count = data.draw(st.integers(0, len(self.log)))
        purges, self.log = self.log[:count], self.log[count:]
        self.cursor = str(int(self.cursor) + count).encode()
        applied = self.store.apply(purges, self.cursor)
        self.tick += 1 if purges else 0
        assert applied.tick == self.tick
        for purge in purges:
            strength = purge.strength
            self.ticks[purge.tag, strength] = self.tick
            for tag in ("t:1", "t:2", "t:3", "t:4") if purge.tag == "*" else (purge.tag,):
                self.applied[tag] = self.applied.get(tag, 0) + 1
            for path, kept in list(self.pages.items()):
                if purge.tag != "*" and purge.tag not in kept["tags"]:
                    continue
                if strength == Strength.HARD:
                    del self.pages[path]
                else:
                    kept["rank"] = max(kept["rank"], RANK[strength])

    @rule(most=st.integers(1, 3))
    def settle(self, most: int) -> None:
        """Writing purges into their pages changes nothing that a reader sees."""
        self.store.settle(most)

    @rule(most=st.integers(0, 2000))
    def evict(self, most: int) -> None:
        """Pages may go at any time; those that stay are as they were."""
        self.store.write(lambda writing: Writing.evict_down_to(writing, most))
        self.pages = {path: kept for path, kept in self.pages.items() if self.store.find(address(path).key)}

    @rule()
    def count_reads(self) -> None:
        """Writing down the readings changes nothing that a reader sees."""
        self.store.note_reads()

    @rule()
    def reopen(self) -> None:
        """Another process opens the same file."""
        self.store.env.lmdb.close()
        self.store = ready(self.folder)

    @invariant()
    def readers_see_what_the_model_says(self) -> None:
        for path in ("/", "/a/", "/b/", "/c/"):
            found, kept = self.store.find(address(path).key), self.pages.get(path)
            assert (found is None) == (kept is None)
            if found is None or kept is None:
                continue
            assert found.body == kept["body"]
            assert RANK[found.strength] == max(kept["rank"], 2 if kept["expired"] else 0)
            if found.is_fresh:
                for entry in filter(None, found.body.decode().split(";")):
                    tag, _, version = entry.partition("=")
                    assert int(version) >= self.applied.get(tag, 0), "a page older than its purge is fresh"

    @invariant()
    def the_sums_are_right(self) -> None:
        status = self.store.status()
        assert status.pages == len(self.pages)
        sizes: list[int] = [self.store.describe(address(path).key).size for path in self.pages]
        if not is_unsettled(self.store):  # erased pages take room until then
            assert status.size == sum(sizes)
        assert status.stale == sum(1 for kept in self.pages.values() if kept["rank"] or kept["expired"])
        assert status.cursor == self.cursor


def is_unsettled(store: Store) -> bool:
    return bool(store.read(lambda env, txn: unsettled.entries(env, txn)))


class SettlingMachine(StoreMachine):
    """Every tag counts as borne by many pages."""

    wide = 0


TestStoreAgainstAModel = StoreMachine.TestCase
TestSettlingAgainstAModel = SettlingMachine.TestCase
TestStoreAgainstAModel.settings = TestSettlingAgainstAModel.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
