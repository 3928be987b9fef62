from xml.etree import ElementTree

from sferum_portal.lib.qr import qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg):
    namespaced = svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)
    return ElementTree.fromstring(namespaced)  # noqa: S314 — our own markup


def test_a_screen_reader_hears_the_label():
    root = parsed(qr_svg("https://portal.example/i/a/", label="Вход для 5 «А» <класса>"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Вход для 5 «А» <класса>"


def test_the_stylesheet_decides_the_size():
    root = parsed(qr_svg("https://portal.example/", label="код"))
    assert root.get("class") == "qr"
    assert root.get("width") is None
    assert root.get("viewBox")


def test_the_quiet_zone_is_four_modules_unless_told_otherwise():
    wide = parsed(qr_svg("https://portal.example/", label="код"))
    bare = parsed(qr_svg("https://portal.example/", label="код", quiet_zone=0))
    sides = [int(root.get("viewBox").split()[2]) for root in (wide, bare)]
    assert sides[0] - sides[1] == 8


def test_a_page_with_a_strict_policy_may_show_it():
    svg = qr_svg("https://portal.example/", label="код")
    assert "style=" not in svg
    assert "<script" not in svg
