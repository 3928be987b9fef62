"""Signed and published versions for tests; the signature itself is another part's."""

from regulations import services, signings
from regulations.signings import Signing
from tests.factories import days_ago, make_operator

ADDRESS = "https://school.example/documents/"


def sign(monkeypatch, *versions, on=None, mark=()):
    """Let these versions be signed on paper, from now on the only ones."""
    signed = {version.pk for version in versions}

    def source(asked):
        for version in asked:
            if version.pk in signed:
                who = f"{version.head_post} {version.head_name}"
                facts = {"on": on or days_ago(2), "how": "на бумаге", "who": who, "mark": mark}
                signature = Signing(**facts, line=f"Документ подписан на бумаге: {who}")
                yield version.pk, signature

    monkeypatch.setattr(signings, "SOURCES", [source])


def publish(version, by=None, **fields):
    fields = {"published_on": days_ago(1), "address": ADDRESS} | fields
    return services.publish_version(version=version, by=by or make_operator(), **fields)
