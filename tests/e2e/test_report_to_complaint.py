"""From the report to the complaint that another one decides, in a real browser, by keyboard, with axe."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

pytestmark = pytest.mark.browser

TEXT = "Der Bürgermeister ist ein Esel, und das steht auf dem Rathaus geschrieben."
FURNISH = f"""
import json
from django.contrib.auth.models import Permission
from presswerk.accounts.models import User
from presswerk.comments.actions.submitting import submit
from presswerk.comments.draft import Draft
from presswerk.comments.actions import deciding
from presswerk.newsroom.actions import publishing
from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage
front = FrontPage.objects.get(locale__language_code="de")
section = SectionPage(title="Politik", slug="politik")
front.add_child(instance=section)
section.save_revision().publish()
body = [("text", "<p>So.</p>")]
article = ArticlePage(title="Der Rat streitet", lead="Es geht um ein Tier.", live=False, body=body)
section.add_child(instance=article)
article.save_revision()
article = publishing.publish(ArticlePage.objects.get(pk=article.pk))
found = submit(Draft(article, None, "Clara Cordes", "clara@lesen.example", {TEXT!r}))
if found.comment.state != "published":
    deciding.decide(found.comment, "published", kind="rule")
may = Permission.objects.filter(codename__in=["access_admin", "moderate", "handle_rights"])
for name in ("anna", "ben"):
    email = f"{{name}}@bote.example"
    user = User.objects.create_user(email, "{newspapers.PASSWORD}", first_name=name.title())
    user.user_permissions.set(may)
print(json.dumps({{"comment": found.comment.pk, "article": article.url}}))
"""
LINKS = """
import json
from presswerk.comments.law import links
from presswerk.comments.law.models import Statement
print(json.dumps([links.of_statement(made.pk) for made in Statement.objects.all()]))
"""
RIGHTS = """
import json
from presswerk.comments.law import links
from presswerk.comments.law.models import RightsRequest
print(json.dumps([links.of_request(made.pk) for made in RightsRequest.objects.all()]))
"""


@pytest.fixture(scope="module")
def debated(new_paper):
    """A paper with one comment, and two moderators; with what it says of itself."""
    return newspapers.as_json(new_paper.python(FURNISH))


def log_in(page: Page, paper: newspapers.Newspaper, name: str) -> None:
    page.goto(f"{paper.url}/admin/")
    page.get_by_label(re.compile("E-Mail")).fill(f"{name}@bote.example")
    page.get_by_label(re.compile("^Passwort")).fill(newspapers.PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{paper.url}/admin/**")


def own_violations(page: Page) -> list[str]:
    """What axe finds inside of our part of a screen; the frame around it is Wagtail's."""
    return [one for one in axe_violations(page) if "#main" in one or ".law" in one or "panel" in one]


def decide(browser, paper, name: str, screen: str, choice: str, words: str) -> None:
    """Log in, open the first of a queue, and decide it by keyboard."""
    with watched_page(browser) as page:
        log_in(page, paper, name)
        page.goto(f"{paper.url}/admin/law/{screen}/")
        assert own_violations(page) == []
        page.get_by_role("link", name=re.compile("Nr. ")).first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("radio", name=choice).focus()
        page.keyboard.press("Space")
        page.get_by_label(re.compile("Gründe in eigenen Worten")).fill(words)
        assert own_violations(page) == []
        page.get_by_role("button", name="Entscheiden und mitteilen").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("wen es betrifft, der erfährt es").first).to_be_visible()


def test_the_whole_way(browser, new_paper, debated):
    with watched_page(browser, java_script_enabled=False) as page:
        page.goto(f"{new_paper.url}{debated['article']}")
        page.locator(f"#comment-{debated['comment']} a.report").click()
        expect(page.get_by_role("heading", name="Rechtswidrigen Inhalt melden")).to_be_visible()
        page.get_by_label(re.compile("Was daran rechtswidrig ist")).select_option(label="Beleidigung")
        page.get_by_label(re.compile("Warum es rechtswidrig ist")).fill(
            "Das Wort Esel beleidigt einen Menschen."
        )
        page.get_by_label(re.compile("Ihr Name")).fill("Rosa Reuter")
        page.get_by_label(re.compile("Ihre E-Mail-Adresse")).fill("rosa@lesen.example")
        page.get_by_role("button", name="Meldung senden").click()
        expect(page.get_by_text("das Gesetz verlangt es")).to_be_visible()
        expect(page.get_by_label(re.compile("Ihr Name"))).to_have_value("Rosa Reuter")
        page.get_by_label(re.compile("nach bestem Wissen")).check()
        page.get_by_role("button", name="Meldung senden").click()
        expect(page.get_by_role("status")).to_contain_text("Ein Mensch wird sie sich ansehen")
        page.trouble.clear()  # type: ignore[attr-defined]
    assert page.cookies_at_end == []  # type: ignore[attr-defined]

    decide(browser, new_paper, "anna", "reports", "Kommentar entfernen", "Es setzt herab.")

    with watched_page(browser) as page:
        page.goto(f"{new_paper.url}{debated['article']}")
        expect(page.get_by_text(TEXT)).to_have_count(0)
        link = json.loads(new_paper.python(LINKS).strip().splitlines()[-1])[0].split("/comment/", 1)[1]
        page.goto(f"{new_paper.url}/comment/{link}")
        expect(page.get_by_text("Ein Mensch hat entschieden").first).to_be_visible()
        assert axe_violations(page) == []
        page.get_by_label(re.compile("Warum die Entscheidung falsch ist")).fill(
            "Am Rathaus steht wirklich ein Esel."
        )
        page.get_by_role("button", name="Beschwerde senden").click()
        expect(page.get_by_role("status")).to_contain_text("Ein anderer Mensch")

    decide(
        browser,
        new_paper,
        "ben",
        "complaints",
        "Sie war falsch: Kommentar veröffentlichen",
        "Ein Wappentier.",
    )

    with watched_page(browser) as page:
        page.goto(f"{new_paper.url}/comment/{link}")
        expect(page.get_by_text("Ihr Kommentar ist wieder öffentlich").first).to_be_visible()
        page.goto(f"{new_paper.url}{debated['article']}")
        expect(page.get_by_text(TEXT).first).to_be_visible()


