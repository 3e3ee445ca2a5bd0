"use strict";
// The filters of the page: what is hidden belongs to another tenant or costs too little, what is dim was not searched.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const boxes = new Map(all("[data-box]").map((element) => [element.dataset.box, {
    element,
    group: element.classList.contains("group"),
    parent: element.dataset.in,
    tenant: element.dataset.tenant ?? "",
    paid: element.matches(".tenant, .tenant_summary, .service, .task"),
    cents: element.dataset.cents === undefined ? null : Number(element.dataset.cents),
    text: [...element.querySelectorAll("text, title")].map((text) => text.textContent).join(" ").toLowerCase(),
  }]));
  const lines = all(".line").map((element) => ({element, from: element.dataset.from, to: element.dataset.to}));
  const search = document.getElementById("search");
  const tenant = document.getElementById("tenant");
  const cost = document.getElementById("cost");
  const count = document.getElementById("count");
  let chosen = null;

  const holds = (outer, id) => {
    for (let at = id; at !== undefined; at = boxes.get(at)?.parent) if (at === outer) return true;
    return false;
  };

  const isHidden = (id) => {
    const least = Math.round(Number(cost.value) * 100) || 0;
    for (let box = boxes.get(id); box; box = boxes.get(box.parent)) {
      if (tenant.value !== "" && box.tenant !== "" && box.tenant !== tenant.value) return true;
      if (box.paid && box.cents !== null && box.cents < least) return true;
    }
    return false;
  };

  const neighbours = () => {
    const near = new Set([chosen]);
    for (const line of lines) {
      if (holds(chosen, line.from)) near.add(line.to);
      if (holds(chosen, line.to)) near.add(line.from);
    }
    return near;
  };

  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const near = chosen === null ? null : neighbours();
    const hidden = new Set();
    const found = new Set();
    for (const [id, box] of boxes) {
      if (isHidden(id)) hidden.add(id);
      else if (words.every((word) => box.text.includes(word)) && (near === null || near.has(id))) found.add(id);
    }
    const narrowed = words.length > 0 || near !== null;
    // A group that is found shows what is in it, and what is found shows the groups that it is in.
    const shown = (id) => [...found].some((other) => holds(other, id) || holds(id, other));
    let number = 0;
    for (const [id, box] of boxes) {
      const dim = narrowed && !shown(id);
      box.element.classList.toggle("hidden", hidden.has(id));
      box.element.classList.toggle("dim", dim);
      if (!box.group && !dim && !hidden.has(id)) number++;
      if (!box.group) box.element.setAttribute("aria-pressed", String(id === chosen));
    }
    for (const line of lines) {
      line.element.classList.toggle("hidden", hidden.has(line.from) || hidden.has(line.to));
      const touched = chosen !== null && (holds(chosen, line.from) || holds(chosen, line.to));
      line.element.classList.toggle("dim", chosen !== null ? !touched : narrowed && !(shown(line.from) && shown(line.to)));
    }
    const total = [...boxes.values()].filter((box) => !box.group).length;
    count.value = `${number} of ${total} boxes`;
  };

  const choose = (id) => {
    chosen = id === chosen ? null : id;
    update();
  };

  const clear = () => {
    search.value = tenant.value = cost.value = "";
    chosen = null;
    update();
  };

  for (const [id, box] of boxes) {
    if (box.group) continue;
    box.element.setAttribute("tabindex", "0");
    box.element.setAttribute("role", "button");
    box.element.addEventListener("click", () => choose(id));
    box.element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(id);
    });
  }
  const names = [...new Set([...boxes.values()].map((box) => box.tenant).filter(Boolean))].sort();
  const ofTenant = (box, name) => box.tenant === name && box.cents !== null && box.element.matches(".tenant, .tenant_summary");
  for (const name of names) {
    const cents = [...boxes.values()].filter((box) => ofTenant(box, name)).reduce((sum, box) => sum + box.cents, 0);
    tenant.append(new Option(cents > 0 ? `${name} · $${(cents / 100).toFixed(2)}` : name, name));
  }
  cost.disabled = ![...boxes.values()].some((box) => box.paid && box.cents !== null);
  if (cost.disabled) cost.title = "no prices are known";
  for (const field of [search, tenant, cost]) field.addEventListener("input", update);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", clear);
  document.getElementById("fit").addEventListener("click", (event) => {
    const fits = document.querySelector("main").classList.toggle("fit");
    event.currentTarget.setAttribute("aria-pressed", String(fits));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select");
    if (event.key === "Escape") clear();
    if (event.key !== "/" || typing) return;
    event.preventDefault();
    search.focus();
  });
  update();
})();
