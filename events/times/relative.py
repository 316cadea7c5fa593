"""Readers of dates that count from another: "yesterday", "last Friday", "three years ago", "that year"."""

from __future__ import annotations

import re
from datetime import date

from events.times import calendar, lexicon
from events.times.context import Context, Reading
from events.times.dates import near_month
from events.times.grammar import Candidate
from events.times.years import season_near

DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": -1}
DAYS |= {"day before yesterday": -2, "day after tomorrow": 2}
UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
ANAPHORIC = {"that", "same", "following", "previous", "preceding", "ensuing", "subsequent", "prior"}
BACKWARD = {"ago", "earlier", "previously", "prior", "before", "before that"}
FROM_TODAY = {"ago", "from now", "hence"}
NOT_FALL = re.compile(rf" {lexicon.cue('no_season')}\b")


def _unresolved(c: Candidate, unit: str, type_: str = "DATE") -> list[Reading]:
    return [Reading(c.start, c.end, type_, UNKNOWN.get(unit), flag="unresolved")]


def deictic(c: Candidate, x: Context) -> list[Reading]:
    """ "today", "yesterday morning", "tomorrow night", "the day before yesterday"."""
    groups = c.match.groupdict()
    word = re.sub(r" +", " ", c.match["word"])
    part = groups.get("part") or (word if word in ("tonight", "overnight") else None)
    code = {"tonight": "TNI", "overnight": "TNI"}.get(part or "") or (lexicon.words("daypart")[part] if part else "")
    if groups.get("before"):
        code = lexicon.words("daypart")[re.split(r"[ -]+", groups["before"])[-1]]
    base = x.base
    if base is None:
        return [Reading(c.start, c.end, "TIME" if code else "DATE", "XXXX-XX-XX" + code, flag="unresolved")]
    day = calendar.step(base, "D", DAYS[word])
    if day is None:
        return []
    return [Reading(c.start, c.end, "TIME" if code else "DATE", day.isoformat() + code)]


def weekday(c: Candidate, x: Context) -> list[Reading]:
    """ "on Friday" by tense, "last Friday", "next Friday", "the following Friday", "Friday night"."""
    m = c.match
    number = lexicon.weekday(m["weekday"])
    part = lexicon.words("daypart")[m["part"]] if m["part"] else ""
    type_ = "TIME" if part else "DATE"
    direction = m["direction"]
    anaphoric = direction in ANAPHORIC or (x.narrative and direction != "last")
    base = x.said if anaphoric else x.base
    if base is None or (x.narrative and not (x.last and len(x.last) >= 10)):
        return [Reading(c.start, c.end, type_, f"XXXX-WXX-{number}{part}", flag="unresolved")]
    if m["week"]:
        weeks = {"last": -1, "next": 1}.get(m["week"].split()[-2], 0)
        days = number - base.isoweekday() + 7 * weeks
    else:
        days = _days_to(base, number, direction, x, c)
    day = calendar.step(base, "D", days)
    return [Reading(c.start, c.end, type_, day.isoformat() + part)] if day else []


def _days_to(base: date, number: int, direction: str | None, x: Context, c: Candidate) -> int:
    """Days from the base to the weekday that is meant, 0 where it is today."""
    back = (base.isoweekday() - number) % 7
    steps = lexicon.words("direction").get(direction) if direction else None
    if direction in ("that", "same"):
        return -back
    if steps == -1 or " past " in c.match[0]:
        return -(back or 7)
    if steps == 1:
        return -back % 7 or 7
    if steps == 0 or x.narrative:
        return -back % 7
    return 7 - back if back and _lies_ahead(c, x) else -back


CUE = re.compile(rf"\b(?:(?P<ahead>{lexicon.cue('ahead')})|to (?P<to>[a-z]+)|(?P<told>{lexicon.cue('told')}))\b")


def _lies_ahead(c: Candidate, x: Context) -> bool:
    """Whether the verb closest before the day, else the sentence around, speaks of the future."""
    before, after = x.before(c.start, 70), x.after(c.end, 30)
    clause = re.split(r"[;.!?]| (?:that|who|which) (?!opens|begins|starts|ends)", before)[-1]
    offset = c.start - len(clause)
    cues = [m for m in CUE.finditer(clause) if m["to"] is None or _is_infinitive(m, offset, x)]
    if cues and cues[-1]["told"]:
        return False
    if cues and cues[-1]["ahead"]:
        return True
    if re.match(r" (?:that|he|she|it|the|by|in|at|when|after|as)\b|,", after) and not cues:
        return False
    return x.is_future(c.start, c.end)


def _is_infinitive(cue: re.Match[str], offset: int, x: Context) -> bool:
    """Not "to Moscow", "to the front"."""
    return cue["to"] not in ("the", "a", "an", "his", "her", "its", "their") and not x.is_capital(
        offset + cue.start("to")
    )


