"""The part of YAML that the settings and rate cards use, so that no library has to be installed.

Block and flow mappings and sequences, quoted and plain scalars, comments. Scalars stay text, null is None.
"""
import re

KEY = re.compile(r'("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^\s{}\[\],#][^{}\[\],#]*?)\s*:(?:\s+|$)')


class YamlError(ValueError):
    """The text is not of the part of YAML that is understood here."""


def load(text):
    lines = []
    for number, raw in enumerate(text.split("\n"), 1):
        body = strip_comment(raw.rstrip("\r"))
        if body.strip() and body.strip() != "---":
            lines.append([len(body) - len(body.lstrip(" ")), body.strip(), number])
    join_flow(lines)
    if not lines:
        return None
    value, rest = block(lines, 0, lines[0][0])
    if rest != len(lines):
        raise YamlError(f"line {lines[rest][2]}: unexpected indentation")
    return value


def strip_comment(line):
    quote = None
    for i, c in enumerate(line):
        if quote:
            quote = None if c == quote else quote
        elif c in "\"'" and (i == 0 or line[i - 1] in " [{,:"):
            quote = c
        elif c == "#" and (i == 0 or line[i - 1] in " \t"):
            return line[:i].rstrip()
    return line.rstrip()


def join_flow(lines):
    """A flow collection that spans lines becomes one line."""
    i = 0
    while i < len(lines):
        while depth(lines[i][1]) > 0 and i + 1 < len(lines):
            lines[i][1] += " " + lines[i + 1][1]
            del lines[i + 1]
        i += 1


def depth(text):
    level, quote = 0, None
    for c in text:
        if quote:
            quote = None if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c in "[{":
            level += 1
        elif c in "]}":
            level -= 1
    return level


def block(lines, i, indent):
    if lines[i][1] == "-" or lines[i][1].startswith("- "):
        return sequence(lines, i, indent)
    if KEY.match(lines[i][1]):
        return mapping(lines, i, indent)
    return flow(lines[i][1]), i + 1


def sequence(lines, i, indent):
    out = []
    while i < len(lines) and lines[i][0] == indent and (lines[i][1] == "-" or lines[i][1].startswith("- ")):
        rest = lines[i][1][1:].strip()
        if not rest:
            value, i = block(lines, i + 1, lines[i + 1][0])
        elif rest[0] not in "{[" and KEY.match(rest):
            inner = indent + len(lines[i][1]) - len(rest)
            lines[i] = [inner, rest, lines[i][2]]
            value, i = mapping(lines, i, inner)
        else:
            value, i = flow(rest), i + 1
        out.append(value)
    return out, i


def mapping(lines, i, indent):
    out = {}
    while i < len(lines) and lines[i][0] == indent:
        match = KEY.match(lines[i][1])
        if not match:
            break
        key, rest = scalar(match.group(1)), lines[i][1][match.end():].strip()
        if key in out:
            raise YamlError(f"line {lines[i][2]}: {key} twice")
        i += 1
        if rest:
            out[key] = flow(rest)
        elif i < len(lines) and (lines[i][0] > indent or (lines[i][0] == indent and lines[i][1].startswith("-"))):
            out[key], i = block(lines, i, lines[i][0])
        else:
            out[key] = None
    return out, i


def flow(text):
    value, rest = flow_value(text)
    if rest.strip():
        raise YamlError(f"left over: {rest}")
    return value


def flow_value(text):
    text = text.lstrip()
    if text.startswith("{"):
        return flow_items(text, "}", True)
    if text.startswith("["):
        return flow_items(text, "]", False)
    if text[:1] in ("'", '"'):
        end = 1
        while text[end] != text[0] or text[end + 1: end + 2] == "'" == text[0]:
            end += 2 if text[end] == "\\" or text[end: end + 2] == "''" else 1
        return scalar(text[: end + 1]), text[end + 1:]
    return scalar(text), ""


def flow_items(text, close, keyed):
    out = {} if keyed else []
    text = text[1:].lstrip()
    while not text.startswith(close):
        if not text:
            raise YamlError("flow collection is not closed")
        item, text = flow_item(text)
        if keyed:
            text = text.lstrip()
            value = None
            if text.startswith(":"):
                value, text = flow_item(text[1:].lstrip())
            out[item] = value
        else:
            out.append(item)
        text = text.lstrip()
        if text.startswith(","):
            text = text[1:].lstrip()
    return out, text[1:]


def flow_item(text):
    if text[:1] in ("{", "[", "'", '"'):
        return flow_value(text)
    match = re.match(r"(?:[^,\[\]{}:]|:(?=[^\s,\]}]))*", text)
    return scalar(match.group(0).strip()), text[match.end():]


def scalar(text):
    if text[:1] == "'":
        return text[1:-1].replace("''", "'")
    if text[:1] == '"':
        return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return None if text in ("", "null", "~") else text
