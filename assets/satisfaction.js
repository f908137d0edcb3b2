/* The optional question of the results: the choice leaves with the personal link in the body, and thanks take its place. */
(() => {
  "use strict";
  // It may come before the script of every page, which it needs only once a choice is sent.
  if (window.ansmAsks) return;
  window.ansmAsks = true;

  const THANKS = "Merci\u00a0: votre avis est compté.";
  const ALREADY = "Merci. Un avis avait déjà été compté pour ce diagnostic\u00a0: il n’est compté qu’une fois.";
  const AWAY = "Votre avis n’a pas pu être envoyé. Vérifiez votre connexion, puis réessayez.";

  const told = async (value) => {
    const response = await fetch("/echange/satisfaction", {
      method: "POST",
      cache: "no-store",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ lien: window.ansm.secret(), avis: value }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    return answer.compte ? THANKS : ALREADY;
  };

  // In the capture phase: Reflex would keep a native form from being read.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches?.("[data-avis]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector("button");
    const place = form.parentElement.querySelector("[data-avis-dit]");
    if (button.getAttribute("aria-disabled")) return; // pressed twice
    button.setAttribute("aria-disabled", "true");
    place.textContent = "";
    try {
      place.textContent = await told(new FormData(form).get("avis-choix"));
      // What had the focus goes away: it moves to the words that took its place.
      place.tabIndex = -1;
      form.hidden = true;
      place.focus({ preventScroll: true });
    } catch (error) {
      place.textContent = error instanceof TypeError || error instanceof SyntaxError ? AWAY : error.message;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }, true);
})();
