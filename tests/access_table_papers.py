"""Who may open which page of the papers around the regulation; see `access_table`."""

from tests.regulations.papers_making import make_paper, make_word_forms


def slug(world):
    return [world.cast.ours.slug]


def new_paper(world):
    return [world.cast.ours.slug, "consent_form"]


def paper(world):
    return [world.cast.ours.slug, make_paper(world.cast.ours).pk]


def letter(world):
    return [world.cast.ours.slug, make_paper(world.cast.ours, "registration_letter").pk]


def corrected_word(world):
    return [world.cast.ours.slug, make_word_forms(world.cast.ours).pk]


PORTAL = {
    "regulations:document_list": (slug, "404 405", "200 405", "200 405", "200 405", "302 302"),
    "regulations:paper_create": (new_paper, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:package": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:package_prepare": (slug, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:package_approve": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:package_pdf": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:package_zip": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:word_list": (slug, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:word_forms": (slug, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:word_forget": (
        *(corrected_word, "405 404", "405 403", "405 403", "405 403", "302 302"),
    ),
    "regulations:paper": (paper, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:paper_pdf": (paper, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:paper_large_pdf": (paper, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:letter_eml": (letter, "404 405", "403 405", "403 405", "403 405", "302 302"),
    "regulations:paper_facts": (paper, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:paper_approve": (paper, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:paper_discard": (paper, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:order_cancel": (paper, "404 404", "403 403", "403 403", "403 403", "302 302"),
    "regulations:order_replace": (paper, "405 404", "405 403", "405 403", "405 403", "302 302"),
    "regulations:letter_send": (letter, "405 404", "405 403", "405 403", "405 403", "302 302"),
}
