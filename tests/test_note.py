"""Notes: a text everywhere, with its numbers for those who ask."""

from sim.note import Note, note_values


def test_a_note_is_its_text_and_carries_its_values() -> None:
    """It equals the plain text, and prints as it; a plain text has no values."""
    note = Note("3 days of 7.", "days", found=3, of_days=7.0)
    assert note == "3 days of 7."
    assert f"{note}" == "3 days of 7."
    assert note_values(note) == {"about": "days", "found": 3, "of_days": 7.0}
    assert note_values("plain") == {"about": ""}
