/* Changing the personal link (ansm/web/served/new_link.py): this browser holds the new link before it is in use, and goes
 * on with it afterwards. What does the work is in ansm.js, for other pages meet a changed link too. */
(() => {
  "use strict";
  const { ansm } = window;
  // A page that is loaded again between the two steps shows the link that was prepared here.
  ansm.asks = {
    "lien-personnel": () => {
      const nouveau = ansm.nextOf(ansm.secret());
      return nouveau ? { nouveau } : {};
    },
  };
  // Asked for by its address: the page comes part after part, and stays at this one until somebody does something.
  const wanted = new URLSearchParams(location.search).has("changer");
  let [arrived, used] = [false, false];
  for (const done of ["pointerdown", "keydown", "wheel"]) addEventListener(done, () => (used = true), { once: true, passive: true });
  const arrive = () => {
    const heading = document.getElementById("changer-lien");
    if (!wanted || !heading || used) return;
    heading.tabIndex = -1;
    if (!arrived) heading.focus({ preventScroll: true });
    arrived = true;
    heading.scrollIntoView({ block: "start" });
  };
  document.addEventListener("ansm-piece", ({ target }) => {
    arrive();
    const told = target.querySelector("[data-lien-prepare], [data-lien-change], [data-lien-renonce]")?.dataset;
    if (!told) return;
    const link = ansm.secret();
    if (told.lienPrepare) ansm.keepNext(link, told.lienPrepare);
    else if (told.lienChange) ansm.goOn(link, told.lienChange);
    else ansm.forgetNext(link);
    const printed = target.querySelector("[data-lien-imprime]");
    if (printed) printed.textContent = `Diagnostic numérique, lien personnel\u00a0: ${target.querySelector("#nouveau-lien").value}`;
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-imprimer-lien]")) return;
    document.body.dataset.imprimer = "lien";
    addEventListener("afterprint", () => delete document.body.dataset.imprimer, { once: true });
    window.print();
  });
})();
