// Decides what is said where a personal link was changed elsewhere: what happened, what waits here, and how it leaves.
import { useState } from "react";
import { count } from "./french.js";
import { Title } from "./title.js";
import { saidOf } from "./words.jsx";

const NAME = "Le lien de ce diagnostic a été changé";
const SECRET = /(?:^|#|\s)([\w-]{43})\s*$/;
const NOT_A_LINK = "Ce n’est pas un lien entier. Copiez-le de nouveau, avec tout ce qui suit le signe #.";

export const Replaced = ({ file, heading, shown }) => {
  const { pending } = shown;
  return (
    <>
      <Title of={NAME} />
      <h1 ref={heading} tabIndex={-1} className="fr-h3 fr-mb-3w">
        {NAME}
      </h1>
      <div className="fr-alert fr-alert--warning fr-mb-3w" role="alert">
        <p>{shown.problem}</p>
      </div>
      {pending.length > 0 && (
        <section aria-labelledby="en-attente">
          <h2 id="en-attente" className="fr-h6">
            {count(pending.length, "réponse donnée ici attend", "réponses données ici attendent")} d’être envoyée{pending.length > 1 && "s"}
          </h2>
          <p>
            Rien n’est perdu : {pending.length > 1 ? "elles restent gardées" : "elle reste gardée"} sur cet appareil. Ouvrez ici le nouveau
            lien, dans ce navigateur : {pending.length > 1 ? "elles partiront toutes seules" : "elle partira toute seule"}.
          </p>
          <details className="ansm-details fr-mb-3w">
            <summary>Voir {pending.length > 1 ? "ces réponses" : "cette réponse"}</summary>
            <ul>
              {pending.map(({ id, q, v }) => (
                <li key={id}>{saidOf(file.model.byId.get(q), q, v)}</li>
              ))}
            </ul>
          </details>
        </section>
      )}
      <Paste />
      <p className="fr-mt-4w">
        <a href="/" className="fr-link">
          Aller à l’accueil
        </a>
      </p>
    </>
  );
};

const Paste = () => {
  const [wrong, setWrong] = useState("");
  const open = (event) => {
    event.preventDefault();
    event.stopPropagation();
    const field = event.currentTarget.elements.nouveau;
    const found = SECRET.exec(field.value)?.[1];
    if (found) return void (location.hash = found); // the page opens anew with it (assets/ansm.js)
    setWrong(NOT_A_LINK);
    field.focus();
  };
  return (
    <form onSubmit={open} noValidate>
      <div className="fr-input-group">
        <label htmlFor="nouveau-lien" className="fr-label">
          Nouveau lien personnel
          <span className="fr-hint-text">Collez-le en entier. Vous pouvez aussi l’ouvrir depuis un courriel ou un code QR, dans ce navigateur.</span>
        </label>
        <input
          id="nouveau-lien"
          name="nouveau"
          type="text"
          autoComplete="off"
          spellCheck={false}
          className="fr-input"
          aria-invalid={Boolean(wrong)}
          aria-describedby={wrong ? "nouveau-lien-erreur" : undefined}
        />
        {wrong && (
          <p id="nouveau-lien-erreur" className="fr-text--sm fr-mt-1w fr-mb-0 ansm-wrong">
            <strong>Erreur : </strong>
            {wrong}
          </p>
        )}
      </div>
      <button type="submit" className="fr-btn fr-mt-2w">
        Ouvrir avec ce lien
      </button>
    </form>
  );
};
