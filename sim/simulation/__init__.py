"""The run of a scenario: load it, run it, store the result with its provenance."""
