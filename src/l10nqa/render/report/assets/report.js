// The table of findings: unpacks the data, filters and sorts it with DataTables, keeps the filter in the address.
// Text from documents goes into the page by textContent only, never as HTML.
const SEVERITIES = ["minor", "major", "critical"];
const PENALTIES = { minor: 1, major: 5, critical: 25 };
const CERTAINTIES = ["possible", "likely", "certain"];
const AROUND = 40;
const CAUSES_SHOWN = 5;

async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// Offsets are code points, strings are UTF-16.
function marked(text, spot) {
  if (!spot) return [text];
  const points = Array.from(text);
  const [start, end] = spot;
  const piece = (from, to) => points.slice(from, to).join("");
  return [piece(0, start), ...(end > start ? [element("mark", "", piece(start, end))] : []), piece(end)];
}

function repaired(text, edits) {
  const points = Array.from(text);
  const piece = (from, to) => points.slice(from, to).join("");
  let at = Math.max(edits[0][0] - AROUND, 0);
  const content = at ? ["…"] : [];
  for (const [start, end, put] of edits) {
    content.push(piece(at, start));
    if (end > start) content.push(element("del", "", piece(start, end)));
    if (put) content.push(element("ins", "", put));
    at = end;
  }
  const end = Math.min(at + AROUND, points.length);
  content.push(piece(at, end), end < points.length ? "…" : "");
  return content;
}

