"""House rules to begin with (DSA, article 14(1)): what is not allowed, who decides, how one complains."""

DE = """\
# Was hier gilt

1. Streiten Sie über die Sache. Widerspruch ist willkommen, auch scharfer.
2. Beleidigen Sie niemanden.
3. Setzen Sie niemanden wegen Herkunft, Religion, Geschlecht, Behinderung oder sexueller Identität \
herab.
4. Belegen Sie Behauptungen über andere.
5. Nennen Sie keine privaten Angaben, weder fremde noch eigene.
6. Werben Sie nicht.
7. Bleiben Sie beim Thema des Artikels.

# Wie wir entscheiden

Ein Filter auf unserem eigenen Rechner schätzt, ob ein Beitrag Werbung ist. Was er für Werbung \
hält, erscheint nicht. Zweifelhaftes liest ein Mensch. Über alles andere entscheiden Menschen: Sie \
veröffentlichen einen Beitrag, lehnen ihn ab oder entfernen ihn. Wer wiederholt grob gegen die \
Regeln verstößt, kann für eine Zeit nicht kommentieren.

Wird ein Beitrag abgelehnt oder entfernt, nennen wir den Grund.

# Wie Sie sich beschweren

Mit der Begründung kommt ein Link, über den Sie sich sechs Monate lang beschweren können. Über \
Ihre Beschwerde entscheidet ein anderer Mensch als beim ersten Mal. Rechtswidrige Inhalte melden \
Sie über den Link an jedem Beitrag. Der Weg zu den Gerichten steht Ihnen immer offen.
"""
EN = """\
# What holds here

1. Argue about the matter. Disagreement is welcome, sharp disagreement too.
2. Insult nobody.
3. Degrade nobody for origin, religion, gender, disability or sexual identity.
4. Prove claims about others.
5. Give no private data, neither others' nor your own.
6. Do not advertise.
7. Keep to the subject of the article.

# How we decide

A filter on our own machine estimates whether a comment is advertising. What it takes for \
advertising does not appear. A person reads what is in doubt. People decide on everything else: \
they publish a comment, refuse it or remove it. Who breaks the rules badly and repeatedly cannot \
comment for a time.

When a comment is refused or removed, we say why.

# How to complain

With the reasons comes a link by which you can complain for six months. Another person than the \
first one decides on your complaint. Report illegal content by the link at each comment. The \
courts are always open to you.
"""
TEXTS = {"de": DE, "en": EN}
