/* The desk (ansm/web/served): « Tous vos dossiers » and « Toutes les demandes » lead back to the list as it was filtered,
 * at the line one came from. What was sought stays in this tab, and goes when one signs out. */
(() => {
  "use strict";
  const KEPT = "ansm-liste:";
  const LISTS = ["/conseillers/", "/conseillers/demandes"];
  try {
    if (LISTS.includes(location.pathname)) {
      const sought = new URLSearchParams(location.search);
      sought.delete("fait"); // said once
      sessionStorage.setItem(KEPT + location.pathname, sought.toString());
    }
    for (const link of document.querySelectorAll("a[data-liste]")) {
      const sought = sessionStorage.getItem(KEPT + link.pathname);
      if (sought) link.search = sought;
    }
    document
      .querySelector("form[action='/conseillers/deconnexion']")
      ?.addEventListener("submit", () => LISTS.forEach((list) => sessionStorage.removeItem(KEPT + list)));
  } catch {
    // A browser that keeps nothing: the link leads to the whole list.
  }
})();
