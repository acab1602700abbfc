"""The approved verbs that a PowerShell cmdlet's name begins with, those that no English compound begins with."""

from __future__ import annotations

__all__ = ["CMDLET_VERBS"]

CMDLET_VERBS = tuple(
    """
    Clear Connect ConvertFrom ConvertTo Disable Disconnect Enable Export Get Grant Import Initialize Install Invoke
    Move New Register Remove Rename Repair Reset Restart Restore Resume Revoke Set Start Stop Suspend Test Uninstall
    Unregister Update
    """.split()
)
