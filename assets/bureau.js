/* The desk (ansm/web/served): from the page of a file, « Tous vos dossiers » leads back to the list as it was found and
 * filtered, at the line of that file. What was sought stays in this tab, and goes when one signs out. */
(() => {
  "use strict";
  const KEPT = "ansm-liste";
  const LIST = "/conseillers/";
  try {
    if (location.pathname === LIST) {
      const sought = new URLSearchParams(location.search);
      sought.delete("fait"); // said once
      sessionStorage.setItem(KEPT, sought.toString());
    }
    const sought = sessionStorage.getItem(KEPT);
    for (const link of document.querySelectorAll("a[data-liste]")) if (sought) link.search = sought;
    const leaving = document.querySelector("form[action='/conseillers/deconnexion']");
    leaving?.addEventListener("submit", () => sessionStorage.removeItem(KEPT));
  } catch {
    // A browser that keeps nothing: the link leads to the whole list.
  }
})();
