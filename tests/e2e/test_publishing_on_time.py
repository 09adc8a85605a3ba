"""Publishing to the second, while the machine is busy and after the worker was killed."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.e2e import newspapers

pytestmark = pytest.mark.browser

PICTURES = 20

SCHEDULE = """
import json, os
from datetime import timedelta
from io import BytesIO
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image as Pillow
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage, FrontPage, Image, SectionPage

def section():
    found = SectionPage.objects.first()
    if found is None:
        found = SectionPage(title="Politik", slug="politik")
        FrontPage.objects.get(locale__language_code="de").add_child(instance=found)
        found.save_revision().publish()
    return found

def busy_pictures(how_many):
    content = BytesIO()
    Pillow.frombytes("RGB", (1800, 1200), os.urandom(1800 * 1200 * 3)).save(content, "JPEG")
    for number in range(how_many):
        image = Image(title=f"Rauschen {number}", description="Rauschen", credit="Test")
        image.file = ImageFile(BytesIO(content.getvalue()), name="rauschen.jpg")
        image._set_image_file_metadata()
        image.save()

def schedule(seconds):
    moment = timezone.now() + timedelta(seconds=seconds)
    draft = ArticlePage(title="Pünktlich", lead="Auf die Sekunde.", live=False, go_live_at=moment)
    section().add_child(instance=draft)
    publishing.publish(draft)
    return draft
"""


# Planned an hour ahead, and then the hour passes while nothing runs.
MISSED = """
from wagtail.models import Revision
from presswerk.jobs.models import TimedJob
draft = schedule(3600)
past = timezone.now() - timedelta(minutes=1)
revision = Revision.objects.get(approved_go_live_at__isnull=False)
revision.content["go_live_at"] = past.isoformat()
Revision.objects.filter(pk=revision.pk).update(content=revision.content, approved_go_live_at=past)
TimedJob.objects.update(due_at=past)
print(json.dumps({"number": draft.number}))
"""


def late_seconds_of(line: str) -> float:
    return json.loads(line[line.index("{") :])["late_seconds"]


def test_a_publication_is_on_time_while_pictures_are_encoded(new_paper):
    program = SCHEDULE + f"busy_pictures({PICTURES}); print(json.dumps({{'number': schedule(8).number}}))"
    number = newspapers.as_json(new_paper.python(program))["number"]
    line = new_paper.process.line_with("published on schedule")
    assert late_seconds_of(line) <= 1.0
    answer = new_paper.get(f"/politik/puenktlich-{number}/")
    assert answer.status == 200
    waiting = new_paper.python(
        "from django_tasks_db.models import DBTaskResult\n"
        "print(DBTaskResult.objects.filter(queue_name='slow', status='READY').count())"
    )
    assert int(waiting) > 0, "The pictures were done already, so they could not be in the way."


def test_what_was_due_while_the_newspaper_was_down_is_published_at_its_start(tmp_path):
    data = newspapers.copy_of("founded", tmp_path / "paper")
    program = SCHEDULE + MISSED
    number = newspapers.as_json(newspapers.python(data, program))["number"]
    with newspapers.serving(data) as paper:
        paper.process.hear("published on schedule")
        assert paper.get(f"/politik/puenktlich-{number}/").status == 200


def test_a_killed_worker_comes_back_and_publishes(tmp_path):
    data = newspapers.copy_of("founded", tmp_path / "paper")
    with newspapers.serving(data) as paper:
        os.kill(_worker_of(paper.process.process.pid), signal.SIGKILL)
        program = SCHEDULE + "print(json.dumps({'number': schedule(4).number}))"
        number = newspapers.as_json(paper.python(program))["number"]
        paper.process.hear("published on schedule")
        assert paper.get(f"/politik/puenktlich-{number}/").status == 200


def _worker_of(supervisor: int) -> int:
    children = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    named = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in children}
    return next(int(pid) for pid, words in named.items() if b"worker" in words)
