"""The check before approval (`regulations.checking`)."""

import pytest

from regulations import services
from regulations.checking import UnsettledError, findings_of
from regulations.checking.texts import TextCheck
from regulations.checking.words import dead_references, foreign_words, not_said, repealed_acts
from regulations.models import DocumentVersion, LegalBasis
from regulations.printing import draft_sections
from tests.factories import days_ago
from tests.regulations.making import approve, decide, make_draft, url
from tests.regulations.test_comparing import A, paper

VOLUNTARY = "v: Родители пользуются учебным профилем добровольно."
FALLBACK = "f: Сведения можно получить на очных консультациях."


@pytest.mark.parametrize(
    ("clauses", "missing"),
    [
        ([VOLUNTARY, FALLBACK], []),
        ([FALLBACK], ["добровольности"]),
        ([VOLUNTARY], ["не пользуются мессенджером"]),
        (
            ["voluntariness: Профиль обязателен для всех.", "families_right: Своё."],
            ["добровольности", "не пользуются мессенджером"],
        ),
        (["v: Сбор добровольных пожертвований запрещён.", FALLBACK], ["добровольности"]),
        (["v: Родители вступают в чаты по своему желанию.", FALLBACK], []),
        ([VOLUNTARY, "f: Отказ от мессенджера не допускается."], ["не пользуются мессенджером"]),
        ([VOLUNTARY, "f: При отказе от мессенджера сведения дают в школе."], []),
    ],
)
def test_what_a_regulation_must_say(clauses, missing):
    found = not_said(paper([f"a: {A}", *clauses]))
    assert len(found) == len(missing)
    assert all(word in text for word, text in zip(missing, found, strict=True))


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("kindergarten", "Классный руководитель создаёт чаты.", "Классный"),
        ("kindergarten", "Дошкольная группа.", None),
        ("school", "Куратор учебной группы.", "Куратор"),
        ("college", "Учитель ведёт уроки.", "Учитель"),
        ("school", "Учитель ведёт уроки.", None),
        ("school", "Работник несёт дисциплинарную ответственность.", None),
        ("school", "Преподаётся дисциплина «Связь».", "дисциплина"),
        ("kindergarten", "Мастер-классы; классические сказки; не «Одноклассники».", None),
        ("college", "Специальность «Дошкольное образование», первоклассный мастер.", None),
        ("college", "Для школьников.", "школьников"),
    ],
)
def test_words_of_another_kind_of_organization(kind, text, word):
    found = [each for _, each in foreign_words(paper([f"a: {text}"]), kind)]
    assert (word in found) if word else found == []


def test_the_organizations_own_name_is_no_foreign_word():
    text = "Школа танцев «Класс» действует."
    assert not list(foreign_words(paper([f"a: {text}"]), "college", ["Школа танцев «Класс»"]))


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Чаты создаются по п. 1.2.", None),
        ("Чаты создаются по п. 9.2.", "п. 9.2"),
        ("В порядке раздела 7 положения.", "раздела 7"),
        ("По пункту 3 статьи 28 закона.", None),
        ("По пункту 8.1 статьи 3 Федерального закона.", None),
        ("По п. 2.4 Федерального закона.", None),
        ("Подпункт 1.1.9 не применяется.", "Подпункт 1.1.9"),
        ("По п. 1.2 и п. 9.9.", "п. 9.9"),
        ("По пп. 1.2 и 9.9 Положения.", "пп. 9.9"),
        ("По п. 9.9 и сообщают.", "п. 9.9"),
        ("По пунктам 8.1 и 8.2 статьи 3 закона.", None),
        ("По п. 8.1 и п. 8.2 статьи 3 закона.", None),
        ("По п. 1.2, 01.09.2026.", None),
    ],
)
def test_references_that_lead_nowhere(text, reference):
    found = [each for _, each in dead_references(paper([f"a: {text}", f"b: {A}"]))]
    assert found == ([reference] if reference and reference[0].islower() else found)
    assert bool(found) == (reference is not None and reference[0].islower())


