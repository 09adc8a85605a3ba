"""Elements of XML in which no text can break anything."""

from typing import Any

from presswerk.syndication.xml_text import clean

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """A new element at the end of `parent`; characters that XML cannot hold are left out."""
    from lxml import etree

    element = etree.SubElement(parent, name, {key: clean(value) for key, value in attributes.items()})
    if text:
        element.text = clean(text)
    return element


def document(root: Any, style_url: str) -> bytes:
    """The whole document as UTF-8, with the style sheet that shows it to people."""
    from lxml import etree

    style = etree.ProcessingInstruction("xml-stylesheet", f'href="{clean(style_url)}" type="text/css"')
    root.addprevious(style)
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
