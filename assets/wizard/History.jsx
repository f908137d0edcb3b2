// Decides how the history of one answer is read and undone: every answer ever given, newest first.
import { useEffect, useRef, useState } from "react";
import { ask } from "./exchange.js";
import { count } from "./french.js";
import { byWhom, labelOf, Unseen } from "./words.jsx";

const AWAY = "L’historique demande une connexion. Vos réponses, elles, sont gardées sur cet appareil.";

export const History = ({ question, file, close }) => {
  const dialog = useRef(null);
  const heading = useRef(null);
  const [lines, setLines] = useState(null);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    dialog.current.showModal();
    heading.current.focus(); // to be read from its start, not from its one button
    ask("historique", { lien: file.secret, question: question.id })
      .then((found) => setLines(found.lignes))
      .catch((error) => setProblem(error.message || AWAY));
  }, []);

  const take = (row) => {
    file.answer(question.id, row.v, "La réponse d’avant est reprise.", Math.max(...lines.map(({ n }) => n)));
    dialog.current.close();
  };
  const title = `${question.id}-historique`;

  return (
    <dialog ref={dialog} className="ansm-dialog" aria-labelledby={title} onClose={close}>
      <h2 id={title} ref={heading} tabIndex={-1} className="fr-h6">
        Les réponses données à cette question
      </h2>
      <p>{question.text}</p>
      <div aria-live="polite">
        {problem && <p>{problem}</p>}
        {!lines && !problem && <p>Recherche…</p>}
        {lines && <p className="ansm-quiet">{count(lines.length, "réponse", "réponses, la plus récente d’abord")}.</p>}
      </div>
      {lines && (
        <ol className="fr-raw-list ansm-history">
          {lines.map((row, place) => (
            <li key={row.n}>
              <span>
                <strong>{row.v.length ? labelOf(question, row.v) : "Réponse effacée"}</strong>
                <br />
                <span className="ansm-quiet">
                  {byWhom(row)}
                  {row.etat === "a-departager" && (row.cote ? " · proposée à côté de celle de la mairie" : " · mise de côté, une autre réponse était arrivée avant")}
                </span>
              </span>
              {place > 0 && (
                <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={() => take(row)}>
                  Reprendre cette réponse
                  <Unseen>
                    {" "}
                    {row.v.length ? `« ${labelOf(question, row.v)} »` : "effacée"}, donnée {byWhom(row)}
                  </Unseen>
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      <p className="fr-mt-3w fr-mb-0">
        <button type="button" className="fr-btn fr-btn--secondary" onClick={() => dialog.current.close()}>
          Fermer
        </button>
      </p>
    </dialog>
  );
};
