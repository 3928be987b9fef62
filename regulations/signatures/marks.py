"""The mark of an electronic signature as a copy bears it (norm DOC-7, ГОСТ Р 7.0.97-2025)."""

from regulations.documents import Mark
from regulations.signatures.days import day
from regulations.signatures.verdicts import UNPROVEN_TIME

TITLE = "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
TITLE_OF_SIMPLE = "ДОКУМЕНТ ПОДПИСАН ПРОСТОЙ ЭЛЕКТРОННОЙ ПОДПИСЬЮ"


def mark_of(signature):
    """`Mark` of a signature: of a person it names what the standard asks for and nothing else."""
    owner = [("Владелец:", signature.owner)]
    if signature.post:
        owner.append(("Должность:", signature.post))
    if signature.is_simple:
        lines = [*owner, ("Дата и время:", signature.signed_text), ("Ключ:", signature.key)]
        return Mark(title=TITLE_OF_SIMPLE, lines=tuple(lines))
    if signature.organization_name and signature.organization_name != signature.owner:
        owner.append(("Организация:", signature.organization_name))
    term = f"с {day(signature.valid_from)} по {day(signature.valid_to)}"
    lines = [("Сертификат:", signature.serial), *owner, ("Действителен:", term)]
    if signature.signed_at:
        lines.append(("Подписано:", signature.signed_text))
    if signature.has_unproven_time:
        lines.append(("Внимание:", UNPROVEN_TIME))
    return Mark(title=TITLE, lines=tuple(lines))
