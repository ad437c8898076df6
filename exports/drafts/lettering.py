"""Characters: what XML refuses, which font Word would take, how wide a line becomes."""

import re
import unicodedata

TITLE_LINE = 20
"""Characters of 二号 that fit on one line of the type area (156 mm)."""

# XML 1.0 allows tab, line feed, carriage return and everything from space on but surrogates
# and two non-characters. Pasted text also brings byte-order marks, which Word draws as a box.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")

# With the East Asian hint Word draws ’ é à ü and their like full width in the Chinese font.
# Words of Latin script that hold one of them are therefore set apart, without the hint.
_LATIN_WORD = re.compile(
    "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"
    "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff.-]*"
    "(?:[’'][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+)*"
)
# Behind these a title may be broken without tearing a phrase apart; ahead of the others.
_BREAK_BEHIND = ("年度", "年上半年", "年下半年", "的", "关于", "学院", "大学", "总结")
_BREAK_AHEAD = ("及", "暨", "关于", "外事工作", "参加", "赴", "执行")


def clean(text: str) -> str:
    """The text with every character removed that would make the file unreadable for Word.

    Line ends of any kind become a line feed; quotation marks of either width are left alone.
    """
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Cleaned text for places that hold one line: a heading, a property, a number."""
    return " ".join(clean(text).replace("\t", " ").split("\n")).strip(" ")


def latin_stretches(text: str) -> list[tuple[str, bool]]:
    """Pieces of the text in order, each with True when it must be set as Latin script.

    Only words that need it are set apart; plain ASCII goes to the Latin font by itself.
    """
    pieces: list[tuple[str, bool]] = []
    done = 0
    for word in _LATIN_WORD.finditer(text):
        if word.group().isascii():
            continue
        if word.start() > done:
            pieces.append((text[done : word.start()], False))
        pieces.append((word.group(), True))
        done = word.end()
    if done < len(text):
        pieces.append((text[done:], False))
    return pieces


def width_in_characters(text: str) -> float:
    """Width of the text in full-width characters; Latin letters and digits count as half."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) / 2


def title_lines(title: str) -> list[str]:
    """The lines of a title, each no longer than fits, broken between phrases where possible.

    Line feeds typed by the author are kept as they are. Otherwise the lines come out near equal in
    length, so that a second line never holds one lonely character.
    """
    lines = [line.strip() for line in clean(title).replace("\t", " ").split("\n")]
    return [piece for line in lines if line for piece in _balanced(line)]


def _balanced(line: str) -> list[str]:
    lines = []
    while (width := width_in_characters(line)) > TITLE_LINE:
        count = -(-int(width * 2) // (TITLE_LINE * 2))
        position = _best_break(line, width / count)
        lines.append(line[:position].rstrip())
        line = line[position:].lstrip()
    return [*lines, line]


def _best_break(line: str, target: float) -> int:
    """Where to end the first line: nearest to the target width, at a phrase if one is near."""

    def cost(position: int) -> float:
        head, tail = line[:position], line[position:]
        between_phrases = head.endswith(_BREAK_BEHIND) or tail.startswith(_BREAK_AHEAD)
        distance = abs(width_in_characters(head) - target)
        torn_word = not between_phrases and head[-1].isascii() and tail[0].isascii()
        return distance + (0 if between_phrases else 4) + (50 if torn_word else 0)

    longest = min(len(line), TITLE_LINE * 2 + 1)
    fitting = [p for p in range(1, longest) if width_in_characters(line[:p]) <= TITLE_LINE]
    return min(fitting, key=cost)
