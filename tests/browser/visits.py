"""What a person does on a page, counted; and what the tests of this folder measure on pages."""

import re

from playwright.sync_api import expect


def named(words):
    """A name as the browser computes it: hidden words may stand after a gap («Создать : …»)."""
    return re.compile(re.escape(words).replace(":", r"\s*:"))


class Visit:
    """A person's page that counts what is pressed and what is typed.

    Names are matched by the words that a screen reader says; hidden elements are not found.
    """

    def __init__(self, page):
        self.page = page
        self.presses = self.typed = 0

    def open(self, address):
        self.page.goto(address)
        return self

    def press(self, role, name, **options):
        """Press a ``button``, a ``link``, a ``checkbox`` …; ``within`` a part of the page."""
        within = options.pop("within", self.page)
        name = named(name) if isinstance(name, str) else name
        within.get_by_role(role, name=name, **options).click()
        self.presses += 1

    def type(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)
        self.typed += 1

    def sees(self, text):
        expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def sees_heading(self, text):
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def sign_in(self, login, password):
        self.open("/accounts/sign-in/")
        self.type("Почта, телефон или имя для входа", login)
        self.type("Пароль", password)
        self.press("button", "Войти")


def record_decisions(head, *, day):
    """From a draft's page: the protocol of every body that the draft asks for, and back."""
    head.press("link", "Решения коллегиальных органов")
    # A list of elements is not waited for: taken too soon, it is that of the page before.
    head.sees_heading("Решения коллегиальных органов")
    for group in head.page.locator("main form").get_by_role("group").all():
        group.get_by_label("Номер").fill("4")
        group.get_by_label("Дата").fill(day.isoformat())
    head.press("button", "Сохранить")
    head.sees("Решения коллегиальных органов записаны.")


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("() => document.documentElement.scrollWidth - innerWidth")


def small_targets(page):
    """What is pressed with a thumb and is smaller than 44 pixels; links in a text than 24."""
    return page.evaluate(SMALL_TARGETS)


SMALL_TARGETS = """() => {
  const small = [];
  const pressed = "a[href], button, summary, input, select, textarea";
  for (const element of document.querySelectorAll(pressed)) {
    if (element.disabled || !element.checkVisibility({visibilityProperty: true})) continue;
    const isBox = element.matches("[type=checkbox], [type=radio]");
    const target = (isBox && element.closest("label")) || element;
    const inText = getComputedStyle(target).display === "inline";
    const {width, height} = target.getBoundingClientRect();
    const line = parseFloat(getComputedStyle(target.parentElement).lineHeight);
    if (inText ? line >= 24 : width >= 43.5 && height >= 43.5) continue;
    small.push(`${Math.round(width)}×${Math.round(height)} ${element.outerHTML.slice(0, 120)}`);
  }
  return small;
}"""
