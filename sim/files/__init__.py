"""Files on the disk: written whole or not at all, one process at a time, nothing left behind."""
