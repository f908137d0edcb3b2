// Decides how one goes to the results: the answers that wait leave first; without a connection, the link says why it does
// not open.
import { useState } from "react";

export const ResultsLink = ({ className, shown, file }) => {
  const [said, setSaid] = useState("");
  const open = async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return elsewhere(event);
    event.preventDefault();
    if (shown.offline) return setSaid("Vos résultats demandent la connexion. Vos réponses sont gardées ici : continuez, ou revenez plus tard.");
    if (shown.pending.length) {
      setSaid("Un instant : vos dernières réponses partent d’abord…");
      await file.sent(5000);
    }
    window.ansm.open("/diagnostic/resultats/");
  };
  // Another tab remembers nothing yet: the address takes the secret along, and loses it on arrival. It does not stay on
  // the link, where « copier l’adresse » would take it.
  const elsewhere = ({ currentTarget: link }) => {
    link.href = `/diagnostic/resultats/#${file.secret}`;
    setTimeout(() => (link.href = "/diagnostic/resultats/"), 1000);
  };
  const pressed = (event) => event.button === 1 && elsewhere(event);
  return (
    <>
      <a href="/diagnostic/resultats/" className={className} onClick={open} onMouseDown={pressed}>
        Voir mes résultats
      </a>
      <span role="status" className="ansm-quiet fr-text--sm ansm-results__said">
        {said}
      </span>
    </>
  );
};
