"""What may be written to a terminal, how wide it comes out, and what the terminal at hand can do.

Articles are untrusted: an escape sequence in a title could repaint the screen, a bidi override
could swap two names. Nothing of an article, a file name or a question reaches the terminal but
through `safe`.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

Bidi = Literal["logical", "terminal", "vte", "runs", "words", "visual"]

# Format characters that are seen or that shape their neighbours: the joiners, and the Arabic,
# Syriac and Kaithi signs that are drawn around a number.
_HARMLESS_FORMAT = frozenset(
    (0x200C, 0x200D, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
)
_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")

# Lines longer than this tire the eye.
_WIDEST = 100
_NARROWEST = 24


class _Shown(dict[int, str]):
    """What is shown for each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(code)
        return shown


def _shown(code: int) -> str:
    char = chr(code)
    if char in _SPACES:
        return " "
    match unicodedata.category(char):
        case "Cc" if code < 0x20:
            return chr(0x2400 + code)
        case "Cc":
            return "␡" if code == 0x7F else "\ufffd"
        case "Cf":
            return char if code in _HARMLESS_FORMAT else ""
        case "Cs":
            # Python smuggles the bytes of an undecodable file name as U+DC80 to U+DCFF.
            return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else "\ufffd"
    return char


_SHOWN = _Shown()


def safe(text: str) -> str:
    r"""Return `text` as it may be written to a terminal, on one line.

    Line breaks and tabs become spaces, other control characters their pictures (␛ for escape),
    bytes of undecodable file names \\xNN, lone surrogates the replacement character; bidi
    controls, tags and other invisible format characters go, the joiners stay. Idempotent.
    """
    return text.translate(_SHOWN)


def width(text: str) -> int:
    """Return how many columns a terminal gives to `text`: 2 for wide letters, 0 for marks."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 1


@dataclass(frozen=True, slots=True)
class Look:
    """How a person sees results: columns of text, styles or not, and how right-to-left lines go.

    `margin` is how many columns of the terminal are left free at the right of `columns`.
    """

    columns: int = 80
    styled: bool = False
    bidi: Bidi = "logical"
    margin: int = 0

    def bold(self, text: str) -> str:
        """Return `text` in bold, where styles are wanted."""
        return f"\x1b[1m{text}\x1b[0m" if self.styled and text else text

    def faint(self, text: str) -> str:
        """Return `text` subdued, where styles are wanted."""
        return f"\x1b[2m{text}\x1b[0m" if self.styled and text else text

    def marked(self, text: str) -> str:
        """Return a matched word in bold red, where styles are wanted (else see `layout`)."""
        return f"\x1b[1;31m{text}\x1b[0m" if self.styled and text else text


def look(stream: TextIO, color: str, bidi: str, environ: Mapping[str, str]) -> Look:
    """Return the look for a stream: `color` is auto, always or never, `bidi` auto or a layout."""
    terminal = stream.isatty()
    columns = shutil.get_terminal_size((80, 24)).columns
    used = max(_NARROWEST, min(columns, _WIDEST))
    return Look(
        columns=used,
        styled=color == "always" or (color == "auto" and terminal and _likes_color(environ)),
        bidi=_bidi(bidi, terminal, environ),
        margin=max(0, columns - used) if terminal else 0,
    )


def _likes_color(environ: Mapping[str, str]) -> bool:
    """Follow https://no-color.org: any value of NO_COLOR but the empty one says no."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _bidi(choice: str, terminal: bool, environ: Mapping[str, str]) -> Bidi:
    match choice:
        case "logical" | "runs" | "words" | "visual":
            return choice
        case "terminal":
            return "vte" if _vte(environ) else "terminal"
    return _bidi_of_terminal(environ) if terminal else "logical"


def _bidi_of_terminal(environ: Mapping[str, str]) -> Bidi:
    """Say what this terminal does with right-to-left text, as far as its environment tells.

    VTE (GNOME Terminal, Xfce Terminal, Tilix, …) reorders since 0.58 and takes the direction of
    a line from an escape sequence, which tmux and screen swallow; Konsole reorders and takes
    every line to begin on the left; kitty turns round the letters of a word and leaves the
    words; xterm, Alacritty, foot, Visual Studio Code and the Linux console draw what they are
    given. Of a terminal that says nothing we assume that it does all the work, as Terminal.app,
    PuTTY and mlterm do: who reads right-to-left languages has mostly chosen one that does.
    """
    if _vte(environ):
        return "runs" if environ.get("TMUX") or environ.get("STY") else "vte"
    if environ.get("KONSOLE_VERSION"):
        return "runs"
    if environ.get("KITTY_WINDOW_ID") or environ.get("TERM") == "xterm-kitty":
        return "words"
    return "visual" if _draws_as_given(environ) else "terminal"


def _vte(environ: Mapping[str, str]) -> bool:
    version = environ.get("VTE_VERSION", "")
    return version.isdecimal() and int(version) >= 5800


def _draws_as_given(environ: Mapping[str, str]) -> bool:
    term = environ.get("TERM", "")
    return (
        any(environ.get(name) for name in ("VTE_VERSION", "XTERM_VERSION", "ALACRITTY_WINDOW_ID"))
        or environ.get("TERM_PROGRAM") == "vscode"
        or term == "linux"
        or term.startswith(("alacritty", "foot"))
    )
