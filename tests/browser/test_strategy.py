"""The page of the strategy: no word is torn, the bar covers nothing that one jumps to."""

from django.urls import reverse

#: Whether a word of a kind's name needs more room than its cell has.
TORN = """() => [...document.querySelectorAll('.strategy tbody th')].filter(cell => {
  cell.style.overflowWrap = 'normal';
  const words = document.createRange();
  words.selectNodeContents(cell);
  return words.getBoundingClientRect().right > cell.getBoundingClientRect().right;
}).map(cell => cell.textContent)"""
UNDER_THE_BAR = """() => {
  const head = document.querySelector('.strategy-automatic legend');
  scrollTo(0, 0);
  document.querySelector('.strategy-automatic').scrollIntoView({block: 'end'});
  const bar = document.querySelector('.form-buttons-sticky').getBoundingClientRect();
  return head.getBoundingClientRect().bottom > bar.top;
}"""
LINK = """() => {
  const flash = document.createElement('p');
  flash.innerHTML = '<a href="#">Что расходится</a>';
  flash.className = 'flash flash-warning';
  document.querySelector('#content').append(flash);
  return getComputedStyle(flash.firstChild).textDecorationLine;
}"""


def test_words_stay_whole_links_are_seen_and_nothing_lies_under_the_bar(cast, page_at):
    cast.ours.kind = "kindergarten"
    cast.ours.save()
    page = page_at(1280, 800, user=cast.head)
    page.goto(reverse("admin:organizations_chatrule_strategy", args=[cast.ours.pk]))
    assert page.evaluate(TORN) == []
    assert page.evaluate(UNDER_THE_BAR) is False
    assert page.evaluate(LINK) == "underline"
