"""Static and media files."""

import gzip
import os

import pytest

from presswerk.bake.store import Strength, TagPurge

from .conftest import Newspaper

CONTENT = bytes(range(256)) * 1000  # 256,000 bytes: sent from the disk


@pytest.fixture
def files(paper: Newspaper) -> Newspaper:
    """A newspaper with a few files."""
    static, media = paper.world / "static", paper.world / "media"
    packed = gzip.compress(b"a{}" * 1000)
    for path, content in (
        (static / "css" / "main.0123456789ab.css", b"a{}" * 1000),
        (static / "css" / "main.0123456789ab.css.gz", packed),
        (static / "plain.txt", b"plain"),
        (media / "sound.mp3", CONTENT),
        (media / "paper.pdf", b"%PDF"),
        (media / "draft.webp", b"picture"),
        (media / "originals" / "raw.jpg", b"raw"),
        (paper.world / "secret.txt", b"secret"),
    ):
        # Written once: the front's processes remember a file's date for a moment, each by itself.
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    if not (static / "link.txt").is_symlink():
        os.symlink(paper.world / "secret.txt", static / "link.txt")
    return paper


def test_hashed_files_are_kept_for_ever(files: Newspaper) -> None:
    answer = files.get("/static/css/main.0123456789ab.css")
    assert (answer.status, answer.body) == (200, b"a{}" * 1000)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert files.get("/static/plain.txt").headers["cache-control"] == "public, max-age=300"


