"""What a person reads and hears on a page."""

import re
from html.parser import HTMLParser

SPOKEN = ("placeholder", "title", "aria-label", "alt", "label", "data-label")
#: Fields and buttons that show their value; those of a choice are codes.
SHOWN_VALUES = {"text", "search", "url", "email", "tel", "submit"}
SILENT = {"script", "style", "template"}
VOID = {"input", "img", "br", "hr", "meta", "link"}
#: Names of platforms and file formats, addresses, signs of norms: no word of English among them.
ALLOWED = re.compile(
    r"[\w.+-]+@[\w.-]+"  # e-mail
    r"|https?://\S+"
    r"|\borg-\d+\b"  # the slugs of the test's organizations
    r"|\.(csv|xlsx)\b|\b(PDF|MAX|VK|XLSX|CSV)\b"
)
WORD = re.compile(r"[A-Za-z]{2,}")


class Reader(HTMLParser):
    """Collects visible text and spoken attributes; icons are a font's glyphs, no text."""

    def __init__(self):
        super().__init__()
        self.texts, self._silent = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.texts += [values[name] for name in SPOKEN if values.get(name)]
        if tag == "input" and values.get("type", "text") in SHOWN_VALUES and values.get("value"):
            self.texts.append(values["value"])
        if tag in VOID:
            return
        icon = "material-symbols-outlined" in (values.get("class") or "")
        if self._silent or tag in SILENT or icon:
            self._silent.append(tag)

    def handle_endtag(self, tag):
        if self._silent and tag not in VOID:
            self._silent.pop()

    def handle_data(self, data):
        if not self._silent and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_of(response):
    reader = Reader()
    reader.feed(response.content.decode())
    return reader.texts


def english_in(response):
    return [text for text in texts_of(response) if WORD.search(ALLOWED.sub("", text))]
