"""report.html: one self-contained page of a run, and the browser code that lets its reader change the assumptions."""
