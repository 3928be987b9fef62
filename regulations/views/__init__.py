"""Pages of the documents, a module for each part of their way."""