def weekday_set(c: Candidate, x: Context) -> list[Reading]:
    """ "every Friday", "Tuesday nights"."""
    groups = c.match.groupdict()
    part = lexicon.words("daypart")[groups["part"]] if groups.get("part") else ""
    return [Reading(c.start, c.end, "SET", f"XXXX-WXX-{lexicon.weekday(c.match['weekday'])}{part}")]


def this_part(c: Candidate, x: Context) -> list[Reading]:
    """ "this morning", "last night", "that evening", "the next morning"."""
    groups = c.match.groupdict()
    direction = groups.get("direction") or "this"
    part = lexicon.words("daypart")[c.match["part"]]
    anaphoric = direction in ("that", "the same", "the next", "the following", "the previous")
    base = x.said if anaphoric else x.base
    if base is None or (anaphoric and not (x.last and len(x.last) >= 10)):
        return [Reading(c.start, c.end, "TIME", f"XXXX-XX-XX{part}", flag="unresolved")]
    days = {"last": -1, "the next": 1, "the following": 1, "the previous": -1}.get(direction, 0)
    day = calendar.step(base, "D", days)
    return [Reading(c.start, c.end, "TIME", f"{day}{part}")] if day else []


def week_ago(c: Candidate, x: Context) -> list[Reading]:
    """ "a week from Tuesday", "two weeks ago Friday"."""
    if x.base is None:
        return _unresolved(c, "D")
    number, weeks = lexicon.weekday(c.match["weekday"]), 1 if c.match["direction"] == "a week" else 2
    back = (x.base.isoweekday() - number) % 7
    days = -back - 7 * weeks if c.match["when"] == "ago" else (-back) % 7 + 7 * weeks
    day = calendar.step(x.base, "D", days)
    return [Reading(c.start, c.end, "DATE", day.isoformat())] if day else []


def relative(c: Candidate, x: Context) -> list[Reading]:
    """ "last week", "this summer", "the following month", "that same year", "next April"."""
    m = c.match
    direction, unit = m["direction"], m["unit"]
    steps = lexicon.words("direction")[direction]
    anaphoric = (
        direction in ANAPHORIC or bool(m["the"] and direction == "next") or (x.narrative and direction == "this")
    )
    base = x.said if anaphoric else x.base
    if unit in lexicon.words("month_name"):
        return _relative_month(c, x, steps, direction)
    if unit in lexicon.words("season"):
        return _relative_season(c, x, base, steps)
    letter = lexicon.unit(unit)
    if letter in ("W", "M", "D") and re.match(r" of (?!last|this|next|that)", x.after(c.end)) and direction != "same":
        return []  # "the last week of May"
    if letter == "WE" and direction == "this" and " past " in m[0]:
        steps = -1
    if x.is_capital(m.start("unit")) and x.is_capital(m.start("direction")) and not x.is_shouted(c.start, c.end):
        return []  # a title: "This Week"
    if unit == "night" or (letter == "D" and direction in ("coming", "past", "prior")):
        return []
    if m["the"] and direction in ("past", "last") and letter == "D":
        return []
    if x.narrative and anaphoric and x.last and x.last.startswith("BC"):
        return _relative_ancient(c, x, letter, steps)
    if base is None:
        return _unresolved(c, letter)
    moved = calendar.step(base, letter, steps)
    return [Reading(c.start, c.end, "DATE", calendar.truncate(moved, letter))] if moved else []


def _relative_ancient(c: Candidate, x: Context, letter: str, steps: float) -> list[Reading]:
    """ "the next year" after "480 BC": one less."""
    if letter != "Y" or not x.last or not x.last[2:6].isdigit():
        return _unresolved(c, letter)
    return [Reading(c.start, c.end, "DATE", calendar.year_value(-int(x.last[2:6]) + round(steps)))]


def _relative_month(c: Candidate, x: Context, steps: int, direction: str) -> list[Reading]:
    m = c.match
    if not x.is_capital(m.start("unit")) or direction in ("that", "same", "current"):
        return []
    month, base = lexicon.month(m["unit"]), x.base
    if base is None:
        return [Reading(c.start, c.end, "DATE", f"XXXX-{month:02}", flag="unresolved")]
    year = base.year
    if steps < 0 and month >= base.month:
        year -= 1
    elif steps > 0 and month <= base.month:
        year += 1
    elif steps == 0 and direction == "this":
        year = base.year
    elif steps == 0:
        year = near_month(month, c.start, c.end, x) or base.year
    return [Reading(c.start, c.end, "DATE", f"{year:04}-{month:02}")]


