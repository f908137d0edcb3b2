// Decides how a question is drawn: a fieldset named after it, native controls, its reason and its words one click away.
import { memo, useId, useRef, useState } from "react";
import { allowance, choose } from "./choosing.js";
import { confirmIt, FormerAnswer } from "./Former.jsx";
import { give } from "./give.js";
import { History } from "./History.jsx";
import { enter } from "./position.js";
import { ADVISOR } from "./ledger.js";
import { byWhom, labelOf, Quoted, Unseen } from "./words.jsx";

const NONE = [];

// What a question depends on, and nothing else: the others are not drawn again at each click.
export const partsOf = (question, shown) => ({
  question,
  values: shown.answers[question.id] ?? NONE,
  disputes: shown.disputes[question.id] ?? NONE,
  note: shown.notes[question.id],
  row: shown.copy.rows[question.id],
  then: shown.former[question.id],
});

export const Question = memo(({ question, values, disputes, note, row, then, file, onPass }) => {
  const group = useRef(null);
  const [history, setHistory] = useState(false);
  const hint = question.help || counting(question);

  const pick = (value, ticked) => {
    const { values: next, note: said } = choose(question, values, value, ticked);
    if (next === values) file.tell(question.id, said);
    else give(file, question, next, said);
  };
  const erase = () => {
    file.answer(question.id, []);
    enter(group.current); // the button goes away: the reading position stays in the question
  };
  const keep = (one) => {
    file.choose(question.id, one.v);
    enter(group.current, one.v[0] ?? null); // the buttons go away: the reading position goes to the answer kept
  };

  const confirm = () => {
    confirmIt(file, question, then);
    enter(group.current, then[0]); // the button goes away: the reading position goes to the answer confirmed
  };
  const waits = then && values.length === 0;

  return (
    <fieldset
      id={question.id}
      ref={group}
      className="fr-fieldset ansm-question"
      aria-describedby={`${waits ? `${question.id}-alors ` : ""}${question.id}-message`}
    >
      <legend className="fr-fieldset__legend">
        {question.text} {hint && <span className="fr-hint-text">{hint}</span>}
      </legend>
      {/* Always there, so that a disagreement is announced when it comes. */}
      <div className="ansm-dispute" aria-live="polite">
        {disputes.length > 0 && <Dispute {...{ question, row, disputes, keep }} advised={Boolean(file.copy.advised)} />}
      </div>
      {waits && <FormerAnswer {...{ question, then, file, confirm }} />}
      {question.options.map((option) => (
        <Choice key={option.v} {...{ question, option, values, pick }} />
      ))}
      {/* What happened otherwise than clicked, what came from elsewhere, or simply how many may still be ticked. */}
      <div
        id={`${question.id}-message`}
        className={`ansm-question__message${typeof note === "string" && note ? "" : " ansm-question__message--calm"}`}
        aria-live="polite"
      >
        {note?.elsewhere ? <Elsewhere row={note.elsewhere} question={question} /> : note || allowance(question, values)}
      </div>
      <div className="ansm-question__more">
        <Reasons question={question} tips={file.model.tips} />
        <div className="ansm-question__ways">
          {values.length === 0 && onPass && (
            <button type="button" className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" onClick={() => onPass(question)}>
              Passer<Unseen> la question : {question.text}</Unseen>
            </button>
          )}
          {row && (
            <button type="button" aria-haspopup="dialog" className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" onClick={() => setHistory(true)}>
              Historique<Unseen> de la question : {question.text}</Unseen>
            </button>
          )}
          {values.length > 0 && (
            <button type="button" className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" onClick={erase}>
              Effacer ma réponse<Unseen> à la question : {question.text}</Unseen>
            </button>
          )}
        </div>
      </div>
      {history && <History {...{ question, file, close: () => setHistory(false) }} />}
    </fieldset>
  );
});

const Choice = ({ question, option, values, pick }) => {
  const id = `${question.id}-${option.v}`;
  const rank = question.ordered ? values.indexOf(option.v) + 1 : 0;
  return (
    <div className="fr-fieldset__element">
      <div className={question.multiple ? "fr-checkbox-group" : "fr-radio-group"}>
        <input
          type={question.multiple ? "checkbox" : "radio"}
          id={id}
          name={question.id}
          value={option.v}
          checked={values.includes(option.v)}
          onChange={(event) => pick(option.v, event.target.checked)}
        />
        <label htmlFor={id} className="fr-label" data-rang={rank || undefined}>
          {option.l}
          {rank > 0 && <Unseen> (choix n° {rank})</Unseen>}
        </label>
      </div>
    </div>
  );
};

const counting = (question) => {
  if (question.ordered && question.max) return `${question.max} réponses au plus, dans l’ordre : cochez d’abord la plus importante.`;
  if (question.max) return `${question.max} réponses au plus.`;
  return question.multiple ? "Plusieurs réponses possibles." : "";
};

const Elsewhere = ({ row, question }) => (
  <>
    Réponse donnée depuis un autre appareil {byWhom(row)}.<Unseen> Question : {question.text}</Unseen>
  </>
);

// What is asked of who sees several answers: two people of the town, or an advisor who proposes another one.
const asking = (disputes, advised) => {
  if (!disputes.every(({ cote }) => cote === ADVISOR)) return ["Deux réponses différentes ont été données", "Laquelle gardez-vous ?"];
  if (!advised) return ["Votre conseiller propose une autre réponse", "Laquelle gardez-vous ?"];
  return ["Votre réponse attend à côté de celle de la mairie", "Choisissez avec elle, ou laissez-la choisir :"];
};

// Two people gave different answers without seeing each other's: both are kept, somebody chooses.
const Dispute = ({ question, row: kept, disputes, keep, advised }) => {
  const [told, which] = asking(disputes, advised);
  const id = useId();
  const choices = [...(kept ? [kept] : []), ...disputes];
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="group" aria-labelledby={id}>
      <p id={id}>
        <strong>
          {told}
          <Unseen> (question : {question.text})</Unseen>. {which}
        </strong>
      </p>
      <ul className="fr-raw-list">
        {choices.map((row) => (
          <li key={row.n}>
            <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={() => keep(row)}>
              <span>
                {row.v.length ? (
                  <>
                    Garder <Quoted>{labelOf(question, row.v)}</Quoted>
                  </>
                ) : (
                  "Laisser sans réponse"
                )}
              </span>
            </button>{" "}
            <span className="ansm-quiet">{byWhom(row)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Reasons = ({ question, tips }) => (
  <div className="ansm-question__reasons">
    <details className="ansm-details">
      <summary>
        Pourquoi cette question ?<Unseen> ({question.text})</Unseen>
      </summary>
      <p>{question.why}</p>
      {question.whom && <p>À qui demander : {question.whom}.</p>}
      {question.how && <p>{question.how}</p>}
    </details>
    {(question.tips ?? []).map((name) => (
      <details key={name} className="ansm-details ansm-tip">
        <summary>
          Que veut dire <Quoted>{name}</Quoted> ?
        </summary>
        <p>{tips[name]}</p>
      </details>
    ))}
  </div>
);
