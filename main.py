"""Start Exchange Desk: `python main.py` opens the window, `python main.py --help` tells the rest."""

import sys

from exchange_desk.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
