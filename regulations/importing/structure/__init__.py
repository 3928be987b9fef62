"""Lines → paragraphs → sections, clauses and lists."""
