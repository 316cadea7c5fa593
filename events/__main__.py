"""`python -m events` is `dateline`."""

from events.cli import main

if __name__ == "__main__":
    main()
