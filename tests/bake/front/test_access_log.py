"""The access log: what was answered and never who asked. The front is real; its log's files are too. 3 s."""

import json
import time

import pytest

from presswerk.bake.front.access_log import AccessLog, Answered
from presswerk.bake.front.log_files import LEAST_PIECE_BYTES, LogFolder
from presswerk.bake.front.plan import AccessLogPlan

from .conftest import wait_for

DAY = 86_400
NOON = 1_790_000_000 - 1_790_000_000 % DAY + DAY // 2


def lines_of(folder) -> list[dict]:
    return [json.loads(line) for path in sorted(folder.glob("*")) for line in path.read_text().splitlines()]


def noted(newspaper, path: str) -> list[dict]:
    """The lines of a path, once they are on the disk."""
    wait_for(lambda: any(line["path"] == path for line in lines_of(newspaper.world / "log")))
    return [line for line in lines_of(newspaper.world / "log") if line["path"] == path]


def test_a_page_is_noted_once_rendered_and_once_from_the_store(paper) -> None:
    name = paper.new_page("text")
    first = paper.get(f"/page/{name}?utm_source=mail")
    second = paper.get(f"/page/{name}?utm_source=mail")
    wait_for(lambda: len(noted(paper, f"/page/{name}")) == 2)
    # Each process of the front writes for itself, so the lines may stand in either order.
    ready, rendered = sorted(noted(paper, f"/page/{name}"), key=lambda line: "uri-miss" in line["cache"])
    assert list(ready) == ["time", "host", "method", "path", "status", "cache", "bytes", "ms"]
    assert (ready["host"], ready["method"], ready["status"]) == ("paper.example", "GET", 200)
    assert rendered["cache"] == "presswerk; fwd=uri-miss; stored"
    assert ready["cache"] == "presswerk; hit"
    assert [rendered["bytes"], ready["bytes"]] == [len(first.body), len(second.body)]
    assert rendered["ms"] > ready["ms"] >= 0


def test_nothing_of_the_reader_is_noted(paper) -> None:
    name = paper.new_page()
    paper.get(
        f"/page/{name}?mail=anna@example.org",
        X_Forwarded_For="203.0.113.77",
        Forwarded="for=203.0.113.77",
        X_Real_IP="203.0.113.77",
        User_Agent="Netscape 4",
        Referer="https://search.example/",
        Cookie="session=abc",
    )
    noted(paper, f"/page/{name}")
    text = "".join(path.read_text() for path in (paper.world / "log").iterdir())
    text += (paper.world / "front.log").read_text()
    for private in ("203.0.113.77", "127.0.0.1", "Netscape", "search.example", "anna@", "session=abc"):
        assert private not in text


def test_a_secret_in_a_path_is_left_out(paper) -> None:
    paper.get("/echo/secret/eyJhbGciOi")
    assert noted(paper, "/echo/secret/…")
    assert "eyJhbGciOi" not in "".join(path.read_text() for path in (paper.world / "log").iterdir())


def test_a_host_that_is_none_of_ours_is_not_noted(paper) -> None:
    assert paper.get("/asked-for-by-a-stranger", Host="198.51.100.9").status == 421
    (line,) = noted(paper, "/asked-for-by-a-stranger")
    assert (line["host"], line["status"], line["cache"]) == (None, 421, "presswerk; detail=refused")


def test_only_the_user_reads_the_files(paper) -> None:
    name = paper.new_page()
    paper.get(f"/page/{name}")
    noted(paper, f"/page/{name}")
    assert {path.stat().st_mode & 0o777 for path in (paper.world / "log").iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("ready", "cache", "is_noted"),
    [
        (False, "presswerk; hit", False),
        (False, "presswerk; hit; detail=file", False),
        (False, "presswerk; fwd=method", True),
        (False, "", True),
        (True, "presswerk; hit", True),
    ],
)
def test_ready_pages_are_left_out_unless_they_are_wanted(tmp_path, ready, cache, is_noted) -> None:
    log = AccessLog(AccessLogPlan(str(tmp_path), ready=ready, megabytes=1, days=1), ())
    assert log.wants(200, cache) is is_noted


def test_any_path_makes_a_line_of_json(tmp_path) -> None:
    log = AccessLog(AccessLogPlan(str(tmp_path), ready=True, megabytes=1, days=1), ())
    odd = '/"\\\n\r\x00\x1bäöü\u2028\ufffd' + "x" * 5000
    log.add(Answered("paper.example", "GET", odd, 404, ""), 0, 0.0, broken=True)
    log.write()
    (text,) = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
    assert text.count("\n") == 1
    line = json.loads(text)
    assert (line["path"], line["broken"], line["cache"]) == (odd[:1024], True, None)


def test_a_disk_that_takes_nothing_is_told_of_once_and_stops_no_answer(tmp_path, caplog) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    log = AccessLog(AccessLogPlan(str(blocked / "log"), ready=True, megabytes=1, days=1), ())
    for _ in range(3):
        log.add(Answered("paper.example", "GET", "/", 200, ""), 0, 0.0)
        log.write()
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_each_day_has_a_file_and_old_days_go(tmp_path) -> None:
    files = LogFolder(tmp_path, "access", 10_000_000, days=2)
    for day in range(5):
        files.append(b"{}\n", NOON + day * DAY)
    assert len(files.files()) == 3
    files.tidy(NOON + 20 * DAY)  # nothing was written since
    assert files.files() == []


def test_the_room_is_never_exceeded_and_the_newest_lines_stay(tmp_path) -> None:
    files = LogFolder(tmp_path, "access", 10 * LEAST_PIECE_BYTES, days=9)
    for number in range(400):
        files.append(b"%04d%s\n" % (number, b"x" * 4000), NOON)
        assert sum(path.stat().st_size for path in files.files()) <= 10 * LEAST_PIECE_BYTES
    kept = [line[:4] for path in files.files() for line in path.read_text().splitlines()]
    assert kept == [f"{number:04d}" for number in range(400 - len(kept), 400)]
    assert len(kept) > 100


def test_two_processes_write_the_same_files_and_go_on_after_a_start(tmp_path) -> None:
    one, other = (LogFolder(tmp_path, "access", 20 * LEAST_PIECE_BYTES, days=9) for _ in range(2))
    for number in range(40):
        one.append(b"a%04d%s\n" % (number, b"x" * 4000), NOON)
        other.append(b"b%04d%s\n" % (number, b"x" * 4000), NOON)
    again = LogFolder(tmp_path, "access", 20 * LEAST_PIECE_BYTES, days=9)
    again.append(b"last\n", NOON)
    files = again.files()
    assert files[-1].read_text().endswith("last\n")
    lines = [line[:5] for path in files for line in path.read_text().splitlines()]
    assert sorted(lines) == sorted([f"{who}{n:04d}" for who in "ab" for n in range(40)] + ["last"])


def test_writing_goes_on_when_somebody_deletes_the_files(tmp_path) -> None:
    log = AccessLog(AccessLogPlan(str(tmp_path / "log"), ready=True, megabytes=1, days=1), ())
    for _ in range(2):
        log.add(Answered("paper.example", "GET", "/", 200, ""), 0, 0.0)
        log.write()
        for path in (tmp_path / "log").iterdir():
            path.unlink()
    log.add(Answered("paper.example", "GET", "/", 200, ""), 0, 0.0)
    log.write()
    assert len(lines_of(tmp_path / "log")) == 1
    assert lines_of(tmp_path / "log")[0]["time"] <= time.strftime("%Y-%m-%dT%H:%M:%S.999Z", time.gmtime())
