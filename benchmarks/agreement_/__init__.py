"""What peers are asked, how each is asked, and the slow reference that takes over a peer's conventions.

A side is a module with ``NAME``, ``IMPORT``, ``PACKAGES`` and ``ask(case, question)``, which returns ``Found``.
"""
