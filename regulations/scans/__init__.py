"""Scans of signed papers: read sheet by sheet, reviewed by a person, kept beside the version."""
