"""What the codes on the pages of a paper say: «K7MP3XQ9TT4D/2/6», version, page, pages in all.

Page 1 bears the large code alone, the address of the verification page: it is page 1's.
"""

import re
from dataclasses import dataclass

from sferum_portal.lib.codes import read_code

# Page 1: the address as it is printed, and nothing after it (a large-print copy adds a question).
ADDRESS = re.compile(r"https?://[^\s?#]+/verify/([^/?#\s]{12,20})/?")
PAGE = re.compile(r"([0-9A-Z]{12})/(\d{1,3})/(\d{1,3})")


@dataclass(frozen=True)
class PageCode:
    """``pages`` is None where the code does not tell how many there are."""

    code: str
    number: int
    pages: int | None = None


def of_version(code):
    """The ``page_code`` for `render_pdf`; None for a draft, which has no code."""
    return f"{code.replace('-', '')}/{{number}}/{{pages}}" if code else None


def read(text):
    """The `PageCode` of what a code on a paper says; None for a code that is not ours."""
    if match := PAGE.fullmatch(text):
        code, number, pages = read_code(match[1]), int(match[2]), int(match[3])
        return PageCode(code, number, pages) if code and 1 <= number <= pages else None
    if (match := ADDRESS.fullmatch(text)) and (code := read_code(match[1])):
        return PageCode(code, 1)
    return None
