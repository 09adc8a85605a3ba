"""What the service does for a key, whichever protocol asked: admit, judge, learn, forget, count."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from presswerk.spam.service.counting import Counting, Refused
from presswerk.spam.service.database import Database
from presswerk.spam.service.hashing import Hashes, LearnerHashes
from presswerk.spam.service.kept_texts import KeptTexts
from presswerk.spam.service.keys import Key, Keys
from presswerk.spam.service.learners import Judge, Learners
from presswerk.spam.submission import Submission
from presswerk.spam.verdict import Verdict

KEYS_FILE = "keys.sqlite3"
TEXTS_FILE = "texts.sqlite3"
LEARNERS_FOLDER = "sites"
SPAM_FROM = 0.5  # the probability from which the Akismet protocol's two-valued answer is "true"
_HOST = re.compile(r"[a-z0-9.:\[\]_-]{1,100}")


class Desk:
    """The service's state and acts. Threads and processes may each have one on the same folder.

    ``secret`` is the installation's secret key. ``open_judge`` opens the filter of a folder.
    """

    def __init__(
        self,
        folder: Path,
        secret: str,
        open_judge: Callable[[Path], Judge],
        *,
        keep_texts_days: int = 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.now = now
        self._hashes = Hashes(secret)
        self._database = Database(folder / KEYS_FILE)
        self.keys = Keys(self._database, self._hashes)
        self.counting = Counting(self._database)
        self._learners = Learners(folder / LEARNERS_FOLDER, open_judge)
        self._kept = KeptTexts(folder / TEXTS_FILE, keep_texts_days)

    def hashes(self, key: Key) -> LearnerHashes:
        """The hashes that this key's journal holds."""
        return self._hashes.of_learner(key.learner)

    def admit(self, key: Key, *, judges: bool) -> Refused | None:
        """Count a call against the key's limits; what refuses it, or None."""
        return self.counting.admit(key, self.now(), judges=judges)

    def judge(self, key: Key, submission: Submission) -> Verdict:
        """What the key's filter says."""
        with self._learners.filter_of(key.learner) as judge:
            return judge.check(submission)

    def record(self, key: Key, site: str, submission: Submission, *, is_spam: bool) -> None:
        """Put an answer into the statistics; keep its text, if any are kept."""
        now = self.now()
        self.counting.count(key, site, "spam" if is_spam else "ham", now)
        self._kept.keep(key.learner, submission, now)

    def learn(self, key: Key, site: str, submission: Submission, *, is_spam: bool, reporter: str) -> None:
        """Teach the key's filter what a person decided; it is on the disk when this returns."""
        now = self.now()
        person = self.hashes(key).person(reporter)
        actor = f"key-{key.id}/{person}" if person else f"key-{key.id}"
        with self._learners.filter_of(key.learner) as judge:
            judge.learn(submission, is_spam, actor, now)
        self.counting.count(key, site, "missed_spam" if is_spam else "false_positives", now)

    def forget(self, key: Key, submission_id: str) -> int:
        """Erase what is known of a text: its kept words and what was learned from it; how many decisions."""
        self._kept.forget(key.learner, submission_id)
        with self._learners.filter_of(key.learner) as judge:
            return judge.forget(submission_id)

    def forget_author(self, key: Key, email: str) -> int:
        """The same for all texts that an e-mail address has sent; how many decisions."""
        author = self.hashes(key).email(email)
        if author is None:
            return 0
        self._kept.forget_author(key.learner, author)
        with self._learners.filter_of(key.learner) as judge:
            return judge.forget_author(author)

    def erase(self, number: int) -> Key:
        """Revoke a key and delete all that was stored for it: counts, kept texts, what was learned.

        What a group has learned stays as long as another key belongs to it. Raises KeyProblem.
        """
        key = self.keys.revoke(number)
        self.keys.delete(number)
        if all(other.learner != key.learner for other in self.keys.all()):
            self._learners.erase(key.learner)
            self._kept.erase(key.learner)
        return key

    def kept(self, key: Key, submission_id: str) -> Submission | None:
        """A text that was judged and is still kept."""
        return self._kept.find(key.learner, submission_id, self.now())

    def sweep(self) -> None:
        """Delete the texts whose time is over."""
        self._kept.sweep(self.now())

    def close(self) -> None:
        """Close filters and files of this thread."""
        self._learners.close()
        self._database.close()


def site_host(blog: str, key: Key) -> str:
    """The host under which a call is counted: the one that the client names, else the key's."""
    for address in (blog.strip(), key.site):
        plain = address if "://" in address else f"https://{address}"
        try:
            host = urlsplit(plain).netloc.rpartition("@")[2].lower()
            host = host if host.isascii() else host.encode("idna").decode("ascii")
        except ValueError:  # UnicodeError too
            continue
        if _HOST.fullmatch(host):
            return host
    return "(unknown)"
