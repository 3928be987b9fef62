"""The act of annulment on paper."""


def paper_of(act):
    """The version that the documents keep of it (by its reverse key); None before it is made."""
    return getattr(act, "paper", None)
