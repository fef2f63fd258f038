"""``python -m khaldun``: the command line where the ``khaldun`` script is not on the path."""

from khaldun.cli.app import main

main()
