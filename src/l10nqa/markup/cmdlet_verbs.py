"""The approved verbs that a PowerShell cmdlet's name begins with, without those that make English adjectives."""

from __future__ import annotations

__all__ = ["CMDLET_VERBS"]

CMDLET_VERBS = tuple(
    """
    Add Approve Assert Backup Block Checkpoint Clear Close Compare Complete Compress Confirm Connect Convert ConvertFrom
    ConvertTo Copy Debug Deny Deploy Disable Disconnect Dismount Edit Enable Enter Exit Expand Export Find Format Get
    Grant Group Hide Import Initialize Install Invoke Join Limit Lock Measure Merge Mount Move New Open Optimize Out
    Pop Protect Publish Push Receive Redo Register Remove Rename Repair Request Reset Resize Resolve Restart Restore
    Resume Revoke Save Search Select Send Set Show Skip Sort Split Start Stop Submit Suspend Switch Sync Test Trace
    Unblock Undo Uninstall Unlock Unprotect Unpublish Unregister Update Use Wait Watch Write
    """.split()
)
