"""``cstonews`` and ``python -m cstonews``: the command line, which can be interrupted while it
is loaded, too.
"""

from cstonews.interrupts import end_at_once

end_at_once()

from cstonews.cli import main  # noqa: E402 - most of a start is this import

if __name__ == "__main__":
    main()
