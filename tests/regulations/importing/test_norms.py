"""Norms by words: measured on our own library, where it is known which clause carries what."""

import pytest

from organizations import kinds
from regulations import library
from regulations.coverage import typical_sections
from regulations.importing.meaning.norms import norms_of, norms_of_paragraph

#: A definition of the profile speaks of calls, and a rule of conduct of messages, in passing.
FEWEST_FOUND, MOST_ADDED = 0.98, 0.2


def paragraphs(kind):
    """(number, text, the words above it, the norms it carries)."""
    for section in typical_sections(kind):
        for clause in section.clauses:
            yield clause.number, clause.text, "", set(clause.norms)
            if clause.key == "chat_matrix":
                # The kinds of chats are data, not clauses.
                continue
            for part in clause.subclauses:
                yield part.number, part.text, clause.text, set(part.norms)


@pytest.mark.parametrize("kind", kinds.all(), ids=lambda kind: kind.code)
def test_our_own_clauses_are_recognised(kind):
    carried = found = added = 0
    for _, text, above, norms in paragraphs(kind):
        seen = set(norms_of_paragraph(text, above))
        carried += len(norms)
        found += len(norms & seen)
        added += len(seen - norms)
    assert carried > 60
    assert found / carried >= FEWEST_FOUND, (found, carried)
    assert added / carried <= MOST_ADDED, (added, carried)


@pytest.mark.parametrize("kind", kinds.all(), ids=lambda kind: kind.code)
def test_every_norm_of_our_own_regulation_is_found(kind):
    seen = set()
    for _, text, above, _ in paragraphs(kind):
        seen.update(norms_of_paragraph(text, above))
    assert seen == set(library.norms())


@pytest.mark.parametrize(
    ("text", "items", "norms"),
    [
        ("Администратор:", ["аннулирует неиспользованные ссылки;"], {"JOIN-5"}),
        ("Мессенджеры Telegram и Viber использовать запрещено.", [], {"COMM-8"}),
        ("Доступ к платформе бесплатный и круглосуточный.", [], {"CTRL-6"}),
        ("Куратор прикрепляется к группе по распределению нагрузки.", [], {"STR-3"}),
        ("Отказ родителя от мессенджера оформляется заявлением.", [], {"COMM-9"}),
    ],
)
def test_words_of_others(text, items, norms):
    assert norms <= set(norms_of(text, items))


@pytest.mark.parametrize(
    "text",
    [
        "Уборка помещений проводится ежедневно.",
        "Вопрос решает директор.",
        "С помощью приложения можно рисовать.",
        "Столовая работает с 9 до 15 часов.",
        "Ученики приходят в школу в форме.",
    ],
)
def test_what_is_no_norm(text):
    assert norms_of(text) == ()
