"""The whole life of a comment in a browser: with a script, without, by keyboard, in both languages."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import newspapers
from tests.e2e.browser import axe_violations, watched_page

MAKE = """
from presswerk.comments.models import DebateRules
from presswerk.newsroom.actions import founding, publishing
from presswerk.newsroom.models import ArticlePage, SectionPage
front, english = founding.found(), founding.add_edition("en", "Test Paper")
for parent, section, title in [
    (front, "Politik", "Die Brücke ist offen"), (english, "News", "The bridge is open")
]:
    page = SectionPage(title=section, slug=section.lower())
    parent.add_child(instance=page)
    page.save_revision().publish()
    article = ArticlePage(title=title, lead="Alles darüber.", live=False)
    page.add_child(instance=article)
    print("article", publishing.publish(article).url)
# What the filter thinks of these texts is not the matter here.
DebateRules.objects.create(hold_above=1.0, discard_above=1.0)
"""
WORDS = {
    "de": {
        "write": "Den ersten Kommentar schreiben", "send": "Kommentar abschicken", "preview": "Vorschau",
        "published": "Ihr Kommentar ist veröffentlicht.", "save": "Änderung speichern", "reply": "Antworten",
        "withdraw": "Meinen Kommentar zurückziehen", "gone": "von der Person entfernt",
        "email": "keine E-Mail-Adresse", "send_reply": "Antwort abschicken",
        "text": "Danke, was hier zu {} und der Brücke steht, ist {} erklärt.", "good": "gut",
        "better": "sehr gut",
        "answer": "Das finde ich auch, gerade was {} und den Fluss angeht.",
    },
    "en": {
        "write": "Write the first comment", "send": "Send comment", "preview": "Preview",
        "published": "Your comment is published.", "save": "Save the change", "reply": "Reply",
        "withdraw": "Withdraw my comment", "gone": "removed by its author",
        "email": "no e-mail address", "send_reply": "Send reply",
        "text": "Thank you, what you say about {} and the bridge is {} explained.", "good": "well",
        "better": "very well", "answer": "I think so too, above all about {} and the river.",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def paper() -> Iterator[newspapers.Newspaper]:
    """A newspaper that lets one network write as much as these tests do."""
    with tempfile.TemporaryDirectory(prefix="presswerk-e2e-", ignore_cleanup_errors=True) as folder:
        data = newspapers.copy_of("founded", Path(folder))
        with (data / "presswerk.toml").open("a", encoding="utf-8") as file:
            file.write("comments_per_network = 1000\n")
        with newspapers.serving(data) as served:
            yield served


@pytest.fixture(scope="module")
def articles(paper) -> dict[str, str]:
    """The address of an article by language."""
    paths = re.findall(r"^article (\S+)$", newspapers.python(paper.data, MAKE), re.MULTILINE)
    return {"de": paper.url + paths[0], "en": paper.url + paths[1]}


@pytest.fixture(autouse=True)
def _patience():
    """A busy machine renders a page in seconds, not in milliseconds."""
    expect.set_options(timeout=60_000)
    yield
    expect.set_options(timeout=5_000)


def fill(page: Page, text: str, email: str = "berta@example.org", name: str = "Berta Meier") -> None:
    page.fill("#comment-name", name)
    page.fill("#comment-email", email)
    page.fill("#comment-text", text)


def whole_life(page: Page, article: str, words: dict[str, str], word: str, *, has_script: bool) -> None:
    """Write, preview, be refused, send, see, change, be answered, withdraw."""

    def is_accessible() -> bool:
        return not has_script or axe_violations(page) == []  # axe is a script itself

    page.goto(article, wait_until="networkidle")
    if page.locator("details.write:not([open])").count():
        page.locator("details.write > summary").click()
    assert is_accessible()
    fill(page, words["text"].format(word, f"*{words['good']}*"), email="berta@nowhere")
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator(".field-error")).to_contain_text(words["email"])
    assert is_accessible()
    page.fill("#comment-email", "berta@example.org")
    page.get_by_role("button", name=words["preview"]).click()
    expect(page.locator(".preview em")).to_have_text(words["good"])
    expect(page.locator("#comment-text")).to_have_value(words["text"].format(word, f"*{words['good']}*"))
    assert is_accessible()
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("#state-title")).to_have_text(words["published"])
    assert is_accessible()
    own = page.url
    page.fill("#own-text", words["text"].format(word, f"**{words['better']}**"))
    page.get_by_role("button", name=words["save"]).click()
    expect(page.locator(".comment-text strong")).to_have_text(words["better"])
    # The browser has kept the article of a moment ago; the link leads past that.
    page.locator(".state a.button").click()
    expect(page.locator(".comment-text", has_text=word)).to_contain_text(words["better"])
    mine = page.locator(".comment", has_text=word)
    number = mine.get_attribute("id")
    mine.get_by_role("link", name=words["reply"], exact=True).click()
    expect(page.locator("input[name=parent]")).to_have_value(number.removeprefix("comment-"))
    fill(page, words["answer"].format(f"{word}2"), "otto@example.org", "Otto")
    page.get_by_role("button", name=re.compile(f"{words['send']}|{words['send_reply']}")).click()
    expect(page.locator("#state-title")).to_have_text(words["published"])
    page.goto(own, wait_until="networkidle")
    page.get_by_role("button", name=words["withdraw"]).click()
    expect(page.locator(".state-withdrawn")).to_be_visible()
    page.goto(f"{article}?after-{word}", wait_until="networkidle")
    expect(page.locator(f"#{number}")).to_contain_text(words["gone"])
    expect(page.locator(".comment-text", has_text=f"{word}2")).to_be_visible()
    assert page.locator(".comment-text", has_text=words["better"]).count() == 0
    replies = page.locator(".replies", has_text=f"{word}2")
    replies.locator("summary").click()
    expect(page.locator(".comment-text", has_text=f"{word}2")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_the_whole_life_of_a_comment(browser, articles, language, script):
    word = f"wort{language}{int(script)}x"
    with watched_page(browser, java_script_enabled=script, locale=language) as page:
        whole_life(page, articles[language], WORDS[language], word, has_script=script)
        # What is refused is answered with 422, which the browser writes into its console.
        trouble = page.trouble  # type: ignore[attr-defined]
        trouble[:] = [line for line in trouble if "422" not in line]
    assert page.cookies_at_end == []  # type: ignore[attr-defined]


@pytest.mark.browser
def test_a_comment_is_written_and_answered_by_keyboard_alone(page, articles):
    page.goto(articles["de"], wait_until="networkidle")
    page.locator("details.write > summary").focus()
    if not page.locator("details.write[open]").count():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for text in ("Tasten-Tina", "tina@example.org", "Ganz ohne Maus geschrieben, über die Brücke."):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    for _step in range(8):
        if page.evaluate("document.activeElement.value") == "send":
            break
        assert page.evaluate("document.activeElement.closest('.trap')") is None
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#state-title")).to_have_text(WORDS["de"]["published"])
    page.locator(".state a.button").click()
    link = page.locator(".comment", has_text="Ganz ohne Maus").get_by_role(
        "link", name="Antworten", exact=True
    )
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comment-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


@pytest.mark.browser
def test_a_vote_stays_on_the_page_and_the_device_remembers_only_when_asked(page, articles):
    page.goto(f"{articles['de']}?to-vote", wait_until="networkidle")
    comment = page.locator(".comment:not(.is-gone)").first
    comment.get_by_role("button", name="Hilfreich", exact=False).first.click()
    expect(page.locator("[data-live]")).to_have_text("Danke. Ihre Stimme wird gezählt.")
    expect(comment.locator("button[aria-pressed=true]")).to_have_count(1)
    if page.locator("details.write:not([open])").count():
        page.locator("details.write > summary").click()
    page.fill("#comment-name", "Berta")
    page.fill("#comment-email", "berta@example.org")
    assert page.evaluate("localStorage.length") == 0
    page.locator("[data-remember] input").check()
    page.reload(wait_until="networkidle")
    expect(page.locator("#comment-name")).to_have_value("Berta")
    page.locator("details.write > summary").click()
    page.locator("[data-remember] input").uncheck()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.browser
def test_under_attack_the_device_works_while_one_writes(page, articles, paper):
    paper.python(
        "from datetime import timedelta\nfrom django.utils import timezone\n"
        "from presswerk.comments.models import Debate\nfrom presswerk.newsroom.models import ArticlePage\n"
        "for article in ArticlePage.objects.all():\n"
        "    Debate.objects.update_or_create(article=article,"
        " defaults={'attack_until': timezone.now() + timedelta(hours=1)})"
    )
    page.goto(articles["en"], wait_until="networkidle")
    if page.locator("details.write:not([open])").count():
        page.locator("details.write > summary").click()
    fill(page, "The device did its work for the bridge.", "ada@example.org", "Ada")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator("#state-title")).to_have_text(WORDS["en"]["published"])