@pytest.mark.django_db
def test_repealed_acts_are_found_in_words():
    repealed = LegalBasis.objects.exclude(status="in_force")
    text = "t: По распоряжению от 01.09.2021 № Р-210 и ГОСТ Р 7.0.97-2016, а не № Р-2100."
    found = {act.key for _, act in repealed_acts(paper([text]), repealed)}
    assert found == {"directive_210", "gost_2016"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("от 01.09.2021 N Р-210", ["directive_210"]),
        ("По распоряжению Р-210 чаты создают сами.", ["directive_210"]),
        ("от 01.09.2021 № P-210", ["directive_210"]),
        ("распоряжение №Р-210.", ["directive_210"]),
        ("распоряжение No. Р‑2­10;", ["directive_210"]),
        ("распоряжение № р – 210, и далее", ["directive_210"]),
        ("ГОСТ Р 7.0.97–2016", ["gost_2016"]),
        ("ГОСТ 7.0.97-2016", ["gost_2016"]),
        ("ГОСТ Р7.0.97-2016, раздел 5", ["gost_2016"]),
        ("по ГОСТу Р 7.0.97—2016.", ["gost_2016"]),
        ("ГОСТ P 7.0.97-2016", ["gost_2016"]),
        ("ГОСТ Р 7.0.97-2025", []),
        ("кабинет 210, а школа № 210", []),
        ("приказ директора № 210-Р", []),
        ("распоряжение № Р-2100", []),
        ("распоряжение № Р-210/1", []),
        ("распоряжение № АР-210", []),
        ("ГОСТ Р 17.0.97-2016", []),
        ("п. 7.0.97 и год 2016", []),
    ],
)
def test_acts_in_the_spellings_of_people(text, keys):
    repealed = LegalBasis.objects.exclude(status="in_force")
    assert [act.key for _, act in repealed_acts(paper([f"t: {text}"]), repealed)] == keys


@pytest.mark.parametrize(
    ("number", "text", "is_named"),
    [
        ("2040", "приказ от 02.12.2019 N 2040", True),
        ("2040", "приказ No 2040.", True),
        ("2040", "в 2040 году", False),
        ("2040", "приказ № 20401", False),
        ("04-127", "письмо № 04 – 127", True),
        ("04-127", "звоните: 04-127", False),
        ("273-ФЗ", "закон 273-ФЗ", True),
        ("10-А", "чат 10-А класса", False),
        ("10-А", "письмо № 10-А", True),
        ("ГОСТ Р 1.0.2-2020", "ГОСТ Р 1.0.2–2020", True),
    ],
)
def test_a_bare_count_is_no_act(number, text, is_named):
    act = LegalBasis(number=number, key="x")
    assert bool(list(repealed_acts(paper([f"t: {text}"]), [act]))) is is_named


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_a_draft_from_the_library_has_no_findings(ready_of, kind):
    draft = make_draft(ready_of(kind).ours, decided=True)
    assert findings_of(draft, days_ago(1)) == []


@pytest.fixture
def faulty(decided):
    """Words of another kind, a dead reference, no fallback."""
    for row in decided.clauses.filter(key__startswith="families_", parent__isnull=False):
        row.text = "Воспитанники — по п. 9.9."
        row.key = f"own_{row.key}"
        row.save()
    return decided


@pytest.mark.django_db
def test_findings_name_their_place_and_their_cure(faulty):
    found = findings_of(faulty)
    assert not any(finding.stops for finding in found)
    lines = [finding.line for finding in found]
    assert any("слово «Воспитанники»" in line for line in lines)
    assert any("ссылка «п. 9.9» никуда не ведёт" in line for line in lines)
    placed = [finding for finding in found if finding.place]
    assert all(finding.place_url.endswith(f"#p{finding.place[3:]}") for finding in placed)