DECIDED = """
import json
from presswerk.accounts.models import User
from presswerk.comments.actions import deciding
from presswerk.comments.actions.submitting import submit
from presswerk.comments.draft import Draft
from presswerk.comments.law import links
from presswerk.comments.law.actions import complaining, reporting, rights
from presswerk.comments.law.models import Complaint, Ground, Report, RightsRequest, Statement
from presswerk.comments.models import State
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, FrontPage, SectionPage
founding.add_edition("en", "The Messenger")
anna, ben = User.objects.get(first_name="Anna"), User.objects.get(first_name="Ben")
paths = []
for language in ("de", "en"):
    section = SectionPage(title="Hafen", slug="hafen")
    FrontPage.objects.get(locale__language_code=language).add_child(instance=section)
    section.save_revision().publish()
    article = ArticlePage(title="Der Hafen", lead="Er liegt am Wasser.", live=False)
    section.add_child(instance=article)
    article = publishing.publish(article)
    email = f"berta@{language}.example"
    reports = {}
    for name in ("removed", "reversed", "kept"):
        comment = submit(
            Draft(article, None, "Berta", email, f"Wort für Wort {name}: Wasser ist nass.", language=language)
        ).comment
        if comment.state != State.PUBLISHED:
            deciding.decide(comment, State.PUBLISHED, kind="rule")
        ground = Ground.objects.order_by("pk").first()
        reports[name] = reporting.report(
            comment,
            reporting.Notice(ground=ground, explanation=f"Nass ist es: {name}.", name="Rosa",
                             email=f"rosa@{language}.example", language=language),
        )
    for name, report in reports.items():
        decision = Report.Decision.KEPT if name == "kept" else Report.Decision.REMOVED
        reports[name] = reporting.decide(report, decision, by=anna, answer="Wir haben es gelesen.")
        reports[name].refresh_from_db()
    of_removed = Statement.objects.get(comment=reports["removed"].comment)
    of_reversed = Statement.objects.get(comment=reports["reversed"].comment)
    for against, outcome in ((of_reversed, "reversed"), (reports["kept"], "upheld")):
        made = complaining.complain(against, "Das stimmt nicht.")
        complaining.decide(made, Complaint.Outcome(outcome), by=ben, answer="Wir haben noch einmal gelesen.")
    rights.ask(email, language, "203.0.113.9")
    request = RightsRequest.objects.get(email=email)
    paths += [
        links.of_report(reports["removed"].pk), links.of_report(reports["kept"].pk),
        links.of_statement(of_removed.pk), links.of_statement(of_reversed.pk), links.of_request(request.pk),
    ]
print(json.dumps(["/comment/" + path.split("/comment/", 1)[1] for path in paths]))
"""
CIRCUMSTANCES = [(360, "light"), (1440, "dark"), (360, "dark"), (1440, "light")]


def test_signed_pages_are_open_to_everyone_in_both_languages(browser, new_paper, debated):
    """Report and statement, decided, complained about, decided again, and the page of one's rights."""
    paths = json.loads(new_paper.python(DECIDED).strip().splitlines()[-1])
    for number, path in enumerate(paths):
        for width, scheme in CIRCUMSTANCES[number % 2 :: 2]:
            with watched_page(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
                page.goto(new_paper.url + path)
                assert page.locator("html").get_attribute("lang") == ("de" if number < 5 else "en")
                assert axe_violations(page) == [], f"{path}, {width}, {scheme}"
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
                # Who is told to complain here finds the form.
                invited = page.get_by_text(re.compile("Beschweren Sie sich hier|Complain here")).count()
                assert page.locator("#complaint form").count() == invited, path


@pytest.mark.parametrize(
    "path",
    [
        "/comments/rules/",
        "/comments/data/",
        "/comments/contact/",
        "/en/comments/data/",
        "/comment/rights/",
        "/comment/report/{comment}/",
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(browser, new_paper, debated, path, width, scheme):
    with watched_page(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        page.goto(new_paper.url + path.format(comment=debated["comment"]))
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "screen",
    [
        "",
        "reports/",
        "reports/?show=decided",
        "complaints/?show=decided",
        "requests/",
        "retention/",
        "year/2026/",
    ],
)
def test_screens_are_accessible(browser, new_paper, debated, screen):
    with watched_page(browser) as page:
        log_in(page, new_paper, "ben")
        page.goto(f"{new_paper.url}/admin/law/{screen}")
        assert own_violations(page) == []
