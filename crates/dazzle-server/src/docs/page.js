// Shows /openapi.json and sends requests to this server; asks no other.
"use strict";

const content = document.getElementById("content");
const tokenForm = document.getElementById("token-form");
let token = "";
let description = null;

// Makes an element; texts become text, never markup.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function resolve(value) {
  while (value && value.$ref) {
    value = value.$ref.slice(2).split("/").reduce((at, part) => at[part], description);
  }
  return value || {};
}

function headers(more) {
  return token ? { Authorization: "Bearer " + token, ...more } : { ...more };
}

// A type in a few words.
function words(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  const own = resolve(schema);
  if (own.enum) return own.enum.map((word) => (word === null ? "null" : word)).join(" | ");
  if (own.anyOf && !own.type) return own.anyOf.map(words).join(" | ");
  const types = [].concat(own.type || "anything").join(" | ");
  const notes = [];
  if (own.format) notes.push(own.format);
  if (own.maxLength) notes.push("at most " + own.maxLength + " characters");
  if (own.items) notes.push("of " + words(own.items));
  if (own.properties) notes.push(Object.keys(own.properties).join(", "));
  return types + (notes.length ? " (" + notes.join("; ") + ")" : "");
}

function fields(schema) {
  const own = resolve(schema);
  const required = own.required || [];
  const rows = Object.entries(own.properties || {}).map(([name, field]) =>
    make("tr", {},
      make("td", {}, make("code", {}, name)),
      make("td", {}, words(field)),
      make("td", {}, required.includes(name) ? "required" : ""),
      make("td", {}, field.description || "")));
  return make("table", {}, make("tbody", {}, ...rows));
}

function example(schema) {
  const own = resolve(schema);
  const body = {};
  for (const name of own.required || []) {
    const field = resolve(own.properties[name]);
    const type = [].concat(field.type)[0];
    body[name] = field.enum ? field.enum[0] : { integer: 0, number: 0, boolean: false, object: {} }[type] ?? "";
  }
  return JSON.stringify(body, null, 2);
}

function operation(path, method, operation, shared) {
  const parameters = [...shared, ...(operation.parameters || [])].map(resolve);
  const form = make("form", {});
  const inputs = parameters.map((parameter) => {
    const id = operation.operationId + "-" + parameter.name;
    const input = make("input", { id, autocomplete: "off", spellcheck: "false" });
    if (parameter.required) input.required = true;
    if (parameter.name === "If-Match") input.value = "*";
    const text = parameter.name + " (" + words(parameter.schema) + ")";
    return { parameter, input, row: [make("label", { for: id }, text), input] };
  });
  const many = inputs.filter(({ parameter }) => parameter.in === "query");
  const few = inputs.filter(({ parameter }) => parameter.in !== "query");
  form.append(...few.flatMap(({ row }) => row));
  if (many.length) {
    form.append(make("details", {}, make("summary", {}, "Parameters"), make("div", {}, ...many.flatMap(({ row }) => row))));
  }
  let body = null;
  const schema = operation.requestBody && operation.requestBody.content["application/json"].schema;
  if (schema) {
    const id = operation.operationId + "-body";
    body = make("textarea", { id, spellcheck: "false" });
    body.value = example(schema);
    form.append(fields(schema), make("label", { for: id }, "Body"), body);
  }
  const output = make("pre", { hidden: "" });
  form.append(make("p", {}, make("button", {}, "Send")), output);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let address = path;
    const query = new URLSearchParams();
    const sent = {};
    for (const { parameter, input } of inputs) {
      if (input.value === "") continue;
      if (parameter.in === "path") address = address.replace("{" + parameter.name + "}", encodeURIComponent(input.value));
      else if (parameter.in === "query") query.append(parameter.name, input.value);
      else sent[parameter.name] = input.value;
    }
    if (body) sent["Content-Type"] = "application/json";
    if (query.size) address += "?" + query;
    output.hidden = false;
    try {
      const response = await fetch(address, { method: method.toUpperCase(), headers: headers(sent), body: body && body.value });
      const text = await response.text();
      const lines = [response.status + " " + response.statusText];
      for (const name of ["etag", "location", "link"]) {
        if (response.headers.has(name)) lines.push(name + ": " + response.headers.get(name));
      }
      let shown = text;
      try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* no JSON: as it is */ }
      output.textContent = lines.join("\n") + "\n\n" + shown;
    } catch (error) {
      output.textContent = String(error);
    }
  });
  return make("details", {},
    make("summary", {}, make("span", { class: "method" }, method.toUpperCase()), make("code", {}, path), " – " + operation.summary),
    make("div", {}, form));
}

function show() {
  document.getElementById("title").textContent = description.info.title;
  document.title = description.info.title + " – API";
  const sections = new Map();
  for (const tag of [...description.tags, { name: "server", description: "Health and readiness" }]) {
    const id = "entity-" + tag.name;
    const section = make("section", { id, "aria-label": tag.name }, make("h2", {}, tag.name), make("p", {}, tag.description));
    const schema = description.components.schemas[tag.name];
    if (schema) section.append(make("details", {}, make("summary", {}, "Fields"), make("div", {}, fields(schema))));
    sections.set(tag.name, section);
  }
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of ["get", "post", "patch", "delete"]) {
      if (item[method]) sections.get(item[method].tags[0]).append(operation(path, method, item[method], item.parameters || []));
    }
  }
  document.getElementById("entities").replaceChildren(
    ...[...sections.keys()].map((name) => make("a", { href: "#entity-" + encodeURIComponent(name) }, name)));
  content.replaceChildren(...sections.values());
}

async function load() {
  try {
    const response = await fetch("/openapi.json", { headers: headers() });
    tokenForm.hidden = response.status !== 401;
    if (response.status === 401) {
      content.replaceChildren(make("p", {}, token ? "The server does not know this token." : "Give the token of the API to read its description."));
      return;
    }
    description = await response.json();
    show();
  } catch (error) {
    content.replaceChildren(make("p", {}, "The description could not be read: " + error));
  }
}

tokenForm.addEventListener("submit", (event) => {
  event.preventDefault();
  token = document.getElementById("token").value;
  load();
});
load();
