"""The kinds of reading: one file each, with the keys of its table and how it is judged."""
