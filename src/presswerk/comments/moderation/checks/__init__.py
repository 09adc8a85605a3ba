"""What the desk says of a text before it is stored. Each check is one module; `register` names them all."""

from presswerk.comments import seams
from presswerk.comments.moderation import grounds
from presswerk.comments.moderation.checks import bans, crisis, insults, lists, personal_data


def register() -> None:
    """Called once when Django starts."""
    seams.register_check_of_many("moderation: bans", bans.check_each)
    seams.register_check("moderation: crisis", crisis.check)
    seams.register_check("moderation: insults", insults.check)
    seams.register_check_of_many("moderation: lists", lists.check_each)
    seams.register_check("moderation: personal data", personal_data.check)
    seams.register_score("insult_probability", insults.probability)
    seams.register_own_piece("moderation: crisis", crisis.own_piece)
    for words in (bans.WORDS, crisis.WORDS, insults.WORDS, lists.WORDS, personal_data.WORDS):
        for code, say in words.items():
            seams.register_words(code, say)
    for ground in grounds.GROUNDS:
        seams.register_words(ground.code, _words_of(ground))


def _words_of(ground: grounds.Ground) -> seams.Words:
    return lambda _params: str(ground.sentence)
