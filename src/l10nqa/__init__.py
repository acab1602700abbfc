"""Translation memory and localization QA for bilingual Markdown documentation."""

__version__ = "0.1.0"
