"""Style sheets as Chromium reads them. 3 s."""

import pytest

from presswerk.theme.sheets.building import sheet, source
from presswerk.theme.sheets.kinds import KINDS
from presswerk.theme.themes.theme import theme

pytestmark = pytest.mark.browser

RULES = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    // The value of a custom property is kept as it was written, white space included.
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/\\s*,\\s*/g, ","));
}"""


@pytest.mark.parametrize("look", ["sachlich", "boulevard"])
def test_a_sheet_made_small_says_what_it_said_before(browser, look):
    page = browser.new_page()
    for kind in KINDS:
        whole = page.evaluate(RULES, source(theme(look), kind))
        small = page.evaluate(RULES, sheet(theme(look), kind))
        assert len(whole) > 5
        assert small == whole
    page.close()
