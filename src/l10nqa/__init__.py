"""Translation memory and localization QA for bilingual Markdown documentation."""

__all__ = ["__version__"]

__version__ = "0.1.0"