def test_precompressed_siblings_are_sent(files: Newspaper) -> None:
    target = "/static/css/main.0123456789ab.css"
    packed, plain = files.get(target, Accept_Encoding="br, gzip"), files.get(target)
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    same = files.get(target, Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert same.status == 304
    headed = files.get(target, "HEAD", Accept_Encoding="gzip")
    assert headed.headers["content-length"] == str(len(packed.body))


@pytest.mark.parametrize(
    "target",
    [
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/..%2fsecret.txt",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/static/css/../../secret.txt",
        "/static/css\\..\\..\\secret.txt",
        "/static/link.txt",
        "/static/plain.txt%00.css",
        "/static/.hidden",
        "/static/css/",
        "/static/",
    ],
)
def test_nothing_outside_the_folder_is_sent(files: Newspaper, target: str) -> None:
    answer = files.get(target)
    assert answer.status == 404
    assert b"secret" not in answer.body
    assert b"root:" not in answer.body


RANGES = {
    "bytes=0-99": (0, 100),
    "bytes=1000-1999": (1000, 2000),
    "bytes=255900-": (255_900, 256_000),
    "bytes=-100": (255_900, 256_000),
    "bytes=-999999": (0, 256_000),
    "bytes=255999-999999": (255_999, 256_000),
}


@pytest.mark.parametrize(("header", "part"), RANGES.items())
def test_a_range_is_cut_out(files: Newspaper, header: str, part: tuple[int, int]) -> None:
    answer = files.get("/media/sound.mp3", Range=header)
    assert answer.status == 206
    assert answer.body == CONTENT[part[0] : part[1]]
    assert answer.headers["content-range"] == f"bytes {part[0]}-{part[1] - 1}/256000"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=5-2", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_several_ranges_and_what_is_no_range_get_the_whole(files: Newspaper, header: str) -> None:
    answer = files.get("/media/sound.mp3", Range=header)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("header", ["bytes=256000-", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_satisfied(files: Newspaper, header: str) -> None:
    answer = files.get("/media/sound.mp3", Range=header)
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */256000")


def test_a_range_counts_only_for_the_file_that_the_client_knows(files: Newspaper) -> None:
    whole = files.get("/media/sound.mp3").headers
    for known in (whole["etag"], whole["last-modified"]):
        assert files.get("/media/sound.mp3", Range="bytes=0-9", If_Range=known).status == 206
    for other in ('"other"', f"W/{whole['etag']}", "Mon, 01 Jan 2024 00:00:00 GMT"):
        assert files.get("/media/sound.mp3", Range="bytes=0-9", If_Range=other).status == 200


def test_uploaded_files_that_browsers_could_run_are_downloads(files: Newspaper) -> None:
    assert files.get("/media/paper.pdf").headers["content-disposition"] == "attachment"
    assert "content-disposition" not in files.get("/media/sound.mp3").headers
    assert files.get("/media/paper.pdf").headers["x-content-type-options"] == "nosniff"


def test_django_is_asked_once_whether_a_file_is_public(files: Newspaper) -> None:
    files.get("/media/sound.mp3")
    files.kill_backend()
    assert files.get("/media/sound.mp3").status == 200
    assert files.get("/media/draft.webp").status == 503


def test_files_of_unpublished_pictures_are_for_staff(files: Newspaper) -> None:
    assert files.get("/media/draft.webp").status == 404
    staff = files.get("/media/draft.webp", Cookie=files.staff_cookie())
    assert (staff.status, staff.body) == (200, b"picture")
    assert files.get("/media/originals/raw.jpg", Cookie=files.staff_cookie()).body != b"raw"


def test_a_file_that_may_be_taken_back_is_kept_for_a_while_only(files: Newspaper) -> None:
    for _from_django_then_from_the_store in range(2):
        answer = files.get("/media/sound.mp3")
        assert answer.headers["cache-control"] == "public, max-age=86400, s-maxage=60"
        assert answer.headers["cdn-cache-control"] == "max-age=31536000"
        assert answer.headers["surrogate-key"]
        assert answer.headers["content-type"] == "audio/mpeg"
        assert "x-presswerk-file" not in answer.headers


def test_a_permission_that_was_purged_is_kept_by_no_shared_cache(files: Newspaper) -> None:
    files.get("/media/sound.mp3")
    files.store.apply([TagPurge("file:sound.mp3", Strength.WAIT)], b"2")
    files.kill_backend()
    answer = files.get("/media/sound.mp3")
    assert (answer.status, answer.headers["cdn-cache-control"]) == (200, "max-age=0")


def test_a_permitted_file_answers_as_files_do(files: Newspaper) -> None:
    whole = files.get("/media/sound.mp3")
    headed = files.get("/media/sound.mp3", "HEAD")
    assert (headed.status, headed.headers["content-length"], headed.body) == (200, "256000", b"")
    same = files.get("/media/sound.mp3", If_None_Match=whole.headers["etag"])
    assert (same.status, same.body) == (304, b"")
    assert files.get("/media/sound.mp3?utm_source=x").body == CONTENT
    packed = files.get("/media/sound.mp3", Accept_Encoding="br, gzip")
    assert packed.body == CONTENT
    assert "content-encoding" not in packed.headers


def test_staff_get_what_everyone_may_have_without_django(files: Newspaper) -> None:
    files.get("/media/sound.mp3")
    files.kill_backend()
    assert files.get("/media/sound.mp3", Cookie=files.staff_cookie()).status == 200
    assert files.get("/media/draft.webp", Cookie=files.staff_cookie()).status == 503


def test_a_permitted_file_that_is_not_there_is_not_found(files: Newspaper) -> None:
    for _from_django_then_from_the_store in range(2):
        answer = files.get("/media/missing.webp")
        assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
        assert "x-presswerk-file" not in answer.headers


def test_free_files_are_answered_without_django(files: Newspaper) -> None:
    (files.world / "media" / "free").mkdir(exist_ok=True)
    (files.world / "media" / "free" / "talk.mp3").write_bytes(b"talk")
    files.kill_backend()
    assert files.get("/media/free/talk.mp3").body == b"talk"


def test_a_file_that_became_private_is_gone_at_once(files: Newspaper) -> None:
    assert files.get("/media/paper.pdf").status == 200
    files.store.apply([TagPurge("file:paper.pdf", Strength.HARD)], b"2")
    files.kill_backend()
    assert files.get("/media/paper.pdf").status == 503
