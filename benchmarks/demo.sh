#!/bin/sh
# The main job on the project's own corpora: documents -> memory -> check -> reports. Called by `make demo`.
set -eu
cd "$(dirname "$0")/.."
l10nqa="${BIN:-.venv/bin}/l10nqa"
out=reports/demo
mkdir -p "$out"

echo "1. Extract corpora/ into a translation memory"
"$l10nqa" extract corpora --tm "$out/memory.db"
"$l10nqa" tm stats --tm "$out/memory.db"

echo
echo "2. Check it"
# Findings are what the demo is for: exit status 1 is a success here, 2 is not.
"$l10nqa" check corpora -o "$out/findings.txt" || [ $? -eq 1 ]
"$l10nqa" check corpora --format jsonl -o "$out/findings.jsonl" 2>/dev/null || [ $? -eq 1 ]

echo
echo "3. Export for a translator, and publish"
"$l10nqa" export corpora/lv-LV -o "$out/lv-LV.po" --with-findings
"$l10nqa" tm export --tm "$out/memory.db" -o "$out/memory.tmx"
"$l10nqa" publish corpora/lv-LV -o "$out/published/lv-LV"

echo
echo "The first findings of $out/findings.txt:"
echo
head -n 16 "$out/findings.txt"
echo "…"
echo
echo "Look at:"
echo "  $out/findings.txt      every finding, source and target with the spot marked"
echo "  $out/findings.jsonl    the same for programs"
echo "  $out/lv-LV.po          open it in Poedit; bring it back with: l10nqa apply $out/lv-LV.po corpora/lv-LV"
echo "  $out/memory.tmx        the memory for any CAT tool"
echo "  $out/published/        the Latvian documents without English"
