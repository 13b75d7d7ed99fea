"""The output of results: tables, pictures, files. No physics."""
