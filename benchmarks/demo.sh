#!/bin/sh
# The main jobs on the project's own corpora: report, repair, gate, and a translator's file. Called by `make demo`.
set -eu
cd "$(dirname "$0")/.."
PATH="$(cd "${BIN:-.venv/bin}" && pwd):$PATH"
out=reports/demo
rm -rf "$out"
mkdir -p "$out"
mkdir "$out/docs"
cp -r corpora/*-* "$out/docs" # a copy: the demo repairs documents
cd "$out"

step() { printf '\n%s\n' "$1"; }
run() { printf '\n$ %s\n' "$*"; "$@" || [ $? -eq 1 ]; } # findings are what the demo is for: status 1 is a success here

echo "l10nqa on 44 documents in 8 locales, half of them with planted faults. All in a copy: $out/docs"

step "1. The lead: documents into a memory, and a report over all locales"
run l10nqa extract docs --tm memory.db
run l10nqa report docs --tm memory.db -o report

step "2. The translator: the writers changed a sentence; the memory fills in what it knows"
sed "s/valid for 7 days/valid for 14 days/" docs/lv-LV/users/add-user.md > changed.md
mv changed.md docs/lv-LV/users/add-user.md
run l10nqa tm analyse docs/lv-LV/users --tm memory.db
run l10nqa tm pretranslate docs/lv-LV --tm memory.db -o lv-LV.po
run l10nqa export docs/lv-LV --tm memory.db --with-findings --matches 3 -o lv-LV.xlf

step "3. What can be proved is repaired; what is left is known from now on"
run l10nqa fix docs --tm memory.db --write
run l10nqa baseline docs --tm memory.db -o known.jsonl

step "4. The gate: a new fault, and nothing else, stops a merge"
sed "s/sieben Tage/14 Tage/" docs/de-DE/users/add-user.md > changed.md
mv changed.md docs/de-DE/users/add-user.md
run l10nqa check docs --tm memory.db --baseline known.jsonl

step "5. Publish, and the memory for other tools"
run l10nqa publish docs/lv-LV -o published/lv-LV
run l10nqa tm export --tm memory.db -o memory.tmx

cat <<END

Look at:
  $out/report/index.html   in a browser: every finding, the worst locale first
  $out/lv-LV.po            in Poedit: the changed sentence is marked; back with l10nqa apply
  $out/lv-LV.xlf           in a CAT tool: findings as notes, similar translations offered
  $out/known.jsonl         the baseline that the gate held the last check against
  $out/published/          the Latvian documents without English
  $out/memory.tmx          the memory for any CAT tool
Where to read on: docs/for-the-lead.md, docs/for-the-translator.md, docs/for-ci.md
END
