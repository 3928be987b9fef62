"""What the demo's entrance page shows. Outside the demo (DEBUG off) there is nothing to show."""

from django.conf import settings
from django.urls import reverse

from organizations.models import Organization

PASSWORD = "demo-Sferum-2026"  # noqa: S105 — the demo's well-known password
SLUGS = ("school", "kindergarten", "college")
ACCOUNTS = ("admin", "head", "leader", "teacher", "parent", "learner")


def accounts():
    """Per demo organization its name and its people to sign in as; None outside the demo."""
    if not settings.DEBUG:
        return None
    found = {row.slug: row for row in Organization.objects.filter(slug__in=SLUGS)}
    return [
        {
            "organization": str(found[slug]),
            "rows": [
                _row(label, f"{name}@{slug}.example")
                for name, label in _labels(found[slug]).items()
            ],
        }
        for slug in SLUGS
        if slug in found
    ]


def _row(label, login):
    """A press fills the sign-in form in; the password is typed by the visitor."""
    return {"label": label, "login": login, "url": f"{reverse('accounts:sign_in')}?login={login}"}


def _labels(organization):
    words, roles = organization.words, organization.profile.roles
    labels = {
        "admin": roles["administrator"],
        "head": roles["head"],
        "leader": words["Leader"],
        "teacher": roles["teacher"],
        "parent": words["Parent"],
    }
    if "learner_accounts" in organization.profile.features:
        labels["learner"] = roles["learner"]
    return labels
