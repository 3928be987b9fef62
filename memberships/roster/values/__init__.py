"""Normal forms of what stands in the cells; no function here raises, whatever the text."""
