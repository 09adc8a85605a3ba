"""Who collects texts to train machines, by the name that each looks for in robots.txt.

Only names that their operators document for this purpose, so that refusing one costs nothing in search:
`Google-Extended` and `Applebot-Extended` are no crawlers of their own but switches beside those of search.
"""

from typing import NamedTuple


class Crawler(NamedTuple):
    """A name in robots.txt, and whose it is."""

    name: str
    operator: str


CRAWLERS = (
    Crawler("AI2Bot", "Allen Institute for AI"),
    Crawler("Amazonbot", "Amazon"),
    Crawler("Applebot-Extended", "Apple"),
    Crawler("Bytespider", "ByteDance"),
    Crawler("CCBot", "Common Crawl"),
    Crawler("ClaudeBot", "Anthropic"),
    Crawler("cohere-training-data-crawler", "Cohere"),
    Crawler("Diffbot", "Diffbot"),
    Crawler("Google-Extended", "Google"),
    Crawler("GPTBot", "OpenAI"),
    Crawler("Meta-ExternalAgent", "Meta"),
    Crawler("PanguBot", "Huawei"),
)


def choices() -> list[tuple[str, str]]:
    """What the form offers."""
    return [(crawler.name, f"{crawler.name} ({crawler.operator})") for crawler in CRAWLERS]
