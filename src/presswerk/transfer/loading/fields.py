"""The fields of an article held to what the model can take, as the newsroom's forms do for an editor."""

from datetime import datetime

from presswerk.newsroom.excerpts import cut_at_word
from presswerk.newsroom.models import ArticlePage

# Field of the model → what people call it.
_LIMITED = {
    "title": "headline",
    "kicker": "kicker",
    "short_headline": "short headline",
    "lead_picture_caption": "caption of the lead picture",
    "seo_title": "title for search engines",
}


def fit(fields: dict[str, object], published_at: datetime) -> list[str]:
    """Cut texts that are too long at a word, drop an update older than the publication, and say so."""
    notes = []
    for name, words in _LIMITED.items():
        text = fields.get(name)
        most = ArticlePage._meta.get_field(name).max_length or 0
        if isinstance(text, str) and len(text) > most:
            fields[name] = cut_at_word(text, most)
            notes.append(f"The {words} was cut, because it has more than {most} characters.")
    updated_at = fields.get("updated_at")
    if isinstance(updated_at, datetime) and updated_at < published_at:
        fields["updated_at"] = None
        notes.append("The update was left out, because it is older than the publication.")
    return notes
