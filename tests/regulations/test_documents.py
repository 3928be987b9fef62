import dataclasses
import random
import re
import time
from datetime import date

import pytest

from regulations.documents import (
    Act,
    BodyApproval,
    Clause,
    HeadApproval,
    PrintableRegulation,
    Section,
    Subclause,
    regulation_html,
    render_regulation,
)
from regulations.templatetags.typography import held
from tests.pdf_reading import MM, PAGE_HEIGHT, body_text, elements, pieces, read

LONG = (
    "Администратор рассматривает заявки на вступление в сообщество организации, отражает движение "
    "обучающихся и работников без промедления и ведёт системные каналы. "
)
LIST = tuple(
    Subclause(number=f"{letter})", text=text)
    for letter, text in zip("абв", ("создаёт чаты;", LONG * 2, "всё объясняет."), strict=True)
)
COUNCIL = BodyApproval(
    mark="ПРИНЯТО",
    body="Педагогический совет МБОУ СОШ № 31",
    protocol=Act(number="1", date=date(2026, 8, 28)),
)
GOVERNORS = BodyApproval(
    mark="СОГЛАСОВАНО",
    body="Управляющий совет МБОУ СОШ № 31",
    protocol=Act(number="4", date=date(2026, 8, 29)),
)
HEAD = HeadApproval(
    post="Директор",
    organization="МБОУ СОШ № 31",
    name="А. П. Серебрякова",
    order=Act(number="102/2-од", date=date(2026, 8, 30)),
)


def section(number, clauses=6):
    made = [
        Clause(number=f"{number}.{index}", text=(LONG * (index % 4 + 1)).strip())
        for index in range(1, clauses)
    ]
    last = Clause(number=f"{number}.{clauses}", text="Администратор:", subclauses=LIST)
    return Section(number=str(number), title=f"Раздел «{number}» о съёмке", clauses=(*made, last))


def regulation(**changes):
    facts = {
        "title": "Положение об использовании платформы «Сферум» в МБОУ СОШ № 31",
        "organization_full_name": "Муниципальное бюджетное общеобразовательное учреждение «Средняя "
        "общеобразовательная школа № 31» города Озёрный",
        "organization_short_name": "МБОУ СОШ № 31",
        "settlement": "г. Озёрный",
        "year": 2026,
        "approval": HEAD,
        "bodies": (COUNCIL, GOVERNORS),
        "sections": (section(1), section(2), section(3)),
        "code": "K7MP-3XQ9-TT4D",
        "verify_url": "https://portal.example/verify/K7MP-3XQ9-TT4D/",
    }
    return PrintableRegulation(**facts | changes)


@pytest.fixture(scope="module")
def printed():
    return render_regulation(regulation())


def test_paper_and_margins_follow_the_standard(printed):
    body = []
    for page in read(printed).pages:
        assert [round(float(side) / MM) for side in page.mediabox[2:]] == [210, 297]
        body += [piece for piece in pieces(page) if 20 <= piece.top <= PAGE_HEIGHT - 20]
    assert min(piece.left for piece in body) == pytest.approx(20, abs=0.1)
    numbered = [piece for piece in body if re.match(r"\d\.\d\. |[абв]\) ", piece.text)]
    assert {round(piece.left, 1) for piece in numbered} == {32.5}


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(printed):
    first, *others = read(printed).pages
    assert not [piece for piece in pieces(first) if piece.top < 20]
    for number, page in enumerate(others, 2):
        (piece,) = [piece for piece in pieces(page) if piece.top < 20]
        assert piece.text == f"стр. {number} из {len(others) + 1}"
        assert 10 < piece.top < 20
        assert piece.left == pytest.approx(101, abs=2)


def test_every_page_says_once_which_of_how_many_it_is_and_every_further_page_its_code(printed):
    first, *others = read(printed).pages
    assert below(first) == [f"стр. 1 из {len(others) + 1}"]
    for page in others:
        assert below(page) == ["K7MP-3XQ9-TT4D"]


def below(page):
    return [piece.text for piece in pieces(page) if piece.top > PAGE_HEIGHT - 20]


