"""``python -m newsloupe``: the command line (`newsloupe.cli`)."""

from newsloupe.cli import main

if __name__ == "__main__":
    main()
