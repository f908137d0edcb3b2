/* The documents of the results: each form waits, in words, until its document is ready, then downloads it once; what is
 * likely wanted is printed ahead once the page has been read for a moment. Without this script the forms still work. */
(() => {
  "use strict";
  if (!window.ansm || window.ansm.fetched) return;

  const PATIENCE = 40_000; // ms for one answer of the server, which holds a question for half of that
  const LONGEST = 180_000; // ms before giving up
  const SHORT = 250; // ms of wait that need no word
  const TWICE = 1500; // ms in which a second press is the same one
  const STABLE = 4000; // ms of reading after which someone does not only pass by
  const AWAY = "Le site ne répond pas. Vérifiez votre connexion, puis réessayez\u00a0: vos réponses sont enregistrées.";
  const SLOW = "Ce document demande plus de temps que prévu. Réessayez dans quelques minutes\u00a0: vos réponses sont enregistrées.";
  const AGAIN = "Réessayer";

  // --- questions to the server
  class Refused extends Error {}
  const asked = async (address, request) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(address, { method: "POST", cache: "no-store", signal: stop.signal, ...request });
    } catch {
      throw new Refused(AWAY);
    } finally {
      clearTimeout(timer);
    }
  };
  const ask = async (name, body) => {
    const response = await asked(`/echange/${name}`, {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ lien: window.ansm.secret(), ...body }),
    });
    // A proxy in front of a stopped server answers in its place, with a page of its own.
    const told = await response.json().catch(() => ({}));
    if (!response.ok || !told) throw new Refused(told?.message || AWAY);
    return told;
  };

  // --- one document: the same one is under way once, whichever of its forms was pressed
  const underWay = new Set();
  const sizes = new Map();
  const fetched = (form) => {
    const name = form.dataset.fichier;
    if (!name) return false;
    if (!underWay.has(name)) follow(form, name);
    return true;
  };
  window.ansm.fetched = fetched;

  const follow = async (form, name) => {
    underWay.add(name);
    const shown = setTimeout(() => wait(form, true), SHORT);
    tell(form, "", "");
    try {
      await ready(name);
      tell(form, "Le téléchargement commence.", "");
      form.submit(); // native: every browser downloads what a form gives, not all what a script holds
    } catch (error) {
      tell(form, "", error.message);
    }
    clearTimeout(shown);
    wait(form, false);
    setTimeout(() => underWay.delete(name), TWICE);
  };

  const ready = async (name) => {
    const [document, edition] = name.split("/");
    for (const begun = performance.now(); performance.now() - begun < LONGEST; ) {
      const told = await ask("document", { document, edition });
      if (told.etat === "pret") return tellSize(name, told.octets);
    }
    throw new Refused(SLOW);
  };

  // --- what is said of it; the places are there from the start, so that their change is announced
  const part = (form, name) => form.querySelector(name);
  const wait = (form, waiting) => {
    part(form, "progress").hidden = !waiting;
    part(form, "button").setAttribute("aria-disabled", String(waiting));
    if (waiting) tell(form, "Le document se prépare. Il sera téléchargé dès qu’il sera prêt.", "");
  };
  const tell = (form, told, refused) => {
    part(form, "[data-preparation]").textContent = told;
    part(form, "[data-refus]").textContent = refused;
    const button = part(form, "button").firstChild;
    form.dataset.libelle ||= button.textContent;
    button.textContent = refused ? AGAIN : form.dataset.libelle;
  };
  const tellSize = (name, bytes) => {
    sizes.set(name, `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("fr-FR")}\u00a0ko`);
    showSizes();
  };
  const showSizes = () => {
    for (const place of document.querySelectorAll("[data-taille]")) {
      const size = sizes.get(place.dataset.taille);
      const text = size ? place.dataset.avant + size : "";
      if (place.textContent !== text) place.textContent = text;
    }
  };

  // --- ahead: the page has been in front of someone for a moment, or a hand comes near
  let prepared = "";
  let timer = 0;
  const prepare = async () => {
    clearTimeout(timer);
    const link = window.ansm.secret();
    if (!link || prepared === link || !offered()) return;
    prepared = link;
    try {
      for (const one of (await ask("preparer", {})).prets) tellSize(`${one.document}/${one.edition}`, one.octets);
    } catch {
      prepared = ""; // it will be printed when it is asked for
    }
  };
  const offered = () => document.querySelector("[data-documents]");
  const watch = () => {
    clearTimeout(timer);
    if (offered() && !document.hidden) timer = setTimeout(prepare, STABLE);
  };
  const near = (event) => event.target.closest?.("[data-documents]") && prepare();
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, near);
  document.addEventListener("visibilitychange", watch);
  // The results come after the page: once, and again after a change of page.
  let seen = null;
  new MutationObserver(() => {
    if (offered() === seen) return;
    seen = offered();
    watch();
    showSizes();
  }).observe(document, { subtree: true, childList: true });
  watch();
})();
