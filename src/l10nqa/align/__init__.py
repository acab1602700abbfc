"""Aligns two monolingual documents, one the translation of the other: block by block, sentence by sentence."""
