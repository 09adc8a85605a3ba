"""Hosts, addresses and numbers that belong to nobody, in the forms that spam gives them.

Host names are made of syllables and digits. Telephone numbers come from the ranges that regulators keep free
for films: Ofcom 07700 900xxx, NANPA 555-01xx, ARCEP 06 39 98 xx xx, Bundesnetzagentur 0171 39200xx.
"""

import random
import unicodedata

SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "ven",
    "tu",
    "lo",
    "mi",
    "zar",
    "del",
    "fo",
    "nex",
    "ga",
    "qui",
    "pro",
    "sol",
    "ter",
    "vi",
    "nu",
    "kel",
    "dro",
    "san",
    "ple",
    "wix",
    "jo",
    "hul",
    "bre",
]
SPAM_ENDINGS = [
    "top",
    "xyz",
    "site",
    "online",
    "shop",
    "club",
    "icu",
    "live",
    "vip",
    "buzz",
    "ru",
    "cn",
    "info",
    "biz",
    "net",
    "com",
    "com",
    "com",
    "io",
    "cc",
    "pw",
    "click",
    "fun",
]
SHORTENERS = ("bit.ly", "tinyurl.com", "cutt.ly", "is.gd", "t.ly", "rb.gy")
MAIL_HOSTS = (
    "postkiste24.net",
    "mailhafn.com",
    "briefkoffer.info",
    "inboxly7.com",
    "fastpostbox.net",
    "zmailo.org",
)
TOPIC_WORDS: dict[str, str] = {
    "prize": "win gift prize bonus reward lucky promo",
    "crypto": "coin btc trade token chain invest wallet ai-trade fx",
    "loan": "credit loan finance cash money lend",
    "pills": "pharm meds rx pill health vita slim tabs",
    "casino": "slot spin bet casino jackpot play poker win",
    "escort": "date lady escort vip night model",
    "seo": "seo rank traffic web link growth",
    "backlink": "link guest post outreach media blog",
    "phishing": "secure login verify konto account update service id",
    "hacker": "hack spy phone cyber tool",
    "recovery": "recover refund assets claim trace",
    "replica": "replica watch bags luxe outlet store sneaker",
    "streaming": "movie stream film hd tv watch iptv",
    "essay": "essay paper write study thesis",
    "followers": "follow likes insta boost social",
    "dating": "date love single chat meet flirt",
    "jobs": "job work home income cash earn",
    "spell": "spell magic love healer temple",
    "adult": "cam xxx sex tube hot",
    "reviews": "review stars rate trust",
}
PATHS = [
    "",
    "go",
    "blog",
    "offer",
    "promo",
    "de",
    "en",
    "start",
    "index.php",
    "p",
    "category/news",
    "ref",
    "landing",
    "item",
    "2024/best",
    "login",
    "free",
]


def word(rng: random.Random, syllables: int = 3) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables))


def code(rng: random.Random, length: int = 7) -> str:
    return "".join(
        rng.choice("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(length)
    )


def host(rng: random.Random, kind: str) -> str:
    """A host name as this kind of spam likes them."""
    topic = rng.choice(TOPIC_WORDS.get(kind, "blog web info best pro").split())
    name = word(rng, rng.choice((2, 2, 3)))
    form = rng.choice(
        (
            "{t}{n}",
            "{n}{t}",
            "{n}-{t}",
            "{t}-{n}",
            "{n}{t}{d}",
            "{t}{n}{d}",
            "{n}",
            "best-{t}-{n}",
            "www.{n}{t}",
        )
    )
    return form.format(t=topic, n=name, d=rng.randrange(2, 999)) + "." + rng.choice(SPAM_ENDINGS)


def link(rng: random.Random, kind: str) -> str:
    scheme = rng.choice(("https://", "https://", "https://", "http://", "http://", ""))
    path = rng.choice(PATHS)
    query = rng.choice(("", "", "", "?ref={}", "?id={}", "/{}", "?utm_source={}")).format(code(rng, 5))
    return f"{scheme}{host(rng, kind)}" + (f"/{path}" if path else "") + query


def short_link(rng: random.Random) -> str:
    return f"{rng.choice(('https://', 'https://', ''))}{rng.choice(SHORTENERS)}/{code(rng)}"


def handle(rng: random.Random, kind: str) -> str:
    """A name on a messenger, without the at sign."""
    topic = rng.choice(TOPIC_WORDS.get(kind, "info pro").split()).replace("-", "")
    return rng.choice(
        (f"{topic}_{word(rng, 2)}", f"{word(rng, 2)}{topic}{rng.randrange(10, 99)}", f"{word(rng)}_{topic}")
    )


def phone(rng: random.Random) -> str:
    two, three = f"{rng.randrange(100):02}", f"{rng.randrange(1000):03}"
    return rng.choice(
        (f"+44 7700 900{three}", f"+447700900{three}", f"+1 (202) 555-01{two}", f"+1 505 555 01{two}",
         f"+33 6 39 98 {two} {rng.randrange(100):02}", f"+49 171 39200{two}", f"+4917139200{two}")
    )  # fmt: skip


def mail(rng: random.Random, kind: str) -> str:
    return f"{handle(rng, kind)}@{rng.choice(MAIL_HOSTS)}"


def own_site(last_names: list[str], crafts: list[str], endings: list[str], rng: random.Random) -> str:
    """The host of an honest person's own pages: a name, what they do, their country."""
    last = (
        rng.choice(last_names)
        .lower()
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ß", "ss")
    )
    ascii_only = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    name = "".join(filter(str.isalnum, ascii_only))
    form = rng.choice(("{n}-{c}.{e}", "{c}-{n}.{e}", "{n}.{e}", "www.{n}-{c}.{e}", "{c}{n}.{e}"))
    return form.format(n=name, c=rng.choice(crafts), e=rng.choice(endings))
