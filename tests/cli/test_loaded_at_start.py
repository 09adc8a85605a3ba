"""Which libraries each program of the newspaper has loaded once it is ready: memory that every day costs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import newspapers

WEB = """
from presswerk.cli.web import prepare_to_serve
prepare_to_serve()
import presswerk.site.baking
from presswerk.site.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
"""
WORKER = """
from presswerk.cli.django_setup import set_up_django
set_up_django()
import presswerk.site.upward
from presswerk.jobs.clock import Clock
from presswerk.jobs.worker import Worker
Worker(Clock())
"""
# What each one does before its first request or job.
STARTS = {
    "web server": "import presswerk.cli.program\n" + WEB,
    "worker": "import presswerk.cli.program\n" + WORKER,
    "small": "import presswerk.cli.program, presswerk.cli.joined\n" + WEB + WORKER,
    "front": "import presswerk.bake.front.__main__",
    "supervisor": "import presswerk.cli.supervising",
}
# Those that have no business anywhere at the start. Of Pillow only its first module, which Willow takes for
# Wagtail's models, and none of the formats.
NOWHERE = {
    "IPython", "PIL.AvifImagePlugin", "PIL.JpegImagePlugin", "cryptography", "docutils", "fido2", "lxml",
    "matplotlib", "ninja", "numpy", "openpyxl", "pandas", "pillow_heif", "presswerk.spam.engine",
    "presswerk.transfer.backup.putting_back", "presswerk.transfer.incoming", "psycopg", "pygments", "qrcode",
    "redis", "requests", "rich", "scipy", "sklearn", "tantivy", "typer",
}  # fmt: skip
NOT_IN = {
    "web server": {"presswerk.demo.filling", "presswerk.transfer.loading.loader"},
    "worker": {"allauth.mfa.webauthn.internal.auth", "wagtail.admin.urls"},
    "small": {"presswerk.demo.filling", "presswerk.transfer.loading.loader"},
    "front": {"PIL", "django", "presswerk.conf", "pydantic", "wagtail"},
    "supervisor": {"PIL", "aiohttp", "asyncio", "django", "lmdb", "presswerk.conf", "pydantic", "ssl"},
}


@pytest.mark.parametrize("program", STARTS)
def test_no_program_loads_at_its_start_what_only_some_work_needs(program: str, data: Path) -> None:
    code = f"{STARTS[program]}\nimport sys\nsys.stdout.write('\\n'.join(['', *sys.modules]))"
    ran = subprocess.run(
        [sys.executable, "-c", code], env=newspapers.environment(data), capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr

    assert (NOWHERE | NOT_IN[program]).isdisjoint(ran.stdout.splitlines())


def test_what_is_left_out_for_one_is_there_for_others(data: Path) -> None:
    code = (
        "from rest_framework import compat; assert compat.requests is None\n"
        "import requests, pillow_heif, pygments, rich\n"
        "from PIL import features; assert features.check('avif')\n"
        "from bs4 import BeautifulSoup; print(BeautifulSoup('<p>da', 'html.parser').get_text())"
    )
    assert newspapers.python(data, code).strip() == "da"
