"""Papers around the regulation: orders, extract, sheet, consent, letter, and their package.

``kinds/*.toml`` hold the texts, one file for each kind of document, with no word of a kind of
organization; `kinds` reads them, `facts` knows what they are made of, `composing` writes them,
`printing` makes the PDF. A draft follows the facts; a frozen paper is what stands in its ``data``.
"""