@pytest.mark.django_db
def test_a_finding_opens_its_clause_in_the_editor(faulty, at):
    client = at("head")
    placed = [finding for finding in findings_of(faulty) if finding.place]
    for finding in placed:
        assert finding.cure_label == f"Открыть {finding.place} в редакторе"
        assert client.get(finding.cure_url).context["page"].in_hand.label == finding.place
    assert placed[0].cure_url in client.get(url("draft_approve", faulty.organization)).text


@pytest.mark.django_db
def test_what_is_not_said_can_be_taken_from_the_library(decided, at):
    decided.clauses.filter(key="voluntariness").delete()
    (finding,) = findings_of(decided)
    assert "добровольности" in finding.text
    assert finding.cure_url == url("draft_library", decided.organization)
    assert "пользуются учебным профилем добровольно" in at("head").get(finding.cure_url).text


@pytest.mark.django_db
def test_an_act_named_in_words_opens_its_clause(decided, at):
    row = decided.clauses.get(key="conduct")
    row.text = "Чаты ведутся по распоряжению № Р-210."
    row.save()
    (finding,) = findings_of(decided)
    assert "больше не действует" in finding.text
    assert f"clause={row.pk}#c{row.pk}" in finding.cure_url
    assert at("head").get(finding.cure_url).context["page"].in_hand.pk == row.pk


@pytest.mark.django_db
def test_a_line_of_a_made_list_opens_the_clause_that_makes_it(decided, cast):
    (row,) = decided.clauses.filter(each="chats")
    text = TextCheck(decided, draft_sections(decided), set(), "/", {(False, row.key): row.pk})
    number = next(
        clause.number
        for section in text.sections
        for clause in section.clauses
        if clause.key == row.key
    )
    assert f"?clause={row.pk}#" in text.at(f"{number}.3", "…").cure_url


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_pdf")
def test_one_goes_on_with_a_reason_that_is_kept(faulty, cast):
    with pytest.raises(UnsettledError, match="назовите причину"):
        approve(faulty, cast.head)
    assert DocumentVersion.objects.get().is_draft
    version = approve(faulty, cast.head, reason="Так решил совет.")
    version.refresh_from_db()
    assert version.data["accepted"]["reason"] == "Так решил совет."
    assert len(version.data["accepted"]["findings"]) >= 4
    assert "С замечаниями: Так решил совет." in version.history.first().history_change_reason


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_pdf")
def test_a_reason_changes_nothing_where_nothing_was_found(decided, cast):
    version = approve(decided, cast.head, reason="На всякий случай.")
    assert version.data == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_pdf")
def test_the_page_shows_findings_and_asks_the_reason(faulty, at, cast):
    client = at("head")
    page = client.get(url("draft_approve", cast.ours)).text
    assert "Проверка перед утверждением" in page
    assert "Почему утверждаете с замечаниями" in page
    order = {"order_number": "1", "order_date": days_ago(1).isoformat()}
    answer = client.post(url("draft_approve", cast.ours), order)
    assert (answer.status_code, "назовите причину" in answer.text) == (409, True)
    answer = client.post(url("draft_approve", cast.ours), order | {"reason": "Решено."})
    assert answer.status_code == 302


@pytest.mark.django_db
def test_a_repealed_basis_is_cured_by_one_press(decided, cast):
    act = LegalBasis.objects.get(key="letter_643")
    act.status, act.replaced_by = "replaced", LegalBasis.objects.get(key="letter_423")
    act.save()
    (finding,) = findings_of(decided)
    assert finding.cure_posts
    services.replace_basis(version=decided, basis=act, by=cast.head)
    assert findings_of(decided) == []


@pytest.mark.django_db
def test_protocols_may_follow_one_another_but_not_the_order(draft):
    decide(draft)
    (first, second) = findings_of(draft, days_ago(6))
    assert first.stops
    assert "позже приказа" in second.text
    assert findings_of(draft, days_ago(5)) == []
