"""``python -m cstonews``."""

from cstonews.cli import main

main()
