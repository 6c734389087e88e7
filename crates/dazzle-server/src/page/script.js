// Keeps the page as the server has it, without losing focus, scroll positions and what is unfolded. Asks no other host.
"use strict";

const root = document.documentElement;
const live = document.getElementById("live");
const liveText = document.getElementById("live-text");
const focusable = "a[href], button, input, summary, [tabindex]";

// What the server sent for each part, to tell which ones differ.
const sent = new Map();
for (const part of document.querySelectorAll("[data-part]")) sent.set(part.id, part.outerHTML);

function say(state, text) {
  live.className = "live " + state;
  if (liveText.textContent !== text) liveText.textContent = text;
}

// Where the focus is inside a part: by id, or by number.
function focusIn(part) {
  const element = document.activeElement;
  if (!part.contains(element) || element === part) return null;
  return { id: element.id, at: [...part.querySelectorAll(focusable)].indexOf(element) };
}

function focusAgain(part, place) {
  const same = place.id ? document.getElementById(place.id) : null;
  const all = part.querySelectorAll(focusable);
  const element = same || all[Math.min(place.at, all.length - 1)];
  if (element) element.focus({ preventScroll: true });
}

function replace(part, next) {
  const focus = focusIn(part);
  const open = [...part.querySelectorAll("details[open][id]")].map((it) => it.id);
  const checked = [...part.querySelectorAll("input:checked")].map((it) => it.id);
  const scrolled = [...part.querySelectorAll("[id]")]
    .filter((it) => it.scrollLeft || it.scrollTop)
    .map((it) => [it.id, it.scrollLeft, it.scrollTop]);
  part.className = next.className;
  part.replaceChildren(...next.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const id of checked) {
    const input = document.getElementById(id);
    if (input) input.checked = true;
  }
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo({ left, top, behavior: "instant" });
  if (focus) focusAgain(part, focus);
  prepare(part);
}

// What has the focus, if it is in sight.
function seen() {
  const element = document.activeElement;
  const place = element?.closest("[data-part]") ? element.getBoundingClientRect() : null;
  return place && place.bottom > 0 && place.top < innerHeight ? element : null;
}

// Takes over the parts that differ. What has the focus stays where it is, else what is at the top of the window.
function show(next) {
  const parts = [...document.querySelectorAll("[data-part]")];
  const isFocus = seen() !== null;
  const top = parts.find((part) => part.tagName === "SECTION" && part.getBoundingClientRect().bottom > 80);
  const before = (seen() || top)?.getBoundingClientRect().top;
  for (const part of parts) {
    const other = next.getElementById(part.id);
    if (!other) continue;
    const html = other.outerHTML;
    if (sent.get(part.id) === html) continue;
    sent.set(part.id, html);
    replace(part, other);
  }
  document.title = next.title;
  root.dataset.version = next.documentElement.dataset.version;
  const anchor = isFocus ? document.activeElement : top;
  if (anchor) scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
}

async function renew() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  if (response.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
}

// One stream for a page that is looked at: browsers allow only six connections to a server.
let events = null;

function listen() {
  if (events || document.hidden) return;
  events = new EventSource("/page/events");
  events.onmessage = (event) => {
    say("is-live", "live");
    if (event.data !== root.dataset.version) renew().catch(lost);
  };
  events.onerror = lost;
}

function lost() {
  say("is-lost", "the server does not answer; trying again");
  // A refusal ends the stream for good; a broken one is taken up again by the browser.
  if (events?.readyState === EventSource.CLOSED) {
    events = null;
    setTimeout(listen, 1000);
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    events?.close();
    events = null;
  } else {
    listen();
  }
});
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) {
    events = null;
    listen();
  }
});

// What only works with a script is shown by it.
function prepare(part) {
  for (const button of part.querySelectorAll("button[data-copy]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
    button.textContent = "Selected";
  }
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
});

// A link to a table unfolds it.
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  if (target?.tagName === "DETAILS") target.open = true;
}
addEventListener("hashchange", unfold);

// Pointing at an entity shows what it is joined with.
function trace(event) {
  const drawing = document.querySelector("svg.entities");
  const entity = event.target.closest?.("g.entity");
  if (!drawing) return;
  const on = entity?.dataset.box;
  drawing.classList.toggle("is-tracing", on !== undefined);
  for (const it of drawing.querySelectorAll(".is-traced")) it.classList.remove("is-traced");
  if (on === undefined) return;
  const joined = new Set([on]);
  for (const it of drawing.querySelectorAll(".reference")) {
    if (it.dataset.from === on || it.dataset.to === on) {
      it.classList.add("is-traced");
      joined.add(it.dataset.from).add(it.dataset.to);
    }
  }
  for (const it of drawing.querySelectorAll(".entity")) {
    if (joined.has(it.dataset.box)) it.classList.add("is-traced");
  }
}
document.addEventListener("pointerover", trace);

// A drawing that is larger than its place begins where its first column has something.
function begin() {
  const place = document.getElementById("drawing");
  const boxes = place ? [...place.querySelectorAll("rect.box")].map((it) => it.getBoundingClientRect()) : [];
  if (!boxes.length || place.scrollHeight <= place.clientHeight) return;
  const first = boxes.reduce((best, it) => (it.left < best.left ? it : best));
  const middle = (first.top + first.bottom) / 2 - place.getBoundingClientRect().top;
  place.scrollTo({ top: middle - place.clientHeight / 2, behavior: "instant" });
}

prepare(document);
begin();
unfold();
listen();