def _relative_season(c: Candidate, x: Context, base: date | None, steps: int) -> list[Reading]:
    """ "last summer" is the last that is over, "this summer" that of the year."""
    season = c.match["unit"]
    code = lexicon.words("season")[season]
    if season in ("fall", "spring") and NOT_FALL.match(x.after(c.end)) and not re.match(r" in [A-Z]", x.after(c.end)):
        return []
    if base is None:
        return [Reading(c.start, c.end, "DATE", f"XXXX-{code}", flag="unresolved")]
    start, year = calendar.SEASONS[code], base.year
    if (steps < 0 and base.month < start + 3) or (steps < 0 and code == "WI"):
        year -= 1 if "past" not in c.match[0] or base.month < start else 0
    elif steps > 0 and base.month >= start:
        year += 1
    return [Reading(c.start, c.end, "DATE", f"{year:04}-{code}")]


def latest_period(c: Candidate, x: Context) -> list[Reading]:
    """ "the latest quarter": the one that the text speaks of, else the last that is over."""
    unit = c.match["unit"]
    if unit in ("quarter", "period"):
        return _quarter(c, x)
    if x.base is None:
        return _unresolved(c, lexicon.unit(unit))
    value = calendar.shift(x.base.isoformat(), lexicon.unit(unit), -1)
    return [Reading(c.start, c.end, "DATE", value)]


def _quarter(c: Candidate, x: Context, years: int = 0) -> list[Reading]:
    value = x.quarter
    if value is None and x.base is not None:
        value = calendar.shift(x.base.isoformat(), "Q", -1)
    if value is None:
        return _unresolved(c, "Q")
    return [Reading(c.start, c.end, "DATE", f"{int(value[:4]) + years:04}{value[4:]}")]


def year_ago(c: Candidate, x: Context) -> list[Reading]:
    """ "the year-earlier quarter", "year-ago"."""
    if x.quarter is None and "quarter" not in c.match[0]:
        return [Reading(c.start, c.end, "DATE", f"{x.base.year - 1:04}")] if x.base else _unresolved(c, "Y")
    this_year = x.base is not None and x.quarter is not None and int(x.quarter[:4]) < x.base.year - 1
    return _quarter(c, x, 0 if this_year else _to_year_before(x))


def _to_year_before(x: Context) -> int:
    """Years from the quarter that was last spoken of to the same one of the year before this."""
    if x.quarter is None or x.base is None:
        return -1
    recent = calendar.shift(x.base.isoformat(), "Q", -1)
    return (int(recent[:4]) if recent else x.base.year) - 1 - int(x.quarter[:4])


def ago(c: Candidate, x: Context) -> list[Reading]:
    """ "three years ago", "two days later", "a week earlier", "months later"."""
    groups = c.match.groupdict()
    number = lexicon.count(groups["count"]) if groups.get("count") else None
    letter, way = lexicon.unit(c.match["unit"]), re.sub(r" +", " ", c.match["way"])
    if number is None or letter == "S":
        if way == "on":
            return []
        reference = "PAST_REF" if way in BACKWARD else "FUTURE_REF" if way in FROM_TODAY else None
        value = reference or UNKNOWN.get(letter, "XXXX-XX-XX")
        return [Reading(c.start, c.end, "DATE", value, flag=None if reference else "unresolved")]
    if letter == "Y" and number == 1 and way in ("ago", "earlier") and x.quarter and not x.narrative:
        year = int(x.quarter[:4]) + min(0, _to_year_before(x))
        return [Reading(c.start, c.end, "DATE", f"{year:04}{x.quarter[4:]}")]
    amount = re.sub(r" +", " ", (groups.get("amount") or "").strip())
    mod = "APPROX" if groups.get("vague") else lexicon.words("amount").get(amount) or None
    return _moved(c, x, letter, -number if way in BACKWARD else number, way in FROM_TODAY, mod)


def _moved(c: Candidate, x: Context, letter: str, steps: float, from_today: bool, mod: str | None) -> list[Reading]:
    """The date that lies so many units from today or from the date last spoken of."""
    if not from_today and x.last and x.last.startswith("BC"):
        return _ago_ancient(c, x, letter, steps)
    base = x.base if from_today else x.said_finely if letter in ("D", "W") else x.said
    if base is None:
        return _unresolved(c, letter if letter in UNKNOWN else "D")
    if letter in ("TH", "TM"):
        return [Reading(c.start, c.end, "TIME", base.isoformat(), mod)]
    moved = calendar.step(base, letter, steps)
    exact = letter == "W" and not from_today and x.last and len(x.last) >= 10  # "a week later" than a day is a day
    return [Reading(c.start, c.end, "DATE", calendar.truncate(moved, "D" if exact else letter), mod)] if moved else []


