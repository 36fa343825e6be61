"""Bilingual dictionaries, for asking: other people's files become tables to look into."""
