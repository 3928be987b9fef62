"""An existing regulation, as a file or a pasted text, becomes the structure of a draft (ADR 17).

Pure: no database, the same text gives the same result. In the order of the work:

* ``sources``: bytes → the lines of a text, with what is known of their looks;
* ``cleaning``: slips of recognition, what a page brings into its text, divided words;
* ``heads``: title and blocks of approval, at the beginning or at the end;
* ``structure``: lines → paragraphs → sections, clauses and lists;
* ``meaning``: dates, legal bases, norms, references from clause to clause.

`reading` leads through all of them, `result` is what comes out. Around them: `confined` reads
files of strangers, `review` shows a person what is uncertain, `drafting` makes the draft.
"""
