from invitations.admin import acts, links

__all__ = ["acts", "links"]
