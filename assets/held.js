/* Pages of whoever holds a link (ansm/web/served/held.py): each part is asked for with the secret in the body, each form
 * sends its fields and gets its part anew. What is refused is said where it was asked, and nothing typed is lost. */
(() => {
  "use strict";
  const AWAY = "Le site ne répond pas. Vérifiez votre connexion, puis réessayez\u00a0: ce que vous avez écrit est encore là.";
  const NO_LINK = "Il manque votre lien personnel. Ouvrez-le de nouveau en entier, avec tout ce qui suit le signe #.";

  const ask = async (name, fields) => {
    const lien = window.ansm.secret();
    if (!lien) throw new Error(NO_LINK);
    let response;
    try {
      const body = JSON.stringify({ ...fields, lien });
      response = await fetch(`/echange/piece/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body, cache: "no-store" });
    } catch {
      throw new Error(AWAY);
    }
    // A proxy in front of a stopped server answers in its place, with a page of its own.
    const told = await response.json().catch(() => ({}));
    if (!response.ok || typeof told?.html !== "string") throw new Error(told?.message || AWAY);
    return told;
  };
  const say = (text) => (document.getElementById("dit").textContent = text);

  const draw = (part, told) => {
    part.innerHTML = told.html;
    say(told.dit);
    if (part.querySelector("[data-oublier]")) forget();
  };
  // The file is erased: what this device kept of it goes too.
  const forget = () => {
    const name = window.ansm.nameOf(window.ansm.secret());
    const ours = [`ansm-dossier-${name}`, `ansm-envoi-${name}-`];
    for (const key of Object.keys(localStorage)) if (ours.some((start) => key.startsWith(start))) localStorage.removeItem(key);
    sessionStorage.removeItem("ansm-lien");
  };
  const refuse = (place, error) => {
    const alert = place.querySelector(":scope > [data-refus]") ?? document.createElement("p");
    alert.dataset.refus = "";
    alert.className = "served-refused";
    alert.tabIndex = -1;
    alert.setAttribute("role", "alert");
    alert.textContent = error.message;
    place.prepend(alert);
    alert.focus();
  };
  const load = async (part) => {
    try {
      draw(part, await ask(part.dataset.piece, {}));
    } catch (error) {
      part.replaceChildren();
      refuse(part, error);
    }
  };

  // A name that several controls share is a list.
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
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const part = form.closest("[data-piece]");
    try {
      draw(part, await ask(form.dataset.vers, fieldsOf(form, event.submitter)));
      // Where the reader goes on: at what was made, or at the top of the part.
      const next = part.querySelector("[data-suite]") ?? part.querySelector("h2");
      if (next) {
        next.tabIndex = -1;
        next.focus();
      }
    } catch (error) {
      form.removeAttribute("aria-busy");
      refuse(form, error);
    }
  });
  document.querySelectorAll("[data-piece]").forEach(load);
})();