function show(data) {
  const { texts, paths, links, causes, columns } = data;
  const lowered = { texts: texts.map((text) => text.toLowerCase()), paths: paths.map((path) => path.toLowerCase()) };
  const form = document.getElementById("filters");
  const found = document.getElementById("found");
  const count = columns.rule.length;
  const rows = Array.from({ length: count }, (_, row) => [row]);
  const text = (name, row) => texts[columns[name][row]];

  function body(row) {
    const cell = document.createDocumentFragment();
    const message = element("p", "message", text("message", row));
    const status = text("status", row);
    if (status !== "active") {
      const badge = element("b", "status", status);
      badge.title = text("reason", row);
      message.append(" ", badge);
    }
    const side = (lang, content) => {
      const made = element("div", "text", ...content);
      made.lang = lang;
      made.dir = "auto";
      return made;
    };
    const locale = text("locale", row);
    const source = side(text("sourceLocale", row), marked(text("source", row), columns.sourceSpot[row]));
    const target = side(locale, marked(text("target", row), columns.targetSpot[row]));
    cell.append(message, element("div", "pair", source, target));
    if (columns.edits[row]) {
      const label = element("span", "soft", columns.safe[row] ? "proved fix" : "suggested fix");
      const fix = side(locale, repaired(text("target", row), columns.edits[row]));
      cell.append(element("div", "fix", label, " ", fix));
    }
    if (status === "active") cell.append(decisions.box(row));
    return cell;
  }

  function link(row) {
    const file = columns.file[row];
    const made = element("a", "", element("bdi", "", paths[file]), `:${columns.line[row]}`);
    made.setAttribute("href", `${links[file]}#L${columns.line[row]}`);
    return made;
  }

  const cells = [
    (row) => element("span", `grade ${text("severity", row)}`, text("severity", row)),
    (row) => {
      const name = element("a", "", text("rule", row));
      name.setAttribute("href", `#about-${text("rule", row)}`);
      return element("span", "", name, " ", element("span", "soft", text("certainty", row)));
    },
    (row) => element("span", "", text("locale", row), " ", element("span", "soft", text("origin", row))),
    link,
    body,
  ];
  const classes = ["", "", "", "path", "body"];

  // What each column is sorted by: a number a finding, worked out once.
  const ranks = (values) => {
    const order = new Map([...new Set(values)].sort().map((value, rank) => [value, rank]));
    return values.map((value) => order.get(value));
  };
  const alphabet = (name) => ranks(Array.from({ length: count }, (_, row) => text(name, row)));
  const fileRanks = ranks(columns.file.map((file) => paths[file]));
  const sorts = [
    rows.map(([row]) => SEVERITIES.indexOf(text("severity", row)) * 3 + CERTAINTIES.indexOf(text("certainty", row))),
    alphabet("rule"),
    alphabet("locale"),
    fileRanks.map((rank, row) => rank * 1e7 + columns.line[row]),
    [],
  ];

  // A filter gives each finding in or out; texts are looked at once, however many findings share them.
  function predicate() {
    const wanted = Object.fromEntries(new FormData(form));
    const tests = [];
    for (const name of ["locale", "rule", "severity", "certainty", "origin"]) {
      if (wanted[name]) {
        const at = texts.indexOf(wanted[name]);
        tests.push((row) => columns[name][row] === at);
      }
    }
    const isActive = (row) => text("status", row) === "active";
    const marks = {
      fixable: (row) => isActive(row) && columns.edits[row],
      repairable: (row) => isActive(row) && columns.safe[row],
      suggested: (row) => isActive(row) && columns.edits[row] && !columns.safe[row],
      blocking: (row) => columns.blocks[row],
      new: (row) => columns.isNew[row],
    };
    if (marks[wanted.status]) tests.push(marks[wanted.status]);
    else if (wanted.status && wanted.status !== "all") tests.push((row) => text("status", row) === wanted.status);
    if (wanted.path) {
      const at = paths.indexOf(wanted.path);
      tests.push((row) => columns.file[row] === at);
    }
    if (wanted.cause) {
      const at = causes.indexOf(wanted.cause);
      tests.push((row) => columns.cause[row] === at);
    }
    if (wanted.file) {
      const word = wanted.file.toLowerCase();
      const holds = lowered.paths.map((path) => path.includes(word));
      tests.push((row) => holds[columns.file[row]]);
    }
    if (wanted.text) {
      const word = wanted.text.toLowerCase();
      const holds = lowered.texts.map((one) => one.includes(word));
      tests.push((row) => holds[columns.source[row]] || holds[columns.target[row]] || holds[columns.message[row]]);
    }
    return (row) => tests.every((test) => test(row));
  }

  const points = Uint8Array.from(rows, ([row]) => PENALTIES[text("severity", row)]);
  const passing = new Uint8Array(count);
  const decisions = new Decisions(data, () => rows.map(([row]) => row).filter((row) => passing[row]));
  const restored = restore();
  const table = jQuery("#table").DataTable({
    data: rows,
    autoWidth: false,
    deferRender: true,
    order: restored ?? [],
    pageLength: 25,
    lengthMenu: [10, 25, 100, 300],
    layout: { topStart: null, topEnd: null, bottomStart: "pageLength", bottomEnd: "paging" },
    columns: cells.map((_, column) => ({
      searchable: false,
      orderable: column < 4,
      orderSequence: column ? ["asc", "desc"] : ["desc", "asc"],
      type: "num",
      data: (row, kind) => (kind === "sort" ? (sorts[column][row[0]] ?? 0) : ""),
      createdCell: (cell, _value, row) => {
        cell.className = classes[column];
        cell.setAttribute("role", "cell");
        cell.replaceChildren(cells[column](row[0]));
      },
    })),
    createdRow: (made, row) => {
      made.setAttribute("role", "row");
      made.classList.toggle("aside", text("status", row[0]) !== "active");
    },
    language: { emptyTable: "No findings.", zeroRecords: "No finding passes the filter." },
  });
  table.search.fixed("filters", (_text, row) => passing[row[0]] === 1);

  function restore() {
    const kept = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const field of form.elements) {
      if (!field.name) continue;
      const value = kept.get(field.name);
      if (field.tagName === "SELECT") {
        field.value = value ?? field.options[0].value;
        if (field.selectedIndex < 0) field.selectedIndex = 0;
      } else field.value = value ?? "";
    }
    const [column, direction] = (kept.get("sort") ?? "").split(".");
    return /^[0-3]$/.test(column) && /^(asc|desc)$/.test(direction) ? [[Number(column), direction]] : null;
  }

  function state() {
    const kept = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value && !(name === "status" && value === "active")) kept.set(name, value);
    }
    const [sorted] = table.order();
    if (sorted) kept.set("sort", `${sorted[0]}.${sorted[1]}`);
    return kept;
  }

  function keep() {
    history.replaceState(null, "", `#${state()}`);
  }

  function filter() {
    const passes = predicate();
    for (let row = 0; row < count; row++) passing[row] = passes(row) ? 1 : 0;
    table.draw();
    const shown = table.page.info().recordsDisplay;
    found.textContent = `${shown.toLocaleString("en")} of ${count.toLocaleString("en")} findings`;
    showOnly();
    showCauses();
  }

  // What only links set, each with a button to take it away again.
  function showOnly() {
    const only = [];
    const { path, cause } = form.elements;
    if (path.value) only.push([path, "Only the file ", element("bdi", "", path.value)]);
    const first = cause.value ? columns.cause.indexOf(causes.indexOf(cause.value)) : -1;
    if (cause.value) only.push([cause, "Only the cause ", first < 0 ? cause.value : text("message", first)]);
    const chips = only.map(([field, ...content]) => {
      const button = element("button", "chip", ...content, " ✕");
      button.type = "button";
      button.addEventListener("click", () => {
        field.value = "";
        filter();
        keep();
      });
      return button;
    });
    document.getElementById("only").replaceChildren(...chips);
  }

  function showCauses() {
    const sums = new Float64Array(causes.length);
    const sizes = new Uint32Array(causes.length);
    const firsts = new Uint32Array(causes.length);
    for (let row = count - 1; row >= 0; row--) {
      if (!passing[row]) continue;
      const cause = columns.cause[row];
      sums[cause] += points[row];
      sizes[cause] += 1;
      firsts[cause] = row;
    }
    const shown = sizes.reduce((groups, size) => groups + (size > 0), 0);
    const repeated = [];
    for (let cause = 0; shown > 1 && cause < sizes.length; cause++) if (sizes[cause] > 1) repeated.push(cause);
    repeated.sort((a, b) => sums[b] - sums[a] || sizes[b] - sizes[a]);
    const items = repeated.slice(0, CAUSES_SHOWN).map((cause) => {
      const link = element("a", "", text("message", firsts[cause]));
      const address = state();
      address.set("cause", causes[cause]);
      link.setAttribute("href", `#${address}`);
      return element("li", "", link, " ", element("span", "soft", `${sizes[cause].toLocaleString("en")} findings`));
    });
    document.getElementById("causes-found").replaceChildren(...items);
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      filter();
      keep();
    }, 60);
  }
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("reset", () => setTimeout(() => {
    for (const name of ["path", "cause"]) form.elements[name].value = "";
    table.order([]);
    filter();
    keep();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  table.on("order.dt", keep);
  addEventListener("hashchange", () => {
    if (!filters()) return; // a place in the page
    table.order(restore() ?? []);
    filter();
    reveal();
  });
  // A link to the filter that is on already changes no address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && filters() && link.href === location.href) reveal();
  });

  function filters() {
    return location.hash.includes("=");
  }

  function reveal() {
    const heading = document.getElementById("findings");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView();
  }

  filter();
  for (const needing of document.querySelectorAll(".needs-script:not(#decide)")) needing.hidden = false;
  if (filters()) reveal();
  document.documentElement.dataset.ready = "yes";
}

for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", async () => {
    const code = button.previousElementSibling;
    const done = await copyText(code.textContent);
    if (!done) getSelection().selectAllChildren(code);
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(() => (button.textContent = "Copy"), 2000);
  });
}

show(await unpack(document.getElementById("data").textContent));
