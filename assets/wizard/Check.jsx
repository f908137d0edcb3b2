// Decides the last look before the results: every answer in one list, edited in place, with what cannot be true together.
import { memo, useDeferredValue, useRef, useState } from "react";
import { count } from "./french.js";
import { useKeptPosition } from "./position.js";
import { partsOf, Question } from "./Question.jsx";
import { labelOf, Quoted, Unseen } from "./words.jsx";

const FILTERS = [
  ["toutes", "Toutes", () => true],
  ["vides", "Sans réponse", (values) => values.length === 0],
  ["nsp", "« Je ne sais pas »", (values) => values.includes("nsp")],
  ["revoir", "À revoir", (values, then) => then && values.length === 0],
];

// Where the results send who has former answers left to look at.
const wantsReview = () => new URLSearchParams(location.search).get("verifier") === "revoir";

const FIRST_THEMES = 2; // as many as a screen holds

export const CheckScreen = ({ file, shown, journey, results }) => {
  const [filter, setFilter] = useState(() => (wantsReview() && shown.copy.former ? "revoir" : "toutes"));
  const [open, setOpen] = useState(null);
  // The first themes at once, the others right after: a slow processor draws eighty lines too slowly for one click.
  const whole = useDeferredValue(true, false);
  const filters = FILTERS.filter(([name]) => name !== "revoir" || shown.copy.former);
  const [, , wanted] = FILTERS.find(([name]) => name === filter);
  const kept = journey.questions.filter((question) => question.id === open || wanted(journey.chosen(question.id), shown.former[question.id]));
  const left = journey.unanswered().length;
  // A line that the filter takes away once it is answered: back to the filter.
  const keeping = useKeptPosition(() => document.querySelector("input[name=montrer]:checked").focus());
  return (
    <section {...keeping}>
      <p>
        {left
          ? `${count(journey.questions.length - left, "question a", "questions ont")} une réponse, ${count(left, "n’en a pas", "n’en ont pas")}. Rien n’est obligatoire.`
          : "Toutes les questions qui vous concernent ont une réponse."}{" "}
        Vous pouvez changer une réponse ici même.
      </p>
      <fieldset className="fr-fieldset ansm-filter">
        <legend className="fr-fieldset__legend--regular fr-fieldset__legend">Montrer</legend>
        {filters.map(([name, label]) => (
          <div key={name} className="fr-fieldset__element fr-fieldset__element--inline">
            <div className="fr-radio-group">
              <input type="radio" id={`montrer-${name}`} name="montrer" checked={filter === name} onChange={() => setFilter(name)} />
              <label htmlFor={`montrer-${name}`} className="fr-label">
                {label}
              </label>
            </div>
          </div>
        ))}
      </fieldset>
      {kept.length === 0 && <p>Aucune question dans ce cas.</p>}
      {journey.model.themes.slice(0, whole ? undefined : FIRST_THEMES).map((theme) => {
        const own = kept.filter((question) => question.theme === theme.id);
        if (!own.length) return null;
        return (
          <section key={theme.id} aria-labelledby={`verifier-${theme.id}`}>
            <h3 id={`verifier-${theme.id}`} className="fr-h6 ansm-check__theme">
              {theme.label}
            </h3>
            <ul className="fr-raw-list">
              {own.map((question) => (
                <Line key={question.id} {...partsOf(question, shown)} {...{ file, open: open === question.id, toggle: setOpen, way: `montrer-${filter}` }} />
              ))}
            </ul>
          </section>
        );
      })}
      <p className="fr-mt-4w">{results("fr-btn fr-btn--lg")}</p>
    </section>
  );
};

const Line = memo(({ open, toggle, way, ...parts }) => {
  const button = useRef(null);
  const { question, values, disputes, then } = parts;
  const change = () => {
    toggle(open ? null : question.id);
    if (open) {
      button.current.focus();
      // Answered, a question may leave the list that is shown, and its button with it.
      setTimeout(() => button.current ?? document.getElementById(way)?.focus());
    } else setTimeout(() => document.getElementById(question.id)?.querySelector("input")?.focus());
  };
  return (
    <li className="ansm-check">
      {open ? (
        <Question {...parts} />
      ) : (
        <>
          <p className="ansm-check__question">{question.text}</p>
          <p className={values.length ? "ansm-check__answer" : "ansm-check__answer ansm-quiet"}>
            {labelOf(question, values)}
            {disputes.length > 0 && <strong> · à départager</strong>}
            {values.length === 0 && then && (
              <span>
                {" "}· à revoir, la réponse était <Quoted>{labelOf(question, then)}</Quoted>
              </span>
            )}
            {values.includes("nsp") && question.whom && <span className="ansm-quiet"> · à vérifier auprès de {question.whom}</span>}
          </p>
        </>
      )}
      <button ref={button} type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" aria-expanded={open} onClick={change}>
        {open ? "Refermer" : values.length ? "Modifier" : "Répondre"}
        <Unseen> la question : {question.text}</Unseen>
      </button>
    </li>
  );
});
