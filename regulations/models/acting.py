"""What put a version into force, in words."""

from datetime import date

from regulations.papers.acts import act_of_kind


class PutIntoForce:
    """Of a `DocumentVersion`; asks the database for its document alone."""

    @property
    def act_of_kind(self):
        """What an act the number and the date are of, by the kind of the document."""
        return act_of_kind(self.document.kind)

    @property
    def rules(self):
        """Whether it is in force once frozen; a letter or an extract only tells of something."""
        return self.act_of_kind.rules

    @property
    def is_registered(self):
        """Whether it is a paper that rules nothing, frozen, and no later one has replaced it."""
        return not (self.is_draft or self.is_superseded or self.rules)

    @property
    def number_line(self):
        """«от 30.08.2026 № 102/2-од»: the paper's own, or of the act that put it into force."""
        return "" if self.is_draft else f"от {self.order_date:%d.%m.%Y} № {self.order_number}"

    @property
    def force_line(self):
        """«приказ от 30.08.2026 № 102/2-од», «протокол …», «акт …»; empty for a draft."""
        return "" if self.is_draft else f"{self.act_of_kind.noun} {self.number_line}"

    @property
    def act_line(self):
        """What approved the act, and the orders that have changed it since."""
        original = self.data.get("original")
        if not original:
            return self.force_line
        order = original["order"]
        day = date.fromisoformat(order["date"])
        return f"приказ от {day:%d.%m.%Y} № {order['number']}, {self.data['note']}"