def test_the_qr_code_stands_alone_in_the_lower_right_of_the_first_page(printed):
    reader = read(printed)
    (figure,) = elements(reader, "/Figure")
    assert figure["/Pg"].indirect_reference == reader.pages[0].indirect_reference
    assert figure["/Alt"].endswith("K7MP-3XQ9-TT4D: portal.example/verify/K7MP-3XQ9-TT4D")
    left, bottom, right, top = (float(side) / MM for side in figure["/A"]["/BBox"])
    assert (round(right), round(bottom)) == (200, 20)
    caption, text = [], []
    for piece in pieces(reader.pages[0])[:-1]:  # «стр. 1 из 3» stands below
        (caption if PAGE_HEIGHT - piece.top < top + 2 else text).append(piece)
    assert len(caption) == 2
    assert text
    # Read first, so that it does not cut into a clause that goes on on the next page.
    assert pieces(reader.pages[0])[:2] == caption
    assert all(piece.left < left for piece in caption)


def test_the_approvals_stand_left_and_right(printed):
    first = pieces(read(printed).pages[0])
    at = {piece.text: piece for piece in first}
    assert at["ПРИНЯТО"].left == at["СОГЛАСОВАНО"].left == pytest.approx(20, abs=0.1)
    assert at["УТВЕРЖДАЮ"].left > 110
    assert at["УТВЕРЖДАЮ"].top == at["ПРИНЯТО"].top
    text = body_text(printed)
    assert "УТВЕРЖДАЮ Директор МБОУ СОШ № 31 А. П. Серебрякова приказ от 30.08.2026 № 102" in text
    assert "Управляющий совет МБОУ СОШ № 31 протокол от 29.08.2026 № 4" in text


def test_the_text_reads_in_order_and_is_found_as_typed(printed):
    text = body_text(printed)
    places = [text.index(f" {number}. Раздел «{number}» о съёмке") for number in (1, 2, 3)]
    places += [text.index(" 3.6. Администратор: а) создаёт чаты;")]
    assert places == sorted(places)
    assert text.count(f"2.4. {LONG}2.5. {(LONG * 2).strip()}") == 1
    assert not set(text) & {"\N{SOFT HYPHEN}", "\N{NO-BREAK SPACE}", "\N{HYPHEN}"}


def test_headings_are_bookmarks():
    title = held(regulation().title)
    reader = read(render_regulation(regulation(title=title, sections=(section(1), section(2)))))
    heading, sections = reader.outline
    assert heading.title == reader.metadata.title == regulation().title
    assert [one.title for one in sections] == ["1. Раздел «1» о съёмке", "2. Раздел «2» о съёмке"]


@pytest.mark.parametrize("seed", range(10))
def test_no_heading_and_no_opening_of_a_list_ends_a_page(seed):
    lengths = random.Random(seed)
    short = tuple(Subclause(number=f"{letter})", text="создаёт чаты;") for letter in "абв")
    sections = []
    for number in range(1, 40):
        opening = Clause(number=f"{number}.1", text="Администратор:", subclauses=short)
        long = Clause(number=f"{number}.2", text=(LONG * lengths.randint(1, 6)).strip())
        clauses = (opening, long) if lengths.random() < 0.5 else (long, opening)
        sections.append(Section(number=str(number), title="Раздел", clauses=clauses))
    reader = read(render_regulation(regulation(sections=tuple(sections))))
    for page in reader.pages:
        lowest = PAGE_HEIGHT - (50 if page is reader.pages[0] else 20)
        lines = [piece.text for piece in pieces(page) if 20 <= piece.top <= lowest]
        assert not lines[-1].endswith((" Раздел", " Администратор:"))
        # Nor does the first line of a longer clause stand there alone.
        assert not re.match(r"\d+\.\d\. ", lines[-1]) or lines[-1].endswith(".")


def test_no_page_begins_with_the_last_line_of_a_clause():
    reader = read(render_regulation(regulation(sections=tuple(map(section, range(1, 7))))))
    for page in reader.pages[1:]:
        body = [piece for piece in pieces(page) if 20 <= piece.top <= PAGE_HEIGHT - 20]
        begins_clause = re.match(r"\d\.\d|[абв]\) |\d\. ", body[0].text)
        assert begins_clause or body[1].left == pytest.approx(20, abs=0.1)


