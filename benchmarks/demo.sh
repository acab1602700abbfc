#!/bin/sh
# The main jobs on the project's own corpora: PO, report, a translator's file, repair, gate. Called by `make demo`.
set -eu
cd "$(dirname "$0")/.."
PATH="$(cd "${BIN:-.venv/bin}" && pwd):$PATH"
out=reports/demo
rm -rf "$out"
mkdir -p "$out"
mkdir "$out/docs"
cp -r corpora/*-* "$out/docs" # a copy: the demo repairs documents
cp -r docs/samples "$out/samples"
cd "$out"

step() { printf '\n%s\n' "$1"; }
run() { printf '\n$ %s\n' "$*"; "$@" || [ $? -eq 1 ]; } # findings are what the demo is for: status 1 is a success here
refused() { printf '\n$ %s\n' "$*"; if "$@"; then return 1; else printf '(exit status %s)\n' $?; fi; }

echo "l10nqa on 44 documents in 8 locales, half of them with planted faults. All in a copy: $out/docs"

step "1. Check PO and XLIFF as they are; a path without translations is an error, never green"
run l10nqa check samples
mkdir empty
refused l10nqa check empty

step "2. The lead: documents into a memory, and a report over all locales"
run l10nqa extract docs --tm memory.db
run l10nqa report docs --tm memory.db -o report

step "3. The translator: the same translations as PO and XLIFF, checked and repaired there, and back into the documents"
run l10nqa export docs/de-DE -o de-DE.po
run l10nqa check de-DE.po --tm memory.db -o de-DE-findings.csv
run l10nqa fix de-DE.po --tm memory.db --write
run l10nqa apply de-DE.po docs/de-DE
run l10nqa export docs/fr-FR -o fr-FR.xlf
run l10nqa fix fr-FR.xlf --tm memory.db --write
run l10nqa apply fr-FR.xlf docs/fr-FR

step "4. The writers changed a sentence; the memory fills in its translation, marked for review"
sed "s/valid for 7 days/valid for 14 days/" docs/lv-LV/users/add-user.md > changed.md
mv changed.md docs/lv-LV/users/add-user.md
run l10nqa tm analyse docs/lv-LV/users --tm memory.db
run l10nqa tm pretranslate docs/lv-LV --tm memory.db -o lv-LV.po
run l10nqa export docs/lv-LV --tm memory.db --with-findings --matches 3 -o lv-LV.xlf

step "5. The repairs that can be proved are made; the remaining findings are known from now on"
run l10nqa fix docs --tm memory.db --write
run l10nqa baseline docs --tm memory.db -o known.jsonl

step "6. The gate: a new fault, and nothing else, stops a merge"
sed "s/sieben Tage/14 Tage/" docs/de-DE/users/add-user.md > changed.md
mv changed.md docs/de-DE/users/add-user.md
run l10nqa check docs --tm memory.db --baseline known.jsonl

step "7. Publish, and the memory for other tools"
run l10nqa publish docs/lv-LV -o published/lv-LV
run l10nqa tm export --tm memory.db -o memory.tmx

step "8. A site in two trees: what is missing and stale, by locale, and faults as in bilingual documents"
cp -r ../../corpora/pairs site
run l10nqa status site/hugo
run l10nqa check site/hugo site/docusaurus
run l10nqa fix site/hugo site/docusaurus --write
run l10nqa export site/docusaurus/i18n/pt-BR -o pt-BR.po

cat <<END

Look at:
  $out/samples/            PO and XLIFF with a fault each, as checked in step 1
  $out/report/index.html   in a browser: every finding, the worst locale first
  $out/de-DE.po            the German translations; step 3 repaired them here and put them into the documents
  $out/de-DE-findings.csv  in a spreadsheet: the findings in that file, by line
  $out/lv-LV.po            in Poedit: the changed sentence is marked; back with l10nqa apply
  $out/lv-LV.xlf           in a CAT tool: findings as notes, similar translations offered
  $out/known.jsonl         the baseline that the gate held the last check against
  $out/published/          the Latvian documents without English
  $out/memory.tmx          the memory for any CAT tool
  $out/pt-BR.po            what the Brazilian pages of a Docusaurus site still lack
Where to read on: README.md, docs/for-the-lead.md, docs/for-the-translator.md, docs/for-ci.md, docs/hugo.md, docs/api.md
END
