"""Grounds of German law and of the house rules (StGB: Strafgesetzbuch; KUG: Kunsturhebergesetz)."""

from typing import Any


def _law(code: str, de: tuple[str, str], en: tuple[str, str], order: int, **more: Any) -> dict[str, Any]:
    return {
        "code": code, "kind": "law", "title_de": de[0], "text_de": de[1], "title_en": en[0], "text_en": en[1],
        "sort_order": order, "can_be_reported": True, **more,
    }  # fmt: skip


def _rule(code: str, de: tuple[str, str], en: tuple[str, str], order: int) -> dict[str, Any]:
    return _law(code, de, en, order) | {"kind": "rules", "can_be_reported": False}


GROUNDS = (
    _law(
        "threat",
        (
            "Bedrohung oder Gefahr für Leib und Leben",
            "§ 241 StGB stellt unter Strafe, einen Menschen mit einer gegen ihn gerichteten "
                "Straftat zu bedrohen. "
            "Der Beitrag kündigt nach seinem Wortlaut eine solche Tat an oder billigt sie.",
        ),
        (
            "Threat or danger to life",
            "Section 241 of the German Criminal Code punishes threatening a person with an "
                "offence against them. "
            "By its wording the comment announces such an act or approves of it.",
        ),
        10, may_threaten_life=True,
    ),
    _law(
        "abuse_of_children",
        (
            "Sexueller Missbrauch von Kindern",
            "§§ 176 bis 176e und 184b StGB stellen den sexuellen Missbrauch von Kindern und "
                "dessen Darstellung unter Strafe.",
        ),
        (
            "Sexual abuse of children",
            "Sections 176 to 176e and 184b of the German Criminal Code punish sexual abuse of "
                "children and its depiction.",
        ),
        20, without_name=True, may_threaten_life=True,
    ),
    _law(
        "incitement",
        (
            "Volksverhetzung",
            "§ 130 StGB stellt unter Strafe, gegen Gruppen oder Einzelne wegen ihrer Herkunft, Religion oder "
            "Zugehörigkeit zum Hass aufzustacheln oder ihre Menschenwürde anzugreifen. Der Beitrag tut das.",
        ),
        (
            "Incitement to hatred",
            "Section 130 of the German Criminal Code punishes inciting hatred against groups or "
                "persons for their "
            "origin, religion or belonging, or attacking their human dignity. The comment does so.",
        ),
        30,
    ),
    _law(
        "insult_by_law",
        (
            "Beleidigung",
            "§ 185 StGB stellt die Beleidigung unter Strafe. Der Beitrag setzt einen Menschen "
                "herab; auf eine "
            "Auseinandersetzung in der Sache kommt es ihm nach Form und Zusammenhang nicht an.",
        ),
        (
            "Insult",
            "Section 185 of the German Criminal Code punishes insult. The comment degrades a "
                "person; by its form "
            "and context it is not about the matter.",
        ),
        40,
    ),
    _law(
        "defamation",
        (
            "Üble Nachrede oder Verleumdung",
            "§§ 186 und 187 StGB stellen unter Strafe, über einen anderen eine ehrenrührige "
                "Tatsache zu behaupten, "
            "die nicht erweislich wahr oder bewusst unwahr ist. Der Beitrag enthält eine solche Behauptung.",
        ),
        (
            "Defamation",
            "Sections 186 and 187 of the German Criminal Code punish asserting a dishonouring "
                "fact about another "
            "that cannot be proven true or is known to be untrue. The comment holds such an assertion.",
        ),
        50,
    ),
    _law(
        "call_for_crimes",
        (
            "Aufforderung zu Straftaten oder deren Billigung",
            "§§ 111, 126 und 140 StGB stellen unter Strafe, öffentlich zu Straftaten "
                "aufzufordern, sie anzudrohen "
            "oder zu billigen. Der Beitrag tut das.",
        ),
        (
            "Call for crimes or approval of them",
            "Sections 111, 126 and 140 of the German Criminal Code punish calling publicly for "
                "crimes, threatening "
            "them or approving of them. The comment does so.",
        ),
        60, may_threaten_life=True,
    ),
    _law(
        "banned_symbols",
        (
            "Kennzeichen oder Propaganda verfassungswidriger Organisationen",
            "§§ 86 und 86a StGB verbieten, Propagandamittel und Kennzeichen solcher "
                "Organisationen zu verbreiten.",
        ),
        (
            "Symbols or propaganda of unconstitutional organisations",
            "Sections 86 and 86a of the German Criminal Code forbid spreading propaganda and "
                "symbols of such organisations.",
        ),
        70,
    ),
    _law(
        "private_data",
        (
            "Private Angaben über andere, Recht am eigenen Bild",
            "Der Beitrag macht private Angaben eines Menschen öffentlich. Das verletzt sein "
                "Persönlichkeitsrecht "
            "(§ 823 Abs. 1 BGB, Art. 2 Abs. 1 mit Art. 1 Abs. 1 GG), bei Bildern auch §§ 22, 23 "
                "KUG, und kann nach "
            "§ 126a StGB strafbar sein.",
        ),
        (
            "Private data of others, right to one's own image",
            "The comment makes private data of a person public. That violates their general "
                "right of personality "
            "(section 823(1) of the German Civil Code, articles 1 and 2 of the Basic Law), for pictures also "
            "sections 22 and 23 of the KUG, and may be punishable under section 126a of the Criminal Code.",
        ),
        80,
    ),
    _law(
        "copyright",
        (
            "Verletzung von Urheberrecht oder Marke",
            "Der Beitrag gibt ein geschütztes Werk oder Zeichen ohne Erlaubnis wieder (§ 97 "
                "UrhG, § 14 MarkenG).",
        ),
        (
            "Infringement of copyright or trade mark",
            "The comment reproduces a protected work or sign without permission (section 97 of "
                "the German Copyright "
            "Act, section 14 of the Trade Mark Act).",
        ),
        90,
    ),
    _law(
        "protection_of_minors",
        (
            "Jugendschutz",
            "Der Beitrag ist nach § 4 des Jugendmedienschutz-Staatsvertrags unzulässig.",
        ),
        (
            "Protection of minors",
            "The comment is unlawful under section 4 of the German interstate treaty on the "
                "protection of minors in the media.",
        ),
        100,
    ),
    _law(
        "unlawful",
        (
            "Anderer rechtswidriger Inhalt",
            "Der Beitrag verstößt nach unserer Prüfung gegen geltendes Recht. Gegen welche "
                "Vorschrift und warum, "
            "steht unter den Tatsachen.",
        ),
        (
            "Other illegal content",
            "In our view the comment breaks the law. Which provision, and why, is said with the facts.",
        ),
        110,
    ),
    _rule(
        "insult",
        ("Beleidigungen", "Unsere Hausregeln verlangen, über die Sache zu streiten und niemanden zu "
            "beleidigen."),
        ("Insults", "Our house rules ask to argue about the matter and to insult nobody."),
        200,
    ),
    _rule(
        "hate",
        (
            "Herabsetzung von Gruppen",
            "Unsere Hausregeln lassen nicht zu, dass Menschen wegen Herkunft, Religion, "
                "Geschlecht, Behinderung oder "
            "sexueller Identität herabgesetzt werden.",
        ),
        (
            "Degrading of groups",
            "Our house rules do not allow degrading people for origin, religion, gender, "
                "disability or sexual identity.",
        ),
        210,
    ),
    _rule(
        "off_topic",
        ("Am Thema vorbei", "Unsere Hausregeln verlangen, beim Thema des Artikels zu bleiben."),
        ("Off topic", "Our house rules ask to keep to the subject of the article."),
        220,
    ),
    _rule(
        "unproven",
        ("Unbelegte Behauptung", "Unsere Hausregeln verlangen einen Beleg für Behauptungen über andere."),
        ("Unproven claim", "Our house rules ask for proof of claims about others."),
        230,
    ),
    _rule(
        "repeated",
        ("Wiederholung oder Störung", "Unsere Hausregeln lassen nicht zu, dasselbe immer wieder zu "
            "schreiben oder eine Debatte zu stören."),
        ("Repetition or disturbance", "Our house rules do not allow writing the same again and again, or "
            "disturbing a debate."),
        240,
    ),
    _rule(
        "unreadable",
        ("Nicht zu verstehen", "Unsere Hausregeln verlangen Beiträge, die man lesen und verstehen kann."),
        ("Unreadable", "Our house rules ask for comments that can be read and understood."),
        250,
    ),
    _rule(
        "house_rules",
        ("Hausregeln", "Der Beitrag verstößt gegen unsere Regeln für Kommentare."),
        ("House rules", "The comment offends against our rules for comments."),
        260,
    ),
)  # fmt: skip
