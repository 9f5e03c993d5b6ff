"""Cell values as a spreadsheet program shows them: dates, times, percentages, fixed digits, currencies."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|y+|m+|d+|h+|s+|am/pm|a/p|\.0+|.', re.I)
_STYLE = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')


def shown(value: object, form: str) -> str:
    """``value`` in the number format ``form``, near to what is seen; never less than the value where in doubt."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time)):
        return _moment(value, form)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(value, (int, float)):
        return _number(value, form)
    return str(value)


def plain(value: object) -> str:
    """``value`` whole, whatever its format hides."""
    if isinstance(value, datetime):
        return (
            value.isoformat(" ") if (value.hour, value.minute, value.second) != (0, 0, 0) else value.date().isoformat()
        )
    if isinstance(value, (date, time)):
        return value.isoformat()
    return shown(value, "General")


def _number(value: float, form: str) -> str:
    whole = str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.11g}"
    sections = form.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 and sections[1] else sections[0]
    if not form or form in ("General", "@") or not re.search(r"[0#?]", section):
        return whole
    literal = _STYLE.sub(lambda match: "".join(part or "" for part in match.groups()), section)
    pattern = _STYLE.sub("", section)
    if "%" in pattern:
        point = re.search(r"\.(0*)", pattern)
        return f"{value * 100:.{len(point[1]) if point else 0}f}%"
    if re.search(r"[eE][+-]|/", pattern):
        return whole
    if re.fullmatch(r"[0 ()\-]+", pattern) and pattern.count("0") > 1:
        return _digits(value, pattern)
    point = re.search(r"\.([0#?]*)", pattern)
    decimals = len(point[1]) if point else 0
    grouped = "," if re.search(r"#,|0,0", pattern) else ""
    number = f"{abs(value):{grouped}.{decimals}f}"
    sign = "-" if value < 0 else ""
    before, after = re.match(r"^([^0#?]*)", literal), re.search(r"([^0#?.,]*)$", literal)
    return f"{sign}{before[1].strip() if before else ''}{number}{after[1] if after else ''}".strip()


def _digits(value: float, pattern: str) -> str:
    """A number in fixed places, such as a telephone number in ``00000 000000``."""
    digits = list(f"{int(abs(value)):0{pattern.count('0')}d}")
    parts = [digits.pop() if char == "0" and digits else char for char in reversed(pattern)]
    return "".join(digits) + "".join(reversed(parts))


def _moment(value: datetime | date | time, form: str) -> str:
    if isinstance(value, time):
        return value.isoformat()
    form = form.split(";")[0]
    if not re.search(r"[dmyhs]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", form), re.I):
        return plain(value)
    when = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    tokens, parts, half = _TOKEN.findall(form), [], re.search(r"am/pm|a/p", form, re.I)
    for at, token in enumerate(tokens):
        parts.append(_part(token, when, minutes=_is_minutes(tokens, at), half=bool(half)))
    return "".join(parts).strip()


def _is_minutes(tokens: list[str], at: int) -> bool:
    """``m`` is minutes after hours and before seconds."""
    before = next((token[0].lower() for token in reversed(tokens[:at]) if token[0].lower() in "ymdhs"), "")
    after = next((token[0].lower() for token in tokens[at + 1 :] if token[0].lower() in "ymdhs"), "")
    return before == "h" or after == "s"


def _part(token: str, when: datetime, *, minutes: bool, half: bool) -> str:
    low = token.lower()
    if token[0] in '"\\':
        return token.strip('"\\')
    if token[0] == "[":
        return ""
    if low in ("am/pm", "a/p"):
        return f"{when:%p}"
    hour = when.hour % 12 or 12 if half else when.hour
    kinds = {
        "y": f"{when:%Y}" if len(token) > 2 else f"{when:%y}",
        "d": [f"{when.day}", f"{when:%d}", f"{when:%a}", f"{when:%A}"][min(len(token), 4) - 1],
        "h": f"{hour:02d}" if len(token) > 1 else str(hour),
        "s": f"{when:%S}" if len(token) > 1 else str(when.second),
    }
    if low[0] == "m":
        if minutes:
            return f"{when:%M}" if len(token) > 1 else str(when.minute)
        return [str(when.month), f"{when:%m}", f"{when:%b}", f"{when:%B}", f"{when:%B}"[0]][min(len(token), 5) - 1]
    return kinds.get(low[0], token) if set(low) <= set("ydhs") else token
