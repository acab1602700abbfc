// Decisions about chosen findings: a command to copy, or lines of the ledger to collect and download.
const MAX_IN_COMMAND = 50;
const MESSAGE_LENGTH = 80;

// As a POSIX shell reads it: nothing within single quotes has a meaning.
function shellQuoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function cut(text) {
  const points = Array.from(text);
  return points.length <= MESSAGE_LENGTH ? text : `${points.slice(0, MESSAGE_LENGTH - 1).join("")}…`;
}

// With the spaces of the ledger's own writer, so that version control sees no change in a line that is written again.
function ledgerLine(record) {
  const pairs = Object.entries(record).filter(([, value]) => value);
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`;
}

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or a browser without it
  }
}

// The browser's store: a page that is closed keeps what was collected; without a store it is kept while it is open.
function stored(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // private windows
  }
}

class Decisions {
  #form = document.getElementById("decide");
  #chosen = new Set();
  #boxes = new Map();
  #key = `l10nqa decisions ${location.pathname}`;
  #collected;

  constructor(data, shown) {
    this.data = data;
    this.#collected = new Map(stored(this.#key, []));
    const { author, none, copy, collect, download, discard } = this.#form.elements;
    author.value = stored("l10nqa author", "");
    document.getElementById("choose-shown").addEventListener("click", () => {
      this.choose(shown(), true);
      this.#form.querySelector("details").open = true;
      this.#form.elements.reason.focus();
    });
    this.#form.querySelector("details").open = innerHeight > 500 && innerWidth > 700; // else it would hide the findings
    none.addEventListener("click", () => this.choose([...this.#chosen], false));
    copy.addEventListener("click", () => this.#copy());
    collect.addEventListener("click", () => this.#collect());
    download.addEventListener("click", () => this.#download());
    discard.addEventListener("click", () => this.#discard());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#show();
  }

  box(row) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.addEventListener("change", () => this.choose([row], box.checked));
    const label = document.createElement("label");
    label.className = "choose";
    label.append(box, document.createElement("span"));
    this.#boxes.set(row, label);
    this.#mark(row, label);
    return label;
  }

  choose(rows, wanted) {
    for (const row of rows) {
      if (wanted) this.#chosen.add(row);
      else this.#chosen.delete(row);
    }
    this.#tell("");
    this.#show();
  }

  #mark(row, label) {
    const collected = this.#collected.get(this.data.columns.fingerprint[row]);
    label.firstChild.checked = this.#chosen.has(row);
    label.lastChild.textContent = collected ? ` collected: ${JSON.parse(collected).decision}` : " decide";
  }

  #show() {
    for (const [row, label] of this.#boxes) this.#mark(row, label);
    const chosen = this.#chosen.size.toLocaleString("en");
    const collected = this.#collected.size.toLocaleString("en");
    const { none, copy, collect, download, discard } = this.#form.elements;
    document.getElementById("chosen").textContent = `${chosen} chosen, ${collected} collected`;
    for (const button of [none, copy, collect]) button.disabled = !this.#chosen.size;
    for (const button of [download, discard]) button.disabled = !this.#collected.size;
    this.#form.hidden = !this.#chosen.size && !this.#collected.size;
  }

  #tell(text) {
    document.getElementById("told").textContent = text;
  }

  #given(name, what) {
    const field = this.#form.elements[name];
    const value = field.value.trim();
    if (!value) {
      this.#tell(`Give ${what}.`);
      field.focus();
    }
    return value;
  }

  #fingerprints() {
    return [...new Set([...this.#chosen].map((row) => this.data.columns.fingerprint[row]))];
  }

  async #copy() {
    const reason = this.#given("reason", "a reason");
    if (!reason) return;
    const fingerprints = this.#fingerprints();
    if (fingerprints.length > MAX_IN_COMMAND) {
      this.#tell(`A command names at most ${MAX_IN_COMMAND} findings: collect and download these.`);
      return;
    }
    const { author, decision } = this.#form.elements;
    const by = author.value.trim() ? ` --author ${shellQuoted(author.value.trim())}` : "";
    const { command } = this.#form.dataset;
    const text = `${command} --as ${decision.value} --reason ${shellQuoted(reason)}${by} ${fingerprints.join(" ")}`;
    this.#tell((await copyText(text)) ? "Copied: run it in the folder in which the report was made." : text);
  }

  #collect() {
    const reason = this.#given("reason", "a reason");
    const author = reason && this.#given("author", "your name");
    if (!author) return;
    const { texts, ledgerPaths, columns } = this.data;
    for (const row of this.#chosen) {
      const line = ledgerLine({
        path: ledgerPaths[columns.file[row]],
        rule: texts[columns.rule[row]],
        fingerprint: columns.fingerprint[row],
        segment: texts[columns.segment[row]],
        decision: this.#form.elements.decision.value,
        reason,
        author,
        date: today(),
        message: cut(texts[columns.message[row]]),
      });
      this.#collected.set(columns.fingerprint[row], line);
    }
    store("l10nqa author", author);
    this.#chosen.clear();
    this.#changed("Collected. Download the lines when you are done, and add them to the ledger.");
  }

  #changed(told) {
    store(this.#key, [...this.#collected]);
    this.#tell(told);
    this.#show();
  }

  #download() {
    const lines = [...this.#collected.values()].sort().map((line) => `${line}\n`);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
    link.download = "decisions.jsonl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    this.#tell(`Add the lines to the ledger: cat decisions.jsonl >> ${shellQuoted(this.#form.dataset.ledger)}`);
  }

  #discard() {
    this.#collected.clear();
    this.#changed("Discarded.");
  }
}
