"""Spoils generated texts as real files are spoilt: case, line ends, reading errors; spans move with the text.

It refuses to change what a span means: a label always covers the same letters as before, however garbled.
"""

from __future__ import annotations

import random
import re

from .care import Text

OCR = {"m": "rn", "l": "1", "O": "0", "I": "l", "o": "0", "rn": "m", "h": "li", "e": "c", "S": "5", "B": "8", "i": "1"}


def _mapped(text: Text, pieces: list[str]) -> Text:
    """``pieces[i]`` replaces character ``i``; spans follow."""
    at, new = [0], []
    for piece in pieces:
        new.append(piece)
        at.append(at[-1] + len(piece))
    return Text("".join(new), [(at[a], at[b], label, origin) for a, b, label, origin in text.spans])


def lower(text: Text) -> Text:
    return _mapped(text, [c.lower() if len(c.lower()) == 1 else c for c in text.text])


def upper(text: Text) -> Text:
    return _mapped(text, [c.upper() if len(c.upper()) == 1 else c for c in text.text])


def ocr(text: Text, r: random.Random, rate: float) -> Text:
    return _mapped(text, [OCR[c] if c in OCR and r.random() < rate else c for c in text.text])


def wrap(text: Text, r: random.Random) -> Text:
    """Blank to line end at a width, as in mail, scans and PDF text; now and then a hyphen inside a word."""
    width, pieces, column = r.randint(45, 100), list(text.text), 0
    for i, c in enumerate(text.text):
        column = 0 if c == "\n" else column + 1
        if column > width and c == " ":
            pieces[i], column = "\n", 0
        elif column > width + 4 and c.isalpha() and text.text[i - 1].isalpha() and r.random() < 0.3:
            pieces[i], column = "-\n" + c, 0
    return _mapped(text, pieces)


def curly(text: Text) -> Text:
    return _mapped(text, ["’" if c == "'" else c for c in text.text])


def quote(text: Text, r: random.Random) -> Text:
    mark = r.choice(["> ", ">> ", "| ", "    "])
    return _mapped(text, [c + mark if c == "\n" else c for c in text.text])


def lower_names(text: Text, r: random.Random) -> Text:
    """A hurried typist: some names lose their capitals."""
    pieces = list(text.text)
    for a, b, label, _ in text.spans:
        if label == "PER" and r.random() < 0.5:
            pieces[a:b] = [c.lower() if len(c.lower()) == 1 else c for c in pieces[a:b]]
    return _mapped(text, pieces)


def upper_surnames(text: Text, r: random.Random) -> Text:
    """Mentions in capitals, as forms and police logs have them."""
    pieces = list(text.text)
    for a, b, label, _ in text.spans:
        if label == "PER" and r.random() < 0.6:
            last = re.search(r"[^\s,]+$", text.text[a:b])
            start = a + last.start() if last and r.random() < 0.5 else a
            pieces[start:b] = [c.upper() if len(c.upper()) == 1 else c for c in pieces[start:b]]
    return _mapped(text, pieces)


def spoil(text: Text, r: random.Random) -> Text:
    """One draw of what happens to a document."""
    pick = r.random()
    if pick < 0.09:
        text = lower(text)
    elif pick < 0.13:
        text = upper(text)
    elif pick < 0.17:
        text = lower_names(text, r)
    elif pick < 0.25:
        text = upper_surnames(text, r)
    elif pick < 0.32:
        text = ocr(text, r, r.choice([0.03, 0.1, 0.25]))
    if r.random() < 0.35:
        text = wrap(text, r)
    if r.random() < 0.3:
        text = curly(text)
    return quote(text, r) if r.random() < 0.05 else text
