"use strict";
(() => {
  const all = (q, root = document) => [...root.querySelectorAll(q)];
  const rows = all(".evidence"), count = document.querySelector(".tally"), form = document.querySelector(".filters");
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let chosen = null, chooser = null;
  const show = () => {
    const want = Object.fromEntries(new FormData(form));
    const terms = want.words.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const { day, type, status } = row.dataset;
      const fits = (!chosen || chosen.has(row.id)) && (!want.type || want.type === type) && (!want.status || want.status === status)
        && (!want.from || (day && day >= want.from)) && (!want.to || (day && day <= want.to))
        && terms.every((term) => words.get(row).includes(term));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} incidents` + (chosen ? ` (${chooser.getAttribute("aria-label")})` : "");
  };
  const choose = (button) => {
    if (chooser) chooser.classList.remove("on");
    const again = chooser === button;
    chooser = again ? null : button;
    chosen = again ? null : new Set(button.dataset.incidents.split(" "));
    if (chooser) chooser.classList.add("on");
    show();
    if (chosen) {
      const first = rows.find((row) => !row.hidden);
      if (first && chosen.size === 1) first.open = true;
      document.getElementById("incidents").scrollIntoView({ behavior: "smooth" });
      if (first) first.querySelector("summary").focus({ preventScroll: true });
    }
  };
  for (const button of all("[data-incidents]")) {
    button.addEventListener("click", () => choose(button));
    if (button.tagName !== "BUTTON") button.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(button); }
    });
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => { if (chooser) chooser.classList.remove("on"); chosen = chooser = null; setTimeout(show); });
  const map = document.getElementById("map"), whole = map.viewBox.baseVal;
  const start = [whole.x, whole.y, whole.width, whole.height];
  const set = (x, y, w, h) => {
    map.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    const f = Math.min(1, w / start[2]) ** 0.8;
    for (const dot of all(".dot", map)) dot.setAttribute("r", dot.dataset.r * f);
    for (const text of all("text", map)) text.style.fontSize = `${(text.matches(".country") ? 17 : 14) * f}px`;
  };
  const zoom = (by, cx, cy) => {
    const b = map.viewBox.baseVal, w = Math.min(start[2] * 4, b.width * by), h = w * start[3] / start[2];
    set(cx - (cx - b.x) * w / b.width, cy - (cy - b.y) * h / b.height, w, h);
  };
  const tools = document.querySelector(".tools");
  tools.hidden = false;
  for (const button of all("[data-zoom]", tools)) button.addEventListener("click", () => {
    const b = map.viewBox.baseVal, by = Number(button.dataset.zoom);
    by ? zoom(by, b.x + b.width / 2, b.y + b.height / 2) : set(...start);
  });
  map.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    zoom(event.deltaY > 0 ? 1.2 : 0.83, p.x, p.y);
  }, { passive: false });
  let drag = null;
  map.addEventListener("pointerdown", (event) => { if (!event.target.closest(".dot")) drag = [event.clientX, event.clientY]; });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const b = map.viewBox.baseVal, f = b.width / map.clientWidth;
    set(b.x - (event.clientX - drag[0]) * f, b.y - (event.clientY - drag[1]) * f, b.width, b.height);
    drag = [event.clientX, event.clientY];
  });
  addEventListener("pointerup", () => { drag = null; });
  addEventListener("beforeprint", () => rows.forEach((row) => { if (!row.hidden) row.open = true; }));
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") target.open = true;
})();
