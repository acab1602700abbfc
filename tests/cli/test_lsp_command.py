"""`l10nqa lsp` without its extra says what is missing."""

from __future__ import annotations

import subprocess
import sys


def test_a_missing_extra_is_named_with_its_remedy() -> None:
    program = "import sys; sys.modules['pygls'] = sys.modules['lsprotocol'] = None; from l10nqa.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "lsp"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'l10nqa[lsp]'" in done.stderr
