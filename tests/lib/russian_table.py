"""Invented names and posts of real life in all six cases, written by hand from the grammar.

A line of ``russian_*.txt``: the nominative, then genitive, dative, accusative, instrumental,
prepositional. «=» stands for the form of the genitive, «≡» after the nominative for a text that
never changes.
"""

from pathlib import Path


def rows(table):
    """``[(nominative, [gen, dat, acc, ins, loc])]`` of «names», «posts» or «titles»."""
    file = Path(__file__).parent / f"russian_{table}.txt"
    for line in file.read_text("utf-8").splitlines():
        if line.endswith("≡"):
            text = line.removesuffix("≡").strip()
            yield text, [text] * 5
            continue
        nominative, *oblique = (form.strip() for form in line.split("|"))
        yield nominative, [oblique[0] if form == "=" else form for form in oblique]
