"""What no page may hold: unescaped text, inline code, anything of another site."""

import re

from tests.test_architecture import CODE, files, name_of

#: Django's own help for passwords is a list in HTML; help texts come from code alone.
SAFE_TEMPLATES = {"templates/components/field_notes.html"}
#: The admin's library needs inline code, hence a policy of its own; documents are no pages.
APART = {"admin", "pdf"}
#: Drawn by a library that escapes the label.
SAFE_CODE = {"sferum_portal/lib/qr.py"}


def test_nothing_typed_reaches_a_page_unescaped():
    marked = {
        name_of(path)
        for path in files("templates", ending=".html")
        if re.search(r"\|\s*safe\b|autoescape\s+off|safeseq", path.read_text())
    }
    assert marked == SAFE_TEMPLATES
    code = {
        name_of(path)
        for path in files(*CODE)
        if re.search(r"mark_safe|SafeString|\|safe", path.read_text())
    }
    assert code == SAFE_CODE


def test_no_page_has_code_or_style_within():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", re.IGNORECASE
    )
    found = {
        name_of(path): match[0]
        for path in files("templates", ending=".html")
        if (match := inline.search(path.read_text())) and path.parent.name not in APART
    }
    assert found == {}


def test_what_one_block_names_no_other_block_uses():
    """A name of ``{% url … as name %}`` ends with its block: elsewhere it is an empty text."""
    found = {}
    for path in files("templates", ending=".html"):
        text = path.read_text()
        if "{% extends" not in text or path.parent.name in APART:
            continue
        blocks = re.split(r"{% block \w+ %}", text)[1:]
        named = [set(re.findall(r" as (\w+) %}", block)) for block in blocks]
        for number, block in enumerate(blocks):
            foreign = set().union(*named[:number], *named[number + 1 :]) - named[number]
            used = {name for name in foreign if re.search(rf"(?:{{{{ ?|=|if ){name}\b", block)}
            if used:
                found[name_of(path)] = used
    assert found == {}


def test_nothing_is_fetched_from_other_sites():
    # After an optional scheme two slashes and the name of a host; names of XML's spaces are none.
    address = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)\w[\w-]*\.[\w.-]+")
    endings = (".html", ".css", ".js", ".svg", ".txt")
    found = {
        f"{name_of(path)}: {match[0]}"
        for ending in endings
        for path in files("templates", "static", ending=ending)
        if (match := address.search(path.read_text()))
    }
    assert found == set()
    assert all(files("templates", "static", ending=ending) for ending in endings)
