"""A small QR code in the lower right corner of printed pages, so that a scan tells its page.

It is drawn into the finished page: a stylesheet cannot give each page a picture of its own. It is
an artifact, which is not read aloud.
"""

import pydyf
import segno

MM = 72 / 25.4
MASK = 3
SIDE, FROM_RIGHT, FROM_BOTTOM = 11 * MM, 10 * MM, 5 * MM


def draw(page, stream, text):
    """Draw ``text`` (at most 20 signs out of QR's alphanumeric 45) onto a page of A4.

    ``page`` and ``stream`` are pydyf's objects; nothing is changed but the stream's beginning.
    """
    # Version 1 whatever the text is: all codes of a document have modules of one size. To look for
    # the best of eight masks takes five times as long as the code, and every reader copes without.
    rows = segno.make_qr(text, version=1, mode="alphanumeric", error="m", mask=MASK).matrix
    module = SIDE / len(rows)
    left = page["MediaBox"][2] - FROM_RIGHT - SIDE
    transform = " ".join(f"{number:.4f}" for number in (module, 0, 0, module, left, FROM_BOTTOM))
    # One path for all: separate fills would leave hairlines between the modules.
    squares = " ".join(
        f"{start} {len(rows) - 1 - index} {length} 1 re"
        for index, row in enumerate(rows)
        for start, length in _runs(row)
    )
    stream.stream[:0] = [
        "/Artifact",
        pydyf.Dictionary({"Type": "/Pagination"}),
        "BDC",
        f"q {transform} cm 0 g {squares} f Q",
        "EMC",
    ]


def _runs(row):
    """The dark stretches of a row of modules as (start, length)."""
    start = None
    for index, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = index
        elif not dark and start is not None:
            yield start, index - start
            start = None
