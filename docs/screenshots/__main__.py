"""Takes the pictures of the user guide; bin/screenshots starts a demo of its own for it.

Each module walks through one guide as its reader does; the demo is changed on the way. Names of
walks may be given; without any, all are walked.
"""

import sys

import django

django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402

from docs.screenshots import administrator, applicant, director, joining, teacher  # noqa: E402
from docs.screenshots.camera import ARGUMENTS, CHROMIUM, IMAGES  # noqa: E402
from organizations.models import Organization  # noqa: E402

WALKS = {
    "joining": joining.walk,
    "administrator": administrator.walk,
    "applicant": applicant.walk,
    "teacher": teacher.walk,
    "director": director.walk,
}


def main(*names):
    IMAGES.mkdir(exist_ok=True)
    school = Organization.objects.get(slug="school")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name in names or WALKS:
            WALKS[name](browser, school)
        browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
