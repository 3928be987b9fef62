"""Many PDFs at once: which sorts of papers there are, and the work that makes their ZIP.

A sort is one line in `SORTS`: the dotted name of a function ``(organization, item, by) ->
(name of the file without its ending, PDF bytes)``. ``item`` is plain JSON, read again each time, so
that the work may be repeated; a DomainError leaves this one paper out, with its sentence.
"""

SORTS = {
    "version_large": "regulations.batches.sorts.version_in_large_print",
}
