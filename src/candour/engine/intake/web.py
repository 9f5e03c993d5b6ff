"""HTML: the words a browser shows, as headings, paragraphs, lists and tables; what it hides as notes.

Nothing is fetched and no script is run; styles count only as far as they hide something in a plain way.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator

from lxml import etree, html
from PIL import Image

from candour.engine.intake import decoding
from candour.engine.intake.shown import Job, Shown
from candour.engine.intake.tables import table_blocks
from candour.engine.typeset import Block, Heading, Paragraph, Picture, Preformatted, write_pdf

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form"
    " header hr html legend li main nav ol optgroup option p section summary tr td th caption ul".split()
)
UNSEEN = frozenset("head script style template noscript title meta link object iframe datalist".split())
HEADINGS = {f"h{level}": min(level, 3) for level in range(1, 7)}
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)"
    r"|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$|!)|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{3,}",
    re.I,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent)", re.I
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_BOX = {"checkbox": ("[x]", "[ ]"), "radio": ("(x)", "( )")}


def read(job: Job) -> Shown:
    """A page: what is seen, and notes."""
    data = job.path.read_bytes()
    told = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)
    page = parsed(decoding.decoded(data, encoding=told[1].decode("ascii") if told else ""))
    shown = Shown(own=job.new(".pdf"), title=" ".join(str(page.findtext(".//title") or "").split()))
    notes(page, shown)
    assert shown.own is not None
    write_pdf(list(blocks(page)), out=shown.own)
    return shown


def parsed(source: str) -> etree._Element:
    """The tree of an HTML text; never fails: what is no HTML is one paragraph."""
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", source).replace("\0", "")
    try:
        page = html.document_fromstring(clean or "<p></p>", parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, ValueError):
        page = html.document_fromstring("<p></p>")
        next(page.iter("p")).text = clean
    for rule in _RULE.finditer(" ".join(str(style.text or "") for style in page.iter("style"))):
        if _HIDING.search(rule[2]):
            _mark(page, rule[1])
    return page


def _mark(page: etree._Element, selectors: str) -> None:
    """Hides what simple selectors (``.a``, ``#b``, ``p.c``) choose."""
    for selector in selectors.split(","):
        match = re.fullmatch(r"\s*(\w*)([.#])([\w-]+)\s*", selector)
        if match:
            attribute = "class" if match[2] == "." else "id"
            for element in page.iter(match[1] or etree.Element):
                if match[3] in str(element.get(attribute) or "").split():
                    element.set("hidden", "")


def text_of(element: etree._Element) -> str:
    """All text in an element, comments aside."""
    return "".join(str(part) for part in element.itertext(etree.Element))


def opens(data: bytes) -> bool:
    """``data`` is a picture that can be decoded, of bearable size."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            return True
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def hidden(element: etree._Element) -> bool:
    """The element itself hides what it holds."""
    style = str(element.get("style") or "")
    pale = _WHITE.search(style) and "background" not in style.lower()
    pale = pale or str(element.get("color") or "").lower() in ("white", "#ffffff", "#fff")
    aside = element.get("hidden") is not None or str(element.get("aria-hidden") or "").lower() == "true"
    return bool(pale or aside or _HIDING.search(style)) or element.get("type") == "hidden"


# ---------------------------------------------------------------- what is seen


def lines(page: etree._Element) -> list[str]:
    """The seen text, one line per paragraph or row."""
    found: list[str] = []
    for block in blocks(page):
        if isinstance(block, (Heading, Paragraph, Preformatted)):
            found += block.text.splitlines()
        elif not isinstance(block, Picture):
            found += [" ".join(row) for row in getattr(block, "rows", ())]
    return [line for line in found if line.strip()]


def blocks(page: etree._Element) -> Iterator[Block]:
    """The page as blocks, in order."""
    body = page.find("body")
    flow = _Flow()
    flow.element(page if body is None else body)
    flow.flush()
    yield from flow.blocks


class _Flow:
    """Collects running text and turns it into a block wherever an element breaks it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.text: list[str] = []

    def flush(self, level: int = 0) -> None:
        text = re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", "".join(self.text)).strip()
        self.text = []
        if text:
            self.blocks.append(Heading(text, level) if level else Paragraph(text))

    def element(self, element: etree._Element) -> None:
        if not isinstance(element.tag, str) or element.tag in UNSEEN or hidden(element):
            return
        if element.tag in HEADINGS:
            self.flush()
            self.inside(element)
            self.flush(HEADINGS[element.tag])
        elif element.tag == "table" and not element.xpath(".//table"):
            self.flush()
            self.blocks += table_blocks(list(_rows(element)), header=bool(element.xpath(".//th")))
        elif element.tag == "pre":
            self.flush()
            self.blocks.append(Preformatted(text_of(element)))
        elif element.tag in BLOCKS:
            self.flush()
            self.text.append("• " if element.tag == "li" else "")
            self.inside(element)
            self.flush()
        else:
            self.single(element)

    def inside(self, element: etree._Element) -> None:
        self.text.append(_spaces(element.text))
        for child in element:
            self.element(child)
            self.text.append(_spaces(child.tail))

    def single(self, element: etree._Element) -> None:
        """An element within a line: a form field, a picture, a line break, or just more text."""
        if element.tag == "br":
            self.text.append("\n")
        elif element.tag == "input":
            kind = str(element.get("type") or "").lower()
            on, off = _BOX.get(kind, ("", ""))
            self.text.append((on if element.get("checked") is not None else off) or str(element.get("value") or ""))
        elif element.tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            self.text.append(", ".join(" ".join(text_of(option).split()) for option in chosen))
        elif element.tag == "img":
            self.picture(element)
        elif element.tag == "textarea":
            self.text.append(str(element.text or ""))
        else:
            self.inside(element)

    def picture(self, element: etree._Element) -> None:
        data = _embedded(str(element.get("src") or ""))
        if data and opens(data):
            self.flush()
            self.blocks.append(Picture(data))
        else:
            self.text.append(f" [Picture: {' '.join(str(element.get('alt') or 'not in the file').split())}] ")


def _spaces(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iter("tr"):
        if hidden(row):
            continue
        cells = []
        for cell in row:
            if cell.tag in ("td", "th") and not hidden(cell):
                flow = _Flow()
                flow.inside(cell)
                flow.flush()
                cells.append("\n".join(_words(block) for block in flow.blocks))
        if cells:
            yield cells


def _words(block: Block) -> str:
    return block.text if isinstance(block, (Heading, Paragraph, Preformatted)) else "[Picture]"


def _embedded(source: str) -> bytes:
    match = re.match(r"data:image/[\w.+-]+;base64,(.*)", source, re.S)
    try:
        return base64.b64decode(match[1]) if match else b""
    except (binascii.Error, ValueError):
        return b""


# ---------------------------------------------------------------- what is not seen


def notes(page: etree._Element, shown: Shown) -> None:
    """Comments, hidden elements, meta data, link targets, descriptions and scripts."""
    for element in page.iter():
        if isinstance(element, etree._Comment):
            if not re.match(r"\s*\[(?:if|endif)", str(element.text or ""), re.I):
                shown.note("Comments in the page's source", "", str(element.text or ""))
            continue
        if isinstance(element.tag, str):
            _note(element, shown)


def _note(element: etree._Element, shown: Shown) -> None:
    if element.tag == "meta" and element.get("content") and element.get("name") not in (None, "viewport", "generator"):
        shown.note("Document properties", str(element.get("name")), str(element.get("content")))
    elif element.tag == "title":
        shown.note("Document properties", "title", str(element.text or ""))
    elif element.tag in ("script", "template", "noscript", "datalist"):
        shown.note("Script" if element.tag == "script" else "Hidden in the page", "", text_of(element))
    elif element.tag == "input" and element.get("type") == "hidden":
        shown.note("Hidden in the page", str(element.get("name") or "field"), str(element.get("value") or ""))
    elif hidden(element) and element.tag not in UNSEEN:
        shown.note("Hidden in the page", "", " ".join(text_of(element).split()))
    elif element.tag == "option" and element.get("selected") is None:
        shown.note("Choices not taken", "", " ".join(text_of(element).split()))
    for name, what in (
        ("alt", "Descriptions of pictures"),
        ("title", "Tooltips"),
        ("aria-label", "Spoken labels"),
        ("placeholder", "Tooltips"),
    ):
        shown.note(what, "", str(element.get(name) or ""))
    for name in ("href", "src", "action", "cite", "background"):
        target = str(element.get(name) or "").strip()
        if target and not target.startswith(("#", "data:", "cid:", "javascript:void")) and element.tag != "link":
            shown.note("Links", "", target)
    for key, value in element.attrib.items():
        if str(key).startswith(("data-", "on")) and re.search(r"[A-Za-z]{2}", str(value)):
            shown.note("Data in the page's source", str(key), str(value))
