// Decides what stands around the fast entry: which paper is typed in, what each key does, the last answers to come back to.
import { labelOf } from "./words.jsx";

const PAPERS = [
  ["court", "L’essentiel", true],
  ["complet", "Le questionnaire complet", false],
];

export const WhichPaper = ({ short, change }) => (
  <fieldset className="fr-fieldset ansm-filter">
    <legend className="fr-fieldset__legend--regular fr-fieldset__legend">Quel papier recopiez-vous ?</legend>
    {PAPERS.map(([name, label, own]) => (
      <div key={name} className="fr-fieldset__element fr-fieldset__element--inline">
        <div className="fr-radio-group">
          <input type="radio" id={`papier-${name}`} name="papier" checked={short === own} onChange={() => change(own)} />
          <label htmlFor={`papier-${name}`} className="fr-label">
            {label}
          </label>
        </div>
      </div>
    ))}
  </fieldset>
);

const KEYS = [
  [["1", "2", "3…"], "répond, comme imprimé près de la case"],
  [["0"], "« Je ne sais pas »"],
  [["Entrée", "Espace", "↓"], "question suivante, avec ou sans réponse"],
  [["Retour arrière", "↑"], "question d’avant"],
  [["Suppr"], "efface la réponse"],
  [["/", ":"], "aller à une question"],
  [["Échap"], "quitter"],
];

const CONFIRM = [["=", "+"], "confirme la réponse du diagnostic d’avant"];

export const Keys = ({ former }) => (
  <section className="ansm-box" aria-labelledby="saisie-touches">
    <h2 id="saisie-touches" className="fr-h6 fr-mb-1w">
      Les touches
    </h2>
    <p className="fr-text--sm fr-mb-1w">Elles agissent quand vous êtes dans le champ de réponse. Majuscule ou pavé numérique : comme vous voulez.</p>
    <dl className="ansm-entry__keys">
      {(former ? [...KEYS, CONFIRM] : KEYS).map(([keys, does]) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  </section>
);

export const LastAnswers = ({ given, journey, goTo }) => {
  const shown = given.filter((id) => journey.visible.has(id));
  if (!shown.length) return null;
  return (
    <section className="fr-mt-3w" aria-labelledby="saisie-dernieres">
      <h2 id="saisie-dernieres" className="fr-h6 fr-mb-1w">
        Dernières réponses
      </h2>
      <ul className="fr-raw-list ansm-entry__last">
        {shown.map((id) => (
          <li key={id}>
            <button type="button" className="fr-link ansm-link-button" onClick={() => goTo(id)}>
              Revoir {id}
            </button>{" "}
            <span className="ansm-quiet">{labelOf(journey.model.byId.get(id), journey.chosen(id))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
