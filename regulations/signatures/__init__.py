"""Electronic signatures of documents: really checked, told apart, printed as a mark.

`checking.check` says what a signature file is worth for given bytes; it needs no database.
`queries` answers what other parts ask: `queries.of(version)`, `queries.is_signed(version)`.
"""
