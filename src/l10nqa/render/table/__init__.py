"""`--format csv`, `parquet` and `xlsx`: tables for spreadsheets and pandas, made from the same frames.

CSV and Parquet hold the findings. XLSX holds them on its first sheet, and the figures of files, rules and locales on
three more.
"""

from l10nqa.render.table.comma import render_csv
from l10nqa.render.table.extras import need
from l10nqa.render.table.parquet import render_parquet
from l10nqa.render.table.sheets import render_xlsx

__all__ = ["need", "render_csv", "render_parquet", "render_xlsx"]
