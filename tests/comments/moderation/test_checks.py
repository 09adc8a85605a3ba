"""What the desk's checks say of a text."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from presswerk.comments import wording
from presswerk.comments.actions.submitting import submit
from presswerk.comments.draft import Draft
from presswerk.comments.models import DebateRules, State
from presswerk.comments.moderation.actions import banning, listing
from presswerk.comments.moderation.checks import bans, crisis, insults, lists, personal_data
from presswerk.comments.moderation.models import Ban, DeskSettings, ListEntry
from presswerk.comments.moderation.trying import try_text
from presswerk.comments.refused import Refused
from presswerk.spam import Engine
from tests.comments.moderation.conftest import write

pytestmark = pytest.mark.both_databases


def draft(article, text="Das sehe ich anders als der Rat.", **fields):
    given: dict[str, Any] = {
        "name": "Leserin",
        "email": "leserin@example.org",
        "address": "203.0.113.9",
        "at": timezone.now(),
    }
    return Draft(article=article, parent=None, text=text, **(given | fields))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ruf ihn an: 040 4286 9123, der freut sich.", ["phone"]),
        ("Seine Nummer ist +49 171 2345678.", ["phone"]),
        ("Erreichbar unter (0431) 98 76 54", ["phone"]),
        ("Tel. 0664/1234567", ["phone"]),
        ("0041 79 123 45 67", ["phone"]),
        ("In Wien: 01 513 12 34 oder 01/5131235", ["phone"]),
        ("Tel. 02236 123 45 67-312", ["phone"]),
        ("Im Amt: (01) 4000-81887", ["phone"]),
        ("Die TelefonSeelsorge: 0800 111 0 111, +49 800 1110222, in Österreich 142, sonst 116 123.", []),
        ("Am 01/02/2026 und 01.02.2026, Nr. 01-26.", []),
        ("IBAN: DE89 3704 0044 0532 0130 00", ["iban"]),
        ("AT61 1904 3002 3457 3201", ["iban"]),
        ("ch9300762011623852957", ["iban"]),
        ("Er wohnt in der Lindenstraße 14 b.", ["address"]),
        ("Besucht ihn: Am Alten Deich 3!", ["address"]),
        ("Lange Straße 112, 24103 Kiel", ["address"]),
        ("Am 12.05.2026 um 18:30 Uhr kamen 1.250.000 Euro zusammen.", []),
        ("Die Ziffern 2024 und 30000 sagen nichts, § 185 StGB auch nicht.", []),
        ("DE88 3704 0044 0532 0130 00 ist keine gültige Nummer.", []),
        ("Die Brücke an der Hafenstraße ist seit 3 Tagen gesperrt.", []),
        ("In der Hafenstraße 20 Uhr: Konzert.", []),
        ("Das kostet 0,35 Cent, 100.000 Menschen sahen zu.", []),
        ("Siehe https://example.org/2026/05/040428691234", []),
    ],
)
def test_private_data_is_found_and_figures_are_not(text, kinds):
    assert list(personal_data.kinds_in(text)) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Ich will nicht mehr leben.",
        "ich kann so nicht mehr, ich möchte einfach nur sterben",
        "Heute Nacht bringe ich mich um",
        "Manchmal denke ich daran, meinem Leben ein Ende zu setzen, ich werde meinem Leben ein Ende setzen",
        "Ohne mich wären alle besser dran.",
        "I want to kill myself",
        "I don’t want to live anymore",
    ],
)
def test_a_crisis_is_seen(text):
    assert crisis.speaks_of_it(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Mann wollte sich das Leben nehmen, die Polizei kam rechtzeitig.",
        "Über Suizid muss eine Zeitung vorsichtig schreiben.",
        "Ich sterbe vor Lachen!",
        "Die Innenstadt stirbt, ich will dort nicht mehr einkaufen.",
        "The bridge is dead to me.",
    ],
)
def test_writing_of_it_is_no_crisis(text):
    assert not crisis.speaks_of_it(text)


@pytest.mark.django_db
class TestLists:
    def add(self, mara, pattern, **fields):
        entry = ListEntry(pattern=pattern, **fields)
        entry.full_clean()
        listing.add(entry, mara)
        return entry

    def said(self, text, name="Leserin", url=""):
        return lists.judge(text, name, url, timezone.now())

    def test_a_word_counts_as_a_whole_in_whatever_disguise(self, mara):
        self.add(mara, "Kacknazi")
        assert self.said("So ein kacknazi.").verdict == "hold"
        assert self.said("So ein K-a-c-k-n-a-z-i!").code == "listed_word"
        assert self.said("So ein KACKNAZI?")
        assert self.said("Kacknazis sind etwas anderes") is None
        assert self.said("Ganz harmlos", name="Kacknazi 88")

    def test_an_asterisk_takes_all_endings_and_phrases_stand_in_order(self, mara):
        self.add(mara, "lügenpress*")
        self.add(mara, "geh sterben", verdict="discard")
        assert self.said("Diese Lügenpresse!")
        assert self.said("Ach, geh   sterben.").verdict == "discard"
        assert self.said("sterben geh") is None

    def test_a_host_counts_with_all_below_it(self, mara):
        self.add(mara, "https://www.Spam.example/x", kind="host", verdict="refuse")
        assert self.said("Siehe https://a.spam.example/y").verdict == "refuse"
        assert self.said("Hallo", url="spam.example").code == "listed_host"
        assert self.said("https://notspam.example") is None

    def test_the_strictest_counts_and_what_is_over_or_removed_does_not(self, mara):
        first = self.add(mara, "quatsch")
        second = self.add(mara, "blödsinn", verdict="refuse")
        assert self.said("Quatsch und Blödsinn").verdict == "refuse"
        listing.remove(second, mara)
        assert self.said("Quatsch und Blödsinn").verdict == "hold"
        ListEntry.objects.filter(pk=first.pk).delete()
        self.add(mara, "alt", until=timezone.now() - timedelta(days=1))
        assert self.said("Quatsch, alt") is None


@pytest.mark.django_db
class TestBans:
    def test_a_banned_person_is_refused_and_told_until_when(self, article, mara):
        banning.ban(write(article, email="WER@example.org"), ["email"], 7, mara)
        found = bans.check_each([draft(article, email="wer@example.org")])[0]
        assert (found.verdict, found.code) == ("refuse", "banned_email")
        assert wording.reason({"code": found.code, "params": found.params}).startswith(
            "The newsroom does not take comments from you until 20"
        )
        with pytest.raises(Refused, match="banned_email"):
            submit(draft(article, email="wer@example.org"))
        assert bans.check_each([draft(article, email="andere@example.org")])[0] is None

    def test_a_banned_network_is_refused_until_the_ban_is_over(self, article, mara):
        banning.ban(write(article, address="198.51.100.4"), ["network"], 1, mara)
        assert bans.check_each([draft(article, address="198.51.100.99")])[0].code == "banned_network"
        later = timezone.now() + timedelta(days=1, minutes=1)
        assert bans.check_each([draft(article, address="198.51.100.99", at=later)])[0] is None

    def test_what_links_to_a_banned_host_is_discarded(self, article, mara):
        Ban.objects.create(kind="host", value="spam.example", label="spam.example")
        assert bans.check_each([draft(article, "Schaut: https://neu.spam.example/a")])[0].verdict == "discard"
        comment = submit(draft(article, "Schaut: https://neu.spam.example/a")).comment
        assert comment.state == State.SPAM
        assert "banned_host" in {entry["code"] for entry in comment.held_for}


@pytest.mark.django_db
def test_a_crisis_waits_and_its_writer_alone_reads_who_helps(article):
    comment = submit(draft(article, "Ich will nicht mehr leben.")).comment
    assert comment.state == State.WAITING
    html = crisis.own_piece(comment, RequestFactory().get("/")) or ""
    assert "TelefonSeelsorge 0800 111 0 111" in html
    assert "142" in html
    assert "143" in html
    assert "0800" not in comment.html
    assert crisis.own_piece(write(article), RequestFactory().get("/")) is None
    assert DeskSettings().help_lines("en")[0].startswith("Germany")


@pytest.mark.django_db
def test_a_likely_insult_is_held_by_its_own_engine_and_its_probability_stored(article, monkeypatch):
    DebateRules.objects.create(hold_insults_above=0.3)
    sure = type("Sure", (), {"probability": 0.8})()
    monkeypatch.setattr(Engine, "check", _sure_of_insults(Engine.check, sure))
    comment = submit(draft(article)).comment
    assert comment.state == State.WAITING
    assert comment.held_for[0]["code"] == "insult_likely"
    assert comment.insult_probability == 0.8
    assert insults.probability(draft(article, staff=article.owner or object())) is None


def _sure_of_insults(check, verdict):
    return lambda engine, text: verdict if engine.label == "insult" else check(engine, text)


@pytest.mark.django_db
def test_trying_a_text_says_what_would_happen_and_stores_nothing(article, mara):
    listing.add(ListEntry(pattern="quatsch"), mara)
    tried = try_text(article, "Leserin", "leserin@example.org", "Das ist Quatsch.")
    assert tried.decision == "hold"
    assert tried.reasons[0] == "It has a word that is on the newsroom's list: quatsch."
    DebateRules.objects.create(mode="before")
    assert try_text(article, "L", "l@example.org", "Guter Beitrag zur Brücke, danke.").decision == "hold"
    from presswerk.comments.models import Comment

    assert not Comment.objects.exists()
