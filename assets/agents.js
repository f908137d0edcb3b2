/* The page of whoever received a report (ansm/web/served/agents.py): what the document weighs, once it is printed. */
(() => {
  "use strict";
  const TRIES = 5; // each is held some twenty seconds by the server
  const kilobytes = (bytes) => `(${Math.max(1, Math.round(bytes / 1000)).toLocaleString("fr-FR")}\u00a0Ko)`;
  const ask = async () => {
    const body = JSON.stringify({ lien: window.ansm.secret() });
    const headers = { "content-type": "application/json" };
    const response = await fetch("/echange/piece/rapport-recu-poids", { method: "POST", headers, body, cache: "no-store" });
    return response.ok ? response.json() : {};
  };
  const weigh = async (part) => {
    const place = part.querySelector("[data-poids]");
    if (!place || place.textContent) return;
    try {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const told = await ask();
        if (told.etat === "pret") place.textContent = kilobytes(told.octets);
        if (told.etat !== "attente") return;
      }
    } catch {
      // The weight is a courtesy: the download says by itself what goes wrong.
    }
  };
  document.addEventListener("ansm-piece", ({ target }) => weigh(target));
  document.querySelectorAll("[data-piece]").forEach(weigh); // drawn before this script had come
})();
