// The page of dev mode in a real browser, step by step.
//
//   node browser.cjs CHROMIUM TOOLS BASE OUT STEP…
//
// CHROMIUM is the program, TOOLS a folder with node_modules, BASE the address of the server, OUT a folder for screenshots. Each step is a
// function below. A step that needs something changed prints `change: WHAT` and goes on after a line on standard input.
// The first thing that is not as it should be ends it with exit code 1.
"use strict";

const assert = require("node:assert/strict");
const { createRequire } = require("node:module");
const path = require("node:path");
const readline = require("node:readline");

const [chromiumProgram, tools, base, out, ...wanted] = process.argv.slice(2);
const load = createRequire(path.resolve(tools, "node_modules", "any.js"));
const { chromium } = load("playwright-core");

const answers = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function change(what) {
  console.log(`change: ${what}`);
  const answer = await answers.next();
  assert.ok(!answer.done, "nobody answered");
}

async function shot(page, name, options) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(out, `${name}.png`), ...options });
}

// Waits for the stream of events.
async function connected(page) {
  await page.waitForSelector("#live.is-live");
}

async function open(page, address = "/") {
  await page.goto(base + address);
  if (address === "/") await connected(page);
}

const steps = {
  // It loads, says where things stand, and has all sections.
  async loads({ page }) {
    await open(page);
    assert.ok((await page.locator("h1").innerText()).length > 0);
    for (const id of ["now", "left-out", "draft", "diagram", "tables", "history", "log"]) {
      assert.equal(await page.locator(`section#${id}`).count(), 1, id);
      assert.equal(await page.locator(`nav a[href="#${id}"]`).count(), 1, id);
    }
    for (const address of ["/docs", "/openapi.json"]) {
      assert.equal(await page.locator(`nav a[href="${address}"]`).count(), 1, address);
    }
    await shot(page, "page", { fullPage: true });
  },

  // One box for each entity, none over another, texts inside.
  async diagram({ page }) {
    await open(page);
    const number = Number(await page.locator("#number-entities").innerText());
    const boxes = page.locator("svg.entities g.entity");
    assert.ok(number > 0);
    assert.equal(await boxes.count(), number);
    const rects = await page.locator("svg.entities g.entity rect.box").evaluateAll(
      (all) => all.map((it) => { const { x, y, right, bottom } = it.getBoundingClientRect(); return { x, y, right, bottom }; }));
    for (const [at, one] of rects.entries()) {
      for (const other of rects.slice(0, at)) {
        const apart = one.right <= other.x || other.right <= one.x || one.bottom <= other.y || other.bottom <= one.y;
        assert.ok(apart, `boxes overlap: ${JSON.stringify([one, other])}`);
      }
    }
    const outside = await page.evaluate(() => [...document.querySelectorAll("svg.entities g.entity")].flatMap((it) => {
      const box = it.querySelector("rect.box").getBoundingClientRect();
      const texts = [...it.querySelectorAll("text")];
      const bad = texts.filter((text) => {
        const own = text.getBoundingClientRect();
        return own.left < box.left || own.right > box.right || own.bottom > box.bottom + 1;
      });
      for (const group of it.querySelectorAll("g.field")) {
        const [name, type] = [...group.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
        if (name.right > type.left) bad.push(group);
      }
      return bad.map((text) => text.textContent);
    }));
    assert.deepEqual(outside, [], "texts that leave their box or meet another");
    await shot(await page.locator("#diagram"), "diagram");
  },

  // A box leads to its table, which unfolds.
  async leads_to_tables({ page }) {
    await open(page);
    const link = page.locator("svg.entities g.entity a").first();
    const target = decodeURIComponent((await link.getAttribute("href")).slice(1));
    await link.locator("text.entity-name").click();
    await page.waitForFunction(() => document.querySelector("#tables details[open]"));
    assert.equal(decodeURIComponent(await page.locator("#tables details[open]").first().getAttribute("id")), target);
  },

  // A change shows up by itself; what one was doing is not disturbed.
  async renews({ page }) {
    await open(page);
    assert.equal(await page.locator("#left-out .card").count(), 0);
    const table = page.locator("#tables details").first();
    await table.locator("summary").click();
    await page.locator("#fit").check();
    await table.locator("summary").focus();
    await table.evaluate((it) => it.scrollIntoView({ block: "center", behavior: "instant" }));
    const before = await table.evaluate((it) => it.getBoundingClientRect().top);
    await change("left out");
    await page.waitForSelector("#left-out .card");
    const card = await page.locator("#left-out .card").first().innerText();
    assert.match(card, /Next:/);
    assert.ok(await table.evaluate((it) => it.open), "what was unfolded stays so");
    assert.ok(await page.locator("#fit").isChecked());
    assert.ok(await table.evaluate((it) => it.contains(document.activeElement)), "the focus stays");
    const after = await table.evaluate((it) => it.getBoundingClientRect().top);
    assert.ok(Math.abs(after - before) < 2, `the page jumped by ${after - before}`);
    assert.ok((await page.locator("#news").textContent()).trim().length > 0);
    await page.locator("#fit").uncheck();
    await shot(await page.locator("#left-out"), "left-out");
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await shot(page, "waiting", { fullPage: true });
  },

  // What is to be done next can be copied.
  async copies({ page, context }) {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
    await open(page);
    const button = page.locator(".card button.copy").first();
    const text = await button.getAttribute("data-copy");
    await button.click();
    await page.waitForFunction(() => [...document.querySelectorAll(".copy")].some((it) => it.textContent === "Copied"));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  },

  // The server ends and comes back with something new: the page says so, and has it without being loaded again.
  async survives_a_restart({ page, state }) {
    await open(page);
    await page.evaluate(() => { window.isTheSame = true; });
    state.allowsFailures = true;
    await change("stop");
    await page.waitForSelector("#live.is-lost");
    await change("start");
    await connected(page);
    await page.waitForSelector("#now .diagnostic");
    state.allowsFailures = false;
    assert.ok(await page.evaluate(() => window.isTheSame));
    await shot(page, "broken");
  },

  // On a phone nothing makes the page itself wider than the window.
  async narrow({ page }) {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page);
    await page.evaluate(() => { for (const it of document.querySelectorAll("details")) it.open = true; });
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.equal(widths[0], widths[1], "the page scrolls sideways");
    const wide = await page.evaluate(() => [...document.querySelectorAll("main *")]
      .filter((it) => !it.closest(".scroll, pre, nav, .hidden") && it.getBoundingClientRect().right > innerWidth + 1)
      .map((it) => it.outerHTML.slice(0, 120)));
    assert.deepEqual(wide, [], "reaches out of the window");
    await page.reload();
    await connected(page);
    await shot(page, "narrow", { fullPage: true });
    await page.setViewportSize({ width: 1280, height: 900 });
  },

  // Dark where the system is dark.
  async dark({ page }) {
    const lightness = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).reduce((sum, it) => sum + Number(it), 0));
    await open(page);
    assert.ok(await lightness() > 600);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.ok(await lightness() < 150);
    await shot(page, "dark", { fullPage: true });
    await accessible(page);
    await page.emulateMedia({ colorScheme: "light" });
  },

  // The tabulator reaches everything that can be used, in the order of the page, and one sees where one is.
  async keyboard({ page }) {
    await open(page);
    const all = await page.evaluate(() => {
      const usable = [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")].filter(
        (it) => it.getAttribute("tabindex") !== "-1" && it.checkVisibility());
      usable.forEach((it, at) => { it.dataset.at = at; });
      return usable.length;
    });
    assert.ok(all > 10);
    const seen = [];
    for (let at = 0; at < all; at += 1) {
      await page.keyboard.press("Tab");
      seen.push(await page.evaluate(() => {
        const it = document.activeElement;
        const style = getComputedStyle(it);
        return { at: Number(it.dataset.at), outline: style.outlineStyle, width: parseFloat(style.outlineWidth), html: it.outerHTML.slice(0, 80) };
      }));
    }
    assert.deepEqual(seen.map((it) => it.at), [...Array(all).keys()], JSON.stringify(seen, null, 1));
    for (const it of seen) assert.ok(it.outline !== "none" && it.width >= 1, `no outline: ${it.html}`);
    await page.keyboard.press("Home");
    await open(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main", "the first link leads to the content");
  },

  // On paper: everything unfolded, nothing that only works on a screen.
  async paper({ page }) {
    await open(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("nav").isVisible(), false);
    assert.equal(await page.locator("#tables details td").first().isVisible(), true);
    await page.emulateMedia({ media: "screen" });
  },

  // Nothing moves where the system asks for that.
  async calm({ page }) {
    await open(page);
    const behavior = () => page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await behavior(), "auto");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    assert.equal(await behavior(), "smooth");
  },

  // Without a script it is the same page, which one has to load again.
  async without_script({ browser }) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(base);
    assert.ok(await page.locator("svg.entities g.entity").first().isVisible());
    assert.equal(await page.locator("button").filter({ visible: true }).count(), 0);
    await context.close();
  },

  // Valid HTML.
  async valid({ page }) {
    const { HtmlValidate } = load("html-validate");
    const checker = new HtmlValidate({ extends: ["html-validate:standard", "html-validate:a11y"], rules: {
      // Style only; what is written here comes from a template.
      "long-title": "off",
      "prefer-native-element": ["error", { exclude: ["region"] }],
      "no-inline-style": "error",
    } });
    const response = await page.request.get(base);
    const report = await checker.validateString(await response.text());
    const found = report.results.flatMap((it) => it.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
    assert.deepEqual(found, []);
  },

  // Contrast, names, roles, structure: WCAG 2.2 AA, as far as a program can tell.
  async accessible({ page }) {
    await open(page);
    await page.evaluate(() => { for (const it of document.querySelectorAll("details")) it.open = true; });
    await accessible(page);
  },

  // The page of the API works without any other host, too.
  async api_page({ page }) {
    await open(page, "/docs");
    await page.waitForSelector("#content section");
    assert.ok(await page.locator("#content details").count() > 3);
    await shot(page, "api");
  },
};

async function accessible(page) {
  await page.evaluate(load("node:fs").readFileSync(load.resolve("axe-core/axe.min.js"), "utf8"));
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.map((it) => `${it.id}: ${it.help}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 150) + " " + node.failureSummary).join(" | ")}`);
  });
  assert.deepEqual(found, []);
}

async function run() {
  const browser = await chromium.launch({
    executablePath: chromiumProgram,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    for (const name of wanted) {
      const step = steps[name];
      assert.ok(step, `there is no step ${name}`);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      const state = { allowsFailures: false };
      const wrong = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type()) && !state.allowsFailures) wrong.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => wrong.push(`script: ${error}`));
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol !== "data:" && url.origin !== new URL(base).origin) wrong.push(`another host: ${url}`);
      });
      context.on("response", (response) => {
        if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
      });
      await step({ page, context, browser, state });
      assert.deepEqual(wrong, [], name);
      await context.close();
      console.log(`ok: ${name}`);
    }
  } finally {
    await browser.close();
  }
}

run().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
