/* The page that an e-mailed link opens (ansm/web/served/signing.py): the secret after « # » goes in the form, which the
 * visitor sends. Nothing is used up before that. */
(() => {
  "use strict";
  const show = () => {
    const form = document.getElementById("entree");
    if (!form) return;
    const secret = location.hash.slice(1);
    form.elements.entree.value = secret;
    form.hidden = !secret;
    document.getElementById("sans-lien").hidden = Boolean(secret);
  };
  show();
  addEventListener("hashchange", show);
})();
