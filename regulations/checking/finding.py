"""One thing that speaks against an approval."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``stops``: there is no way on; else the person may go on with a reason."""

    text: str
    place: str = ""  # «п. 2.4»
    place_url: str = ""
    cure_label: str = ""
    cure_url: str = ""
    cure_posts: bool = False
    #: Two buttons instead of one: ``(name of the field, ((value, label), …))``.
    choices: tuple = ()
    stops: bool = False

    @property
    def line(self):
        return f"{self.place}: {self.text}" if self.place else self.text