def test_only_a_draft_says_so(printed):
    assert "ПРОЕКТ" not in body_text(printed)
    draft = read(render_regulation(regulation(draft=True)))
    first = pieces(draft.pages[0])
    assert [p.text for p in first if p.left > 150 and 20 < p.top < 30] == ["ПРОЕКТ"]
    for page in draft.pages:
        watermark = page.get_contents().get_data().index(b" Do")
        assert page.get_contents().get_data().rindex(b"/Artifact\nBMC", 0, watermark)
        assert "ПРОЕКТ" in page.extract_text()


def test_a_draft_may_lack_what_is_not_decided_yet():
    head = dataclasses.replace(HEAD, order=None)
    council = dataclasses.replace(COUNCIL, protocol=None)
    text = body_text(
        render_regulation(
            regulation(draft=True, approval=head, bodies=(council,), code=None, verify_url=None)
        )
    )
    assert "УТВЕРЖДАЮ Директор МБОУ СОШ № 31 А. П. Серебрякова ПОЛОЖЕНИЕ" in text
    assert not re.search("приказ|протокол|ПРИНЯТО|совет|Код документа|None|_", text)


def test_long_names_push_the_text_down_and_nothing_off_the_paper():
    name = (
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 131 имени дважды "
    )
    name += (
        "Героя Советского Союза маршала авиации Александра Ивановича Покрышкина» городского округа "
    )
    head = dataclasses.replace(
        HEAD, organization=name * 2, name="К. С. Воскресенская-Преображенская"
    )
    data = render_regulation(regulation(organization_full_name=name * 2, approval=head))
    for page in read(data).pages:
        assert all(piece.left < 200 for piece in pieces(page))
    assert body_text(data).count(" ".join((name * 2).split())) == 2


def test_equal_facts_give_equal_bytes(printed):
    assert render_regulation(regulation()) == printed


def test_text_is_text_and_never_markup():
    clause = Clause(number="1.1", text="Чат <b>класса</b> & {{ группы }}")
    sections = (Section(number="1", title="Чаты", clauses=(clause,)),)
    assert "1.1. Чат <b>класса</b> & {{ группы }}" in body_text(
        render_regulation(regulation(sections=sections))
    )


def test_the_time_of_rendering_is_recorded(record_property):
    sections = tuple(section(number, 20) for number in range(1, 10))
    start = time.perf_counter()
    render_regulation(regulation(sections=sections))
    seconds = time.perf_counter() - start
    record_property("seconds", round(seconds, 2))
    assert seconds < 30


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (regulation(), "title"),
        (regulation(), "organization_full_name"),
        (regulation(), "organization_short_name"),
        (regulation(), "settlement"),
        (regulation(), "code"),
        (regulation(), "verify_url"),
        (regulation(), "sections"),
        (regulation(), "bodies"),
        (HEAD, "post"),
        (HEAD, "organization"),
        (HEAD, "name"),
        (HEAD.order, "number"),
        (COUNCIL, "mark"),
        (COUNCIL, "body"),
        (section(1), "number"),
        (section(1), "title"),
        (section(1), "clauses"),
        (section(1).clauses[0], "text"),
        (LIST[0], "text"),
    ],
)
def test_an_empty_fact_is_refused_by_name(fact, field):
    empty = () if isinstance(getattr(fact, field), tuple) else "\N{NO-BREAK SPACE} "
    with pytest.raises(ValueError, match=f"{type(fact).__name__}.{field} is empty"):
        dataclasses.replace(fact, **{field: empty})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approval": dataclasses.replace(HEAD, order=None)}, "HeadApproval.order"),
        ({"bodies": (dataclasses.replace(COUNCIL, protocol=None),)}, "BodyApproval.protocol"),
        ({"code": None, "verify_url": None}, "PrintableRegulation.code"),
        ({"verify_url": None}, "PrintableRegulation.code"),
    ],
)
def test_an_approved_regulation_lacks_nothing(changes, field):
    with pytest.raises(ValueError, match=field):
        regulation(**changes)


def test_control_characters_are_refused():
    with pytest.raises(ValueError, match=r"Clause\.text has a control character"):
        Clause(number="1.1", text="Чат\0класса")


def test_no_variable_of_the_template_is_unknown(settings):
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNKNOWN %s"
    assert "UNKNOWN" not in regulation_html(regulation())
