"""Names that every system takes: for downloads and for what lies inside a ZIP."""

import re
import unicodedata

#: In signs: in Russian that is twice as many bytes, and disks allow 255.
LONGEST = 120
#: Windows keeps these for devices, whatever the ending.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
#: What Windows refuses, and how a person would write it instead.
REPLACED = (
    (re.compile(r"\s*:\s+"), ", "),
    (re.compile(r"\s*[/\\|:]\s*(?=\S)"), "-"),
    (re.compile(r'"([^"]*)"'), r"«\1»"),
    (re.compile(r'[<>:"/\\|?*]'), ""),
    (re.compile(r"\s+"), " "),
)
AT_THE_ENDS = " .,-"


def safe_name(name, ending=""):
    """«Выписка: совет родителей» → «Выписка, совет родителей.pdf»; one level, never empty.

    A long name is cut between words, but its ``ending`` («, крупным шрифтом.pdf») stays whole.
    """
    ending = _plain(ending)
    name = _shortened(_plain(name).strip(AT_THE_ENDS), LONGEST - len(ending))
    if RESERVED.match(name):
        name = f"_{name}"
    return f"{name or 'Файл'}{ending}"


def _plain(name):
    # Signs that nobody sees go; what only looks like a space is one.
    name = "".join(
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", name)
        if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    for pattern, instead in REPLACED:
        name = pattern.sub(instead, name)
    return name


def _shortened(name, longest):
    if len(name) <= longest:
        return name
    whole = name[: longest + 1].rpartition(" ")[0]
    # One word of such a length is cut where it must be.
    kept = whole if len(whole) > longest // 2 else name[:longest]
    if kept.count("«") > kept.count("»"):
        kept = kept.rpartition("«")[0]
    return kept.rstrip(AT_THE_ENDS)
