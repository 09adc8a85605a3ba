"""The name that the author gave: a person's, or an advertisement."""

import re
from collections.abc import Iterator

from presswerk.spam.features.evidence import Evidence
from presswerk.spam.reading import Reading
from presswerk.spam.reading.text import read
from presswerk.spam.submission import Submission

ADDRESS = re.compile(r"https?:|www\.|\.(?:com|net|org|info|xyz|de|nl|fr|it|es|pt|ru|shop|online)\b", re.I)


def author_name(reading: Reading, submission: Submission, past: object) -> Iterator[Evidence]:
    """Its form and words."""
    name = (submission.author_name or "").strip()[:120]
    if not name:
        return
    if ADDRESS.search(name):
        yield Evidence("name:address", 1.0, "name_address", {})
    words = read(name)
    subjects = {subject for word in words.unique for subject in word.subjects}
    wares = sorted(subjects - {"action", "contact", "praise"})
    if wares:
        yield Evidence("name:ware", 1.0, "name_subject", {"subject": wares[0]})
        yield Evidence(f"name:{wares[0]}", 1.0, "name_subject", {"subject": wares[0]})
    if len(words.words) >= 4:
        yield Evidence("name:long", 1.0, "name_long", {})
    if sum(letter.isdigit() for letter in name) >= 3:
        yield Evidence("name:digits", 1.0, "name_digits", {})
    if len(words.words) == 2 and all(word.text.isalpha() and len(word.text) > 1 for word in words.words):
        yield Evidence("name:person", 1.0, "name_person", {})
    for word in words.unique[:6]:
        yield Evidence(f"name word:{word.text}", 0.5, "name_word", {})
