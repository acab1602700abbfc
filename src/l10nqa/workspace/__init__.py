"""The façade that command line, server and editor share: one function a job, values in and values out."""

from l10nqa.workspace.applying import Applied, Refusal, apply
from l10nqa.workspace.checking import CheckRun, check, default_jobs
from l10nqa.workspace.exporting import document_units, export_documents, export_memory
from l10nqa.workspace.extracting import Extracted, extract
from l10nqa.workspace.fixing import FixedDocument, FixRun, fix, fixed_targets, write_fixed
from l10nqa.workspace.publishing import Published, publish_documents

__all__ = [
    "Applied",
    "CheckRun",
    "Extracted",
    "FixRun",
    "FixedDocument",
    "Published",
    "Refusal",
    "apply",
    "check",
    "default_jobs",
    "document_units",
    "export_documents",
    "export_memory",
    "extract",
    "fix",
    "fixed_targets",
    "publish_documents",
    "write_fixed",
]
