"""A browser page of one person, and the pictures taken of it for the user guide."""

import io
import os
from pathlib import Path

from PIL import Image

from sferum_portal.demo import PASSWORD

IMAGES = Path(__file__).parent.parent / "images"
LARGEST = 150_000
PHONE, DESK, PAPER = (360, 720, 2), (1280, 760, 1), (850, 1190, 1)
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root; only our own pages are opened.
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
MARK = """element => {
  element.style.outline = "4px solid #d4574c";
  element.style.outlineOffset = "3px";
}"""
# Clear of the bar of tabs at the bottom of a phone.
INTO_VIEW = """element => {
  if (element.getBoundingClientRect().bottom > innerHeight - 80) {
    element.scrollIntoView({block: "center"});
  }
}"""
# A reader's browser writes dates in Russian, and a reader's portal has an address of its own.
AS_READERS_SEE_IT = """address => {
  for (const field of document.querySelectorAll("input[type=date]")) {
    const day = field.value;
    field.type = "text";
    field.value = day ? day.split("-").reverse().join(".") : "";
    field.placeholder = "дд.мм.гггг";
  }
  for (const field of document.querySelectorAll("input[readonly]")) {
    field.value = field.value.replace(address, "https://sferum.school47.example");
  }
  for (const link of document.querySelectorAll("a[href^='" + address + "/r/']")) {
    link.textContent = link.textContent.replace(address, "https://sferum.school47.example");
  }
}"""


class Camera:
    """A browser page of one person and the pictures taken of it."""

    def __init__(self, browser, size, login=""):
        width, height, scale = size
        self.page = browser.new_context(
            base_url=os.environ["SITE_URL"],
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
            locale="ru-RU",
            timezone_id="Europe/Moscow",
        ).new_page()
        if login:
            self.open("/accounts/sign-in/")
            self.page.get_by_label("Почта, телефон").fill(login)
            self.page.get_by_label("Пароль").fill(PASSWORD)
            self.press("button", "Войти")

    def open(self, address):
        self.page.goto(address)

    def find(self, role, name):
        return self.page.get_by_role(role, name=name).first

    def press(self, role, name):
        self.find(role, name).click()
        self.page.wait_for_load_state()

    def shoot(self, name, *marked, top=None):
        """A picture of the window; what is to be pressed gets a red frame.

        The page is scrolled only as far as the frame, or to ``top``.
        """
        self.page.evaluate("() => scrollTo(0, 0)")
        for element in marked:
            element.evaluate(INTO_VIEW)
        if top is not None:
            top.evaluate("element => element.scrollIntoView({block: 'start'})")
        self.page.evaluate(AS_READERS_SEE_IT, os.environ["SITE_URL"])
        for element in marked:
            element.evaluate(MARK)
        save(name, self.page.screenshot())
        for element in marked:
            element.evaluate("element => { element.style.outline = ''; }")


def save(name, picture):
    """As a PNG of 256 colours, which is enough for pages and a third of the size."""
    path = IMAGES / f"{name}.png"
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST} bytes")
