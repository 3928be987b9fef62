"""Publication: the term of it, the public pages, the bundle for the organization's site."""
