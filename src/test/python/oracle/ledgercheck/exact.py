"""Exact numbers, instants and JSON as the contract reads them. An instant is an int of microseconds since 1970."""
import datetime
import decimal
import json
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

CONTEXT = decimal.Context(prec=120, rounding=ROUND_HALF_EVEN, Emax=10**6, Emin=-(10**6))
decimal.setcontext(CONTEXT)
ZERO = Decimal(0)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)\Z", re.IGNORECASE)
ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([Zz]|[+-]\d\d(?::?\d\d)?)?)?\Z", re.ASCII)
EPOCH = datetime.datetime(1970, 1, 1)
DAY = 86_400_000_000


class Bad(Exception):
    """A row that goes to quarantine, with its reason code."""

    def __init__(self, reason, detail=""):
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


class Num(str):
    """A JSON number, as written."""


def parse_json(text):
    return json.loads(text, parse_int=Num, parse_float=Num, parse_constant=Num)


def canonical(value):
    if isinstance(value, Num):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def parse_number(value):
    if isinstance(value, bool) or not isinstance(value, str):
        raise Bad("not_a_number", repr(value)[:80])
    text = value.strip()
    if NOT_FINITE.match(text):
        raise Bad("number_out_of_range", text)
    match = NUMBER.match(text)
    if not match:
        raise Bad("not_a_number", text[:80])
    mantissa, exponent = text[: match.start(3)] if match.group(3) else text, int(match.group(3)[1:] if match.group(3) else 0)
    digits = mantissa.lstrip("+-")
    scale = len(digits.partition(".")[2]) - exponent
    if abs(scale) > 64:
        if not digits.replace(".", "").strip("0"):
            return ZERO
        raise Bad("number_out_of_range", text[:80])
    return Decimal(text)


def parse_quantity(value, divide_by=1):
    """Absent or null is None; the caller says whether that is 0 or the sum of the details."""
    if value is None:
        return None
    number = (parse_number(value) / divide_by).quantize(Decimal("1e-6"))
    if number < 0:
        raise Bad("negative_quantity", str(value))
    if number >= Decimal("1e14"):
        raise Bad("number_out_of_range", str(value))
    return number


def parse_instant(value):
    if isinstance(value, bool) or not isinstance(value, str):
        raise Bad("bad_timestamp", repr(value)[:80])
    text = value.strip()
    if NUMBER.match(text):
        try:
            number = parse_number(text)
        except Bad:
            raise Bad("bad_timestamp", text)
        return whole_micros(number * (1000 if number >= Decimal("1e11") else 1_000_000), text)
    match = ISO.match(text)
    if not match:
        raise Bad("bad_timestamp", text[:80])
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        at = datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        raise Bad("bad_timestamp", text)
    micros = (at - EPOCH) // datetime.timedelta(microseconds=1) + int(((fraction or "") + "000000")[:6])
    if zone and zone not in "Zz":
        sign = -1 if zone[0] == "-" else 1
        micros -= sign * (int(zone[1:3]) * 3600 + int(zone[3:].lstrip(":") or 0) * 60) * 1_000_000
    return micros


def parse_nanos(value):
    try:
        return whole_micros(parse_number(value) / 1000, value)
    except Bad:
        raise Bad("bad_timestamp", str(value))


def whole_micros(number, text):
    if number < 0 or number >= Decimal("253402300800000000"):
        raise Bad("bad_timestamp", text)
    return int(number.to_integral_value(ROUND_FLOOR))


def day_of(micros):
    return (EPOCH + datetime.timedelta(microseconds=micros)).date().isoformat()


def iso(micros):
    at = EPOCH + datetime.timedelta(microseconds=micros)
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{at.microsecond:06d}" if at.microsecond else "") + "Z"


def money(value):
    return value.quantize(Decimal("1e-12"))


def ceil_to(value, step):
    return (value / step).to_integral_value(ROUND_CEILING) * step
