"""``python -m cli`` is ``tincongdoan``."""

from cli.main import main

main()
