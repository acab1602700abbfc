"""The error typology of MQM, and its counterparts in SAE J2450 and ITS 2.0: tables, and nothing that counts."""

from l10nqa.mqm.its import ITS_TYPES, its_severity
from l10nqa.mqm.sae_j2450 import J2450_CATEGORIES, J2450_OF_TYPES, J2450Category, j2450_weight
from l10nqa.mqm.typology import ERROR_TYPES, Dimension, ErrorSeverity, ErrorType, error_type

__all__ = [
    "ERROR_TYPES",
    "ITS_TYPES",
    "J2450_CATEGORIES",
    "J2450_OF_TYPES",
    "Dimension",
    "ErrorSeverity",
    "ErrorType",
    "J2450Category",
    "error_type",
    "its_severity",
    "j2450_weight",
]
