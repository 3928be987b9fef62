"""The editor of a draft: its rows as a tree, the journal of changes, the words that people see.

`services.editing` has the verbs; here are their parts, which ask no right.
"""
