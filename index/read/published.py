"""Dates of publication: ISO 8601, to whatever precision the source gives."""

from __future__ import annotations

import re
from datetime import datetime

_ISO = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[Tt ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?P<fraction>[.,]\d{1,9})?)?"
    r" ?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?)?)?",
    re.ASCII,
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


def iso_date(raw: str) -> str:
    """Return the date in one spelling, or "" if it is none.

    "2017", "2017-05", "2017-05-04", "2017-05-04T12:30[:00[.5]][Z|+03:00]". A space before the
    time, "20170504", "+0300" and a comma before the fraction are understood.
    """
    value = _BASIC.sub(r"\1-\2-\3", raw) if _BASIC.fullmatch(raw) else raw
    found = _ISO.fullmatch(value)
    if not found or not _exists(found):
        return ""
    date = "-".join(part for part in found.group("year", "month", "day") if part)
    return f"{date}T{_time(found)}" if found["hour"] else date


def _exists(found: re.Match[str]) -> bool:
    numbers = [int(part or 1) for part in found.group("year", "month", "day")]
    clock = [int(part or 0) for part in found.group("hour", "minute", "second")]
    zone = re.findall(r"\d\d", found["zone"] or "")
    try:
        datetime(*numbers, *clock)  # type: ignore[arg-type]
    except ValueError:
        return False
    return all(int(part) < bound for part, bound in zip(zone, (24, 60), strict=False))


def _time(found: re.Match[str]) -> str:
    second = found["second"]
    clock = f"{found['hour']}:{found['minute']}" + (f":{second}" if second else "")
    fraction = (found["fraction"] or "").replace(",", ".")
    zone = (found["zone"] or "").upper().replace(":", "")
    if len(zone) > 1:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    return clock + fraction + zone
