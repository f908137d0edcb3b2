/* Pages of whoever holds a link (ansm/web/served/held.py): each part is asked for with the secret in the body, each form
 * sends its fields and gets its part anew. What is refused is said where it was asked, and nothing typed is lost: nor in
 * another form of the same part, nor by leaving without a word. */
(() => {
  "use strict";
  const AWAY = "Le site ne répond pas. Vérifiez votre connexion, puis réessayez.";
  const AWAY_AND_KEPT = "Le site ne répond pas. Vérifiez votre connexion, puis réessayez\u00a0: ce que vous avez écrit est encore là.";
  const SLOW = 1500; // ms after which the reader is told that it goes on
  const NO_LINK = "Il manque votre lien personnel. Ouvrez-le de nouveau en entier, avec tout ce qui suit le signe #.";
  const TEXTS = "textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=submit], [readonly])";
  const parts = () => [...document.querySelectorAll("[data-piece]")];

  class Refused extends Error {
    constructor(sentence, status = 0) {
      super(sentence);
      this.closed = status === 404 || status === 410; // of the whole link: no part will open
    }
  }
  const ask = async (part, name, fields) => {
    const lien = window.ansm.secret();
    if (!lien) throw new Refused(part.dataset.sansLien ?? NO_LINK, 404);
    let response;
    try {
      const body = JSON.stringify({ ...fields, lien });
      response = await fetch(`/echange/piece/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body, cache: "no-store" });
    } catch {
      throw new Refused("");
    }
    // A proxy in front of a stopped server answers in its place, with a page of its own.
    const told = await response.json().catch(() => ({}));
    // The link was changed, and this browser holds the new one: it goes on with that.
    if (told?.remplace && (await window.ansm.follow(lien))) return ask(part, name, fields);
    if (!response.ok || typeof told?.html !== "string") throw new Refused(told?.message ?? "", told?.message ? response.status : 0);
    return told;
  };
  const say = (text) => (document.getElementById("dit").textContent = text);

  // --- what was typed and not sent
  const unsent = (place) => [...place.querySelectorAll(TEXTS)].filter((field) => field.value !== field.defaultValue);
  const hasUnsent = () => parts().some((part) => unsent(part).length > 0);
  addEventListener("beforeunload", (event) => hasUnsent() && event.preventDefault());

  const complete = (place) => {
    // The server does not know by which name it is called.
    for (const field of place.querySelectorAll("[data-adresse]")) field.value = field.defaultValue = new URL(field.value, location.href).href;
  };
  const draw = (part, told, sent = null) => {
    const unfolded = [...part.querySelectorAll("details[id][open]")].map((one) => one.id);
    const typed = unsent(part).filter((field) => field.id && field.form !== sent);
    const kept = typed.map((field) => [field.id, field.value]);
    part.innerHTML = told.html;
    complete(part);
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    for (const [id, value] of kept) {
      const field = document.getElementById(id);
      if (!field) continue;
      field.value = value;
      for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    }
    say(told.dit);
    if (part.querySelector("[data-oublier]")) forget();
    part.dispatchEvent(new CustomEvent("ansm-piece", { bubbles: true }));
  };
  // The file is erased: what this device kept of it goes too.
  const forget = () => {
    const name = window.ansm.nameOf(window.ansm.secret());
    window.ansm.forgetNext(window.ansm.secret());
    const ours = [`ansm-dossier-${name}`, `ansm-envoi-${name}-`];
    for (const key of Object.keys(localStorage)) if (ours.some((start) => key.startsWith(start))) localStorage.removeItem(key);
    sessionStorage.removeItem("ansm-lien");
  };
  // What was done is announced from the top of the page, and read where the reader is, unless the title says it already.
  const show = (title, sentence) => {
    if (!sentence || !title.matches("h2, h3") || title.dataset.suite === "dit") return;
    const told = document.createElement("p");
    told.className = "served-done";
    told.textContent = sentence;
    title.after(told);
  };
  const refuse = (place, sentence, { focus = true } = {}) => {
    const alert = place.querySelector(":scope > [data-refus]") ?? document.createElement("p");
    alert.dataset.refus = "";
    alert.className = "served-refused";
    alert.tabIndex = -1;
    alert.setAttribute("role", "alert");
    alert.textContent = sentence;
    place.prepend(alert);
    if (focus) alert.focus();
  };

  // --- each part, at first and when the page comes back
  const retry = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fr-btn fr-btn--secondary";
    button.dataset.reessayer = "oui";
    button.textContent = "Réessayer";
    return button;
  };
  const load = async (part) => {
    try {
      draw(part, await ask(part, part.dataset.piece, window.ansm.asks?.[part.dataset.piece]?.() ?? {}));
    } catch (error) {
      part.replaceChildren();
      // What closes the whole link, or keeps the site away, is said once, at the first part.
      const first = parts()[0];
      if (part !== first && (error.closed || (!error.message && first.querySelector("[data-refus]")))) return;
      refuse(part, error.message || AWAY, { focus: false });
      if (!error.closed) part.append(retry());
    }
  };
  const loadAll = () => parts().forEach(load);

  // --- forms. A name that several controls share is a list.
  const fieldsOf = (form, button) => {
    const fields = {};
    for (const [name, value] of new FormData(form, button)) {
      fields[name] = name in fields ? [].concat(fields[name], value) : value;
    }
    return fields;
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.vers) return;
    event.preventDefault();
    const part = form.closest("[data-piece]");
    if (part.getAttribute("aria-busy") === "true") return; // a second press, while the first is on its way
    part.setAttribute("aria-busy", "true");
    say(""); // the same words a second time are news again
    const waiting = setTimeout(say, SLOW, "Un instant…");
    try {
      const told = await ask(part, form.dataset.vers, fieldsOf(form, event.submitter));
      draw(part, told, form);
      // Where the reader goes on: at what was made, or at the top of the part.
      const next = part.querySelector("[data-suite]") ?? part.querySelector("h2");
      if (next) {
        if (next.tabIndex < 0) next.tabIndex = -1;
        next.focus();
        show(next, told.dit);
      }
    } catch (error) {
      say("");
      refuse(form, error.message || AWAY_AND_KEPT);
    }
    clearTimeout(waiting);
    part.removeAttribute("aria-busy");
  });

  // A page that the browser kept as it was shows what is so no longer; what was typed in it stays.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    parts().forEach((part) => part.removeAttribute("aria-busy"));
    if (!hasUnsent()) loadAll();
  });
  complete(document);
  loadAll();
})();
