"""One file a format: each takes what `report.exported` describes and writes it to a path."""
