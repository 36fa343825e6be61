"""The commands of `dragoman`, one short file each; `dragoman.search.cli` loads them by name."""
