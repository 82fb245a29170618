// A picture that follows its controls. A state seen before is drawn at once,
// from memory, without asking the kernel; a new one waits for the kernel's.

const MOST = 200; // states kept in memory
const WAITING =
  "Python has not answered for ten seconds. Does another cell still run? " +
  "If not, choose Kernel, Restart, and run this cell again.";

/** What a control is set to, as the kernel knows it: a label or a value. */
function setting(control) {
  const labels = control.get("_options_labels");
  const index = control.get("index");
  if (!labels) return control.get("value");
  if (Array.isArray(index)) return index.map((one) => labels[one]);
  return labels[index] ?? null;
}

/** Put new content in place; what the reader has unfolded stays unfolded. */
function replace(place, html) {
  const name = (one) => one.querySelector("summary")?.textContent;
  const folds = () => [...place.querySelectorAll("details")];
  const open = new Set(folds().filter((one) => one.open).map(name));
  const focus = place.contains(document.activeElement);
  const held = focus && document.activeElement.textContent;
  place.innerHTML = html;
  for (const one of folds()) one.open = open.has(name(one));
  if (focus) {
    const all = [...place.querySelectorAll("summary, a[href]")];
    (all.find((one) => one.textContent === held) ?? place).focus();
  }
}

/** A picture as PNG, at twice its size, for slides. */
function asPng(image) {
  const paper = document.createElement("canvas");
  paper.width = 2 * image.naturalWidth;
  paper.height = 2 * image.naturalHeight;
  paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
  return paper.toDataURL("image/png");
}

/** Offer the picture, and the table behind it, as files. */
function offerFiles(place, { name, csv }) {
  const image = place.querySelector("img");
  if (!image || !csv) return;
  const line = document.createElement("p");
  line.append("Download what is shown: ");
  const files = [
    [`${name}.png`, () => asPng(image)],
    [`${name}.csv`, () => `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`],
  ];
  for (const [file, address] of files) {
    const link = document.createElement("a");
    link.href = "#";
    link.download = file;
    link.textContent = file;
    link.addEventListener("click", () => (link.href = address()));
    line.append(link, " ");
  }
  place.append(line);
}

/** Once in the page, keep JupyterLab's shortcuts off the widget's controls:
 *  an arrow key chooses in a list there, and not the next cell. */
function keepKeys(el) {
  if (!el.isConnected) {
    requestAnimationFrame(() => keepKeys(el));
    return;
  }
  const all = el.closest(".widget-vbox") ?? el;
  all.addEventListener("focusin", (event) =>
    event.target.setAttribute("data-lm-suppress-shortcuts", "true"),
  );
}

async function render({ model, el }) {
  el.classList.add("nkcourse", "jp-RenderedHTMLCommon");
  const place = document.createElement("div");
  place.tabIndex = -1;
  const said = document.createElement("div");
  said.className = "nkcourse-said";
  said.setAttribute("role", "status");
  el.append(place, said);
  keepKeys(el);

  const ids = model.get("controls").map((one) => one.split("IPY_MODEL_")[1]);
  const controls = await Promise.all(
    ids.map((id) => model.widget_manager.get_model(id)),
  );
  const seen = new Map();
  let drawn = null; // the HTML that is in the page
  const now = () => JSON.stringify(controls.map(setting));

  function draw(state) {
    el.removeAttribute("aria-busy");
    said.classList.remove("nkcourse-seen");
    if (state.html === drawn) return;
    drawn = state.html;
    replace(place, state.html);
    offerFiles(place, state);
    const alt = place.querySelector("img")?.alt;
    said.textContent = alt ? `New figure. ${alt}` : place.textContent.trim();
  }
  let patience;
  function follow() {
    const key = now();
    clearTimeout(patience);
    if (seen.has(key)) {
      draw(seen.get(key));
      return;
    }
    el.setAttribute("aria-busy", "true");
    patience = setTimeout(() => {
      if (el.ariaBusy) said.textContent = WAITING;
      said.classList.toggle("nkcourse-seen", !!el.ariaBusy);
    }, 10000);
  }
  // The kernel answers each change in its turn. An answer to a change that
  // has been overtaken is kept for later, and not drawn.
  function answer() {
    const state = model.get("shown");
    // as it was asked for, and as it is now that other controls have adapted
    const keys = [state.asked, state.settings].map((one) => JSON.stringify(one));
    for (const key of keys) {
      seen.delete(key);
      seen.set(key, state);
    }
    while (seen.size > MOST) seen.delete(seen.keys().next().value);
    if (keys.includes(now())) draw(state);
  }
  for (const one of controls) {
    one.on("change:value change:index change:_options_labels", follow);
  }
  model.on("change:shown", answer);
  answer();
  // never an empty box, whatever has happened to the controls meanwhile
  if (drawn === null) draw(model.get("shown"));
  said.textContent = ""; // nothing to announce before the first change
  return () => {
    model.off("change:shown", answer);
    for (const one of controls) one.off(null, follow);
  };
}

export default { render };
