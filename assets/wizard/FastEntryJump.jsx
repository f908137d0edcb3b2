// Decides how one goes to a question of the paper by its name, from the fast entry.
import { useState } from "react";

export const Jump = ({ field, back, find, goTo }) => {
  const [why, setWhy] = useState("");
  const submit = (event) => {
    event.preventDefault();
    event.stopPropagation();
    const found = find(field.current.value);
    setWhy(found.why ?? "");
    if (found.why) return field.current.select();
    field.current.value = "";
    goTo(found.id);
  };
  const escape = (event) => {
    if (event.key !== "Escape") return;
    setWhy("");
    field.current.value = "";
    back();
  };
  return (
    <form onSubmit={submit} className="ansm-entry__jump" noValidate>
      <label htmlFor="saisie-aller" className="fr-label">
        Aller à une question <span className="fr-hint-text">Son identifiant est à gauche, sur le papier. Exemple : SEC-04</span>
      </label>
      <div className="ansm-entry__ways">
        <input
          id="saisie-aller"
          ref={field}
          type="text"
          className="fr-input"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={Boolean(why)}
          aria-describedby="saisie-aller-dit"
          onKeyDown={escape}
        />
        <button type="submit" className="fr-btn fr-btn--tertiary">
          Y aller
        </button>
      </div>
      <p id="saisie-aller-dit" role="status" className={`fr-text--sm fr-mb-0${why ? " ansm-wrong" : ""}`}>
        {why}
      </p>
    </form>
  );
};
