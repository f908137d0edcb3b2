// Decides how a former answer is shown beside its question, and how one confirms it: one press, or a whole screen at once
// when all of its former answers have been displayed.
import { saidThen, toReview, whenThen } from "./former.js";
import { count } from "./french.js";
import { give } from "./give.js";
import { Quoted, Unseen } from "./words.jsx";

const STILL_TRUE = "C’est toujours vrai";
const CONFIRMED = "Confirmé : c’est toujours vrai.";

export const FormerAnswer = ({ question, then, file, confirm }) => (
  <div id={`${question.id}-alors`} className="ansm-former">
    <p className="fr-mb-1v">
      {whenThen(file.copy)}, vous aviez répondu : <strong><Quoted>{saidThen(question, then)}</Quoted></strong>.
    </p>
    <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={confirm}>
      {STILL_TRUE}
      <Unseen> : {question.text}</Unseen>
    </button>
  </div>
);

export const confirmIt = (file, question, then) => give(file, question, then, CONFIRMED);

// The same on the fast entry screen, where one key confirms.
export const FormerTyped = ({ question, then, shown, same }) => (
  <div id="saisie-alors" className="ansm-former">
    <p className="fr-mb-1v">
      {whenThen(shown.copy)}, vous aviez répondu : <strong><Quoted>{saidThen(question, then)}</Quoted></strong>.
    </p>
    <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={same}>
      {STILL_TRUE} <kbd>=</kbd>
    </button>
  </div>
);

// At the top of a screen: what this diagnostic starts from.
export const StartsFrom = ({ shown, step }) => {
  const left = toReview(step.questions, shown);
  if (!left.length) return null;
  return (
    <p className="ansm-former__top">
      Ce diagnostic repart d’un autre : {whenThen(shown.copy).toLowerCase()}, {count(left.length, "question de cet écran avait", "questions de cet écran avaient")}{" "}
      déjà une réponse. Confirmez celles qui sont toujours vraies, changez les autres : aucune ne compte d’avance.
    </p>
  );
};

// At the end of a screen, what is left of it, named again, then confirmed at once.
export const ConfirmAll = ({ shown, step, file, told, tell }) => {
  const left = toReview(step.questions, shown);
  const confirm = () => {
    left.forEach((question) => confirmIt(file, question, shown.former[question.id]));
    tell(`${count(left.length, "réponse confirmée", "réponses confirmées")}.`);
    document.getElementById("suite")?.focus(); // the button goes away
  };
  return (
    <>
      {left.length > 1 && (
        <section className="ansm-box ansm-former__all" aria-labelledby="a-revoir">
          <h3 id="a-revoir" className="fr-h6 fr-mb-1w">
            {count(left.length, "réponse n’a pas été revue", "réponses n’ont pas été revues")} sur cet écran
          </h3>
          <ul>
            {left.map((question) => (
              <li key={question.id}>
                {question.text} <strong>{saidThen(question, shown.former[question.id])}</strong>
              </li>
            ))}
          </ul>
          <button type="button" className="fr-btn fr-btn--secondary" onClick={confirm}>
            Confirmer ces {left.length} réponses
          </button>
        </section>
      )}
      <p role="status" className={told ? "ansm-quiet" : "fr-sr-only"}>
        {told}
      </p>
    </>
  );
};
