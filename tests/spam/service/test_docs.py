"""The pages about the service say what it does."""

import json
import re
from pathlib import Path

from presswerk.conf import spam as settings
from presswerk.spam.repeats import SLOTS
from presswerk.spam.service import akismet, counting, openapi, wordpress
from presswerk.spam.service.desk import Desk
from tests.spam.service.judge import WordJudge

DOCS = Path(__file__).resolve().parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "spam-service.md").read_text(encoding="utf-8")
PRIVACY = (DOCS / "explanation" / "spam-privacy.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "use-instead-of-akismet.md").read_text(encoding="utf-8")


def test_every_endpoint_is_described(tmp_path):
    served = akismet.AkismetApi(Desk(tmp_path, "secret", WordJudge)).endpoints
    named = set(re.findall(r"`([a-z-]+)`", REFERENCE.split("**The key**")[0]))
    assert {*served, "verify-key", "test"} <= named
    for path in openapi.document()["paths"]:
        assert f"`{path}`" in REFERENCE


def test_every_field_of_a_text_is_described():
    for name in openapi.document()["components"]["schemas"]["Text"]["properties"]:
        assert f"`{name}`" in REFERENCE, name


def test_every_error_is_described():
    source = Path(akismet.__file__).parent
    errors = set()
    for file in ("native.py", "rsgi.py", "answering.py"):
        errors |= set(re.findall(r'\b4\d\d, "([a-z_]+)"', (source / file).read_text(encoding="utf-8")))
    assert len(errors) >= 10
    for error in errors:
        assert f"`{error}`" in REFERENCE, error


def test_the_figures_of_the_pages_are_those_of_the_code():
    assert akismet.ALERT_REVOKED in REFERENCE
    assert akismet.ALERT_OVER_LIMIT in REFERENCE
    assert f"at most {counting.MOST_SITES_PER_KEY} a month" in REFERENCE
    assert f"{SLOTS:,} such marks" in PRIVACY
    defaults = {setting.name: setting.default for setting in settings.SETTINGS}
    assert f"--port {defaults['spam_service_port']}" in HOW_TO
    assert defaults["spam_keep_texts_days"] == 0
    assert "(default **0**: never)" in PRIVACY


def test_the_file_for_wordpress_is_named_as_the_pages_name_it():
    assert "PRESSWERK_SPAM_SERVER" in wordpress.plugin()
    assert "define( 'PRESSWERK_SPAM_SERVER'" in HOW_TO


def test_every_link_between_the_pages_leads_somewhere():
    for folder, text in (("reference", REFERENCE), ("explanation", PRIVACY), ("how-to", HOW_TO)):
        for target in re.findall(r"\]\(((?!https?:|#)[^)#]+)", text):
            assert (DOCS / folder / target).resolve().exists(), target


def test_the_document_can_be_read_by_machines():
    assert json.loads(json.dumps(openapi.document()))["openapi"].startswith("3.1")