def _ago_ancient(c: Candidate, x: Context, letter: str, steps: float) -> list[Reading]:
    times = {"Y": 1, "E": 10, "C": 100}.get(letter)
    if times is None or not x.last or not x.last[2:6].isdigit():
        return _unresolved(c, letter)
    return [
        Reading(c.start, c.end, "DATE", calendar.year_value(-int(x.last[2:6].ljust(4, "0")) + round(steps * times)))
    ]


def day_after(c: Candidate, x: Context) -> list[Reading]:
    """ "the day before", "the week after"."""
    letter = lexicon.unit(c.match["unit"])
    if x.said is None:
        return _unresolved(c, letter)
    value = calendar.shift(x.said.isoformat(), letter, -1 if c.match["way"] == "before" else 1)
    return [Reading(c.start, c.end, "DATE", value)]


def unit_end(c: Candidate, x: Context) -> list[Reading]:
    """ "the end of the month", "year-end"."""
    letter = lexicon.unit(c.match["unit"])
    part = c.match.groupdict().get("part") or ""
    mod = "START" if "beginning" in part or "start" in part else "MID" if "middle" in part else "END"
    if x.narrative and x.last and x.last.startswith("BC"):
        return [Reading(c.start, c.end, "DATE", x.last[:6], mod)] if letter == "Y" else _unresolved(c, letter)
    base = x.base
    if base is None or (letter == "D" and "of the day" in c.match[0]):
        return _unresolved(c, letter) if base is None else []
    return [Reading(c.start, c.end, "DATE", calendar.truncate(base, letter), mod)]


def the_unit(c: Candidate, x: Context) -> list[Reading]:
    """ "the quarter", "the weekend", "the summer": the one that is spoken of."""
    unit, after, before = c.match["unit"], x.after(c.end), x.before(c.start)
    if re.match(r" of\b|-| \d| (?:that|when|before|after|ago)\b|'s", after) and unit != "weekend":
        return []
    if unit == "year" and re.match(r" (?:ended|ending)\b", after):
        return [Reading(c.start, c.end, "DURATION", "P1Y")]
    if unit in lexicon.words("season"):
        if unit == "spring" and re.match(r" (?:and|or|to|in|before|after|by|with|when|as)\b|[.,;]", after):
            return [season_near(c.start, c.end, "SP", x)]
        if unit in ("fall", "spring") and not re.search(r"\b(?:in|during|by|of|until|since) $", before):
            return []
        return (
            []
            if unit == "fall" and NOT_FALL.match(after)
            else [season_near(c.start, c.end, lexicon.words("season")[unit], x)]
        )
    letter = lexicon.unit(unit)
    if letter == "Q":
        return _quarter(c, x)
    if letter == "D" and not re.search(r"\b(?:earlier|later|during|of|in|for) $", before):
        return []
    if c.match["fiscal"]:
        return [Reading(c.start, c.end, "DURATION", "P1Y")]
    base = x.said if x.narrative else x.base
    if base is None:
        return _unresolved(c, letter)
    if letter == "WE" and not x.is_future(c.start, c.end) and base.isoweekday() < 6:
        base = calendar.step(base, "W", -1) or base
    return [Reading(c.start, c.end, "DATE", calendar.truncate(base, letter))]


def the_period(c: Candidate, x: Context) -> list[Reading]:
    """ "at that time", "this period": what was last spoken of."""
    which, unit = c.match["which"], c.match["unit"]
    if (unit in ("moment", "point", "date") and which == "that") or re.match(r" (?:around|the|that)\b", x.after(c.end)):
        return []
    if not x.narrative:
        return []
    if not re.search(r"\b(?:at|during|by|in|from|around|about|until|to|over|since|throughout) $", x.before(c.start)):
        return []
    return [Reading(c.start, c.end, "DATE", "PRESENT_REF" if which == "this" or x.last is None else x.last)]


def holiday_season(c: Candidate, x: Context) -> list[Reading]:
    """ "the holiday season": about Christmas."""
    base = x.base
    return [
        Reading(c.start, c.end, "DATE", f"{base.year:04}-12" if base else "XXXX-12", None if base else "unresolved")
    ]


def reference(c: Candidate, x: Context) -> list[Reading]:
    """ "now", "recently", "the future"."""
    word = re.sub(r" +", " ", c.match["word"])
    if word in ("current", "recent", "the past", "now") and not _is_reference(word, c, x):
        return []
    return [Reading(c.start, c.end, "DATE", lexicon.words("now")[word])]


def _is_reference(word: str, c: Candidate, x: Context) -> bool:
    before, after = x.before(c.start), x.after(c.end)
    if word == "recent":
        return not re.search(r"\bmost $", before)
    if word == "now":
        return not re.match(r" that\b|-", after)
    if word == "the past":
        return not re.match(
            r" (?:[a-z]+ )?(?:\d|one|two|three|four|five|six|few|several|couple|year|month|week|day)", after
        )
    return not re.match(r" (?:account|affairs)", after)
