"""`python -m l10nqa`."""

from l10nqa.cli import main

main()
