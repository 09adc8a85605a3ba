"""What readers type becomes HTML that can do nothing."""

import html

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from presswerk.comments.markup import render
from presswerk.comments.taming import MOST_MARKS, tame, tame_line

ALLOWED = {"p", "br", "blockquote", "em", "strong", "a", "ul", "ol", "li", "code", "pre", "div"}
CORPUS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate xlink:href=#a attributeName=href values=javascript:alert(1) /></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<style>@import 'https://evil.example'</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](https://a.example \"onmouseover=alert(1)\")",
    "[x](https://a.example'onclick='alert(1))",
    "[x](<https://a.example\" onclick=\"alert(1)>)",
    "![x](javascript:alert(1))",
    "![x](https://tracker.example/pixel.gif)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=\"alert(1)>",
    "https://a.example/\"><script>alert(1)</script>",
    "https://a.example/'onclick='alert(1)",
    "http://javascript:alert(1)@a.example",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "```\" onclick=\"alert(1)\nx\n```",
    "`</code><img src=x onerror=alert(1)>`",
    "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>",
    "1. [x](javascript:alert(1))",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<\u202escript>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "{{ request }} {% load static %}",
]  # fmt: skip


def faults_of(rendered: str) -> list[str]:
    """What a browser could be led astray by; empty for harmless HTML."""
    if not rendered:
        return []
    faults = []
    for element in lxml_html.fragment_fromstring(rendered, create_parent="div").iter():
        if not isinstance(element.tag, str) or element.tag not in ALLOWED:
            faults.append(f"element {element.tag}")
            continue
        for name, value in element.attrib.items():
            if (element.tag, name) not in {("a", "href"), ("a", "rel"), ("ol", "start")}:
                faults.append(f"attribute {name} of {element.tag}")
            if name == "href" and not value.lower().startswith(("http://", "https://")):
                faults.append(f"address {value}")
            if name == "start" and not value.isdigit():
                faults.append(f"start {value}")
        if element.tag == "a" and element.get("href") and element.get("rel") != "ugc nofollow noopener":
            faults.append(f"rel {element.get('rel')}")
    return faults


@pytest.mark.parametrize("text", CORPUS)
def test_no_attack_of_the_corpus_is_more_than_text(text):
    assert faults_of(str(render(text))) == []


PIECES = st.sampled_from(
    [*"<>&\"'`*_[]()!#\\/:;=-\n\t ", "script", "javascript:", "data:", "onerror=", "https://a.example/",
     "> ", "- ", "1. ", "```", "<img src=x ", "](", "&#", "x;", "\u202e", "\u0301", "&colon;", "<!--", "-->"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
@example("[]()")
@example("[words]( )")
@example("[" * 200 + "x](" * 200)
@example(">" * 500 + "x")
@example("- " * 300)
@example("*" * 3000)
def test_whatever_is_typed_the_html_has_nothing_but_what_is_allowed(text):
    assert faults_of(str(render(text))) == []


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("> zitiert", "<blockquote>\n<p>zitiert</p>\n</blockquote>"),
        ("*so* und **so**", "<p><em>so</em> und <strong>so</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("`code`", "<p><code>code</code></p>"),
        ("eins\nzwei", "<p>eins<br>\nzwei</p>"),
        ("# kein Titel", "<p># kein Titel</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ],
)
def test_allowed_markdown_is_shown_and_all_else_is_text(text, rendered):
    assert str(render(text)) == rendered


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("siehe https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/b_(c))", "https://a.example/b_(c)"),
        ("[Wort](https://a.example/?a=1&b=2)", "https://a.example/?a=1&b=2"),
    ],
)
def test_addresses_become_links_that_lend_no_reputation(text, address):
    shown = html.unescape(str(render(text)))
    assert f'<a href="{address}" rel="ugc nofollow noopener">' in shown


def test_characters_that_turn_or_hide_text_are_gone():
    assert tame("a\u202eb\u2066c\u200bd\ufeffe\x07f\U000e0041g") == "abcdefg"
    assert tame_line("Anna\n\u202eAlbers") == "Anna Albers"


def test_marks_are_left_to_languages_that_need_them_and_zalgo_is_cut():
    assert tame("Việt Nam, שָׁלוֹם, Ωραῖος") == tame(tame("Việt Nam, שָׁלוֹם, Ωραῖος"))
    towering = tame("Z" + "\u0336\u0489\u0300" * 20)
    assert len(towering) <= 1 + MOST_MARKS + 1


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_taming_twice_changes_nothing(text):
    assert tame(tame(text)) == tame(text)


def test_emoji_and_persian_keep_their_joiners():
    assert "\u200d" in tame("👩\u200d🚒")
    assert "\u200c" in tame("می\u200cخواهم")
