"""Clauses that have flowed into one line are taken apart again."""

import re
from dataclasses import replace

from regulations.importing.structure.headings import may_be_heading
from regulations.importing.structure.labels import DOTTED, SINGLE, label_of

_INNER = re.compile(
    r"(?<=[\wА-Яа-яё.;:»)])\s+(?=\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?:[.)]\s*|\s+)[А-ЯЁ«])"
)
_REFERENCE = re.compile(
    r"(?i)(?:\bп{1,2}\.?|\bпункт\w*|\bподпункт\w*|\bраздел\w*|\bстать\w*|\bи|,|\bст\.|\bверси\w*|№)$"
)


def split_labels(paragraphs):
    """«1. Общие положения 1.1. Настоящее …» becomes a heading and a clause."""
    result = []
    for each in paragraphs:
        pieces = [each]
        while (parts := _parts(pieces[-1])) is not None:
            pieces[-1:] = parts
        result += pieces
    return result


def _parts(each):
    if each.label is None or each.label.kind not in (DOTTED, SINGLE) or each.row:
        return None
    for gap in _INNER.finditer(each.text):
        before = each.text[: gap.start()]
        label, rest = label_of(each.text[gap.end() :])
        if label is None or label.kind != DOTTED or _REFERENCE.search(before):
            continue
        if label.parts in _next(each.label.parts, before):
            return [replace(each, text=before), replace(each, label=label, text=rest)]
    return None


def _next(parts, before):
    if len(parts) == 1:
        return {(*parts, 1)} if may_be_heading(before) else set()
    follows = {(*parts, 1)} | {(*parts[:n], parts[n] + 1) for n in range(1, len(parts))}
    return follows if before.rstrip().endswith((".", ";", ":")) else set()
