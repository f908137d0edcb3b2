// Decides what each screen of the questionnaire holds: one theme, the pause, the thanks of a hand-over link.
import { useState } from "react";
import { ConfirmAll, StartsFrom } from "./Former.jsx";
import { count, joined, minutes } from "./french.js";
import { minutesOf } from "./journey.js";
import { enter } from "./position.js";
import { partsOf, Question } from "./Question.jsx";
import { CHECK, FURTHER, PAUSE, THANKS } from "./steps.js";

const SHORT_GROUP = "L’essentiel";
const FURTHER_GROUP = "Aller plus loin";

export const placeOf = (steps, step) => {
  if (step.id === THANKS) return "Le thème qu’on vous confie";
  if (!step.theme) return step.id === CHECK ? "Dernier regard" : "Point d’étape";
  const path = steps.filter((each) => each.theme && each.short === step.short);
  if (path.length === 1) return "Le thème qu’on vous confie";
  return `${step.short ? SHORT_GROUP : FURTHER_GROUP} : thème ${path.indexOf(step) + 1} sur ${path.length}`;
};

export const headingOf = (step, journey) => {
  if (step.theme) return step.theme.label;
  if (step.id === CHECK) return "Vérifiez vos réponses";
  if (step.id === THANKS) return "Merci !";
  const left = journey.unanswered(true).length;
  return left ? `Il reste ${count(left, "question essentielle", "questions essentielles")}` : "L’essentiel est fait : merci !";
};

// The same theme comes twice: what is essential of it, then the rest.
export const titleOf = (step) => {
  if (step.id === PAUSE) return "Point d’étape"; // its heading counts what is left
  return step.id.startsWith(`${FURTHER}-`) ? `${step.theme.label}, aller plus loin` : headingOf(step);
};

export const remaining = (left, short) => {
  if (!left.length) return "Toutes les questions ont une réponse";
  return `Encore ${count(left.length, "question", "questions")}${short ? " pour l’essentiel" : ""}, ${minutes(minutesOf(left))}`;
};

// Of the path one walks: the short one, the whole, or the one theme that was handed over.
export const Progress = ({ step, journey, alone }) => {
  const scope = alone ? step.questions : journey.questions.filter((question) => question.short || !step.short);
  const left = scope.filter((question) => !journey.chosen(question.id).length);
  return (
    <>
      <progress className="ansm-progress" value={scope.length - left.length} max={Math.max(1, scope.length)} aria-label="Questions auxquelles vous avez répondu" />
      <p className="fr-text--sm fr-mb-2w ansm-quiet">{remaining(left, step.short)}</p>
    </>
  );
};

// « Passer » leads to the next question, or to the way on after the last one.
const pass = (question) => {
  const next = document.getElementById(question.id).nextElementSibling;
  if (!next) return document.getElementById("suite")?.focus();
  enter(next);
  next.scrollIntoView({ block: "start" });
};

export const ThemeScreen = ({ step, file, shown }) => {
  const [told, tell] = useState("");
  return (
    <>
      <StartsFrom {...{ shown, step }} />
      {step.theme.intro && <p>{step.theme.intro}</p>}
      <div id="questions">
        {step.questions.map((question) => (
          <Question key={question.id} {...partsOf(question, shown)} {...{ file, onPass: pass }} />
        ))}
      </div>
      {shown.copy.former && <ConfirmAll {...{ shown, step, file, told, tell }} />}
      {step.unanswered.length > 0 && step.unanswered.length < step.questions.length && (
        <p className="ansm-quiet">
          {count(step.unanswered.length, "question laissée de côté", "questions laissées de côté")} sur cet écran : ce n’est pas grave, vous
          pourrez y revenir.
        </p>
      )}
    </>
  );
};

export const PauseScreen = ({ steps, step, journey, shown, file, go, results }) => {
  const left = journey.unanswered();
  const missing = steps.slice(0, steps.indexOf(step)).find((each) => each.unanswered.length);
  const order = shown.refine ?? [];
  const further = furtherStep(steps, step, order);
  const first = order.map((id) => journey.model.themes.find((theme) => theme.id === id)?.label).filter(Boolean).slice(0, 3);
  return (
    <section>
      <p>
        {missing
          ? "Vous pouvez déjà lire vos résultats : ils seront provisoires, et suivront chaque réponse que vous ajouterez."
          : "Vous pouvez lire vos résultats dès maintenant. Ils suivront chaque réponse que vous ajouterez."}
      </p>
      {left.length > 0 && !missing && (
        <p>
          Il reste {count(left.length, "question", "questions")} ({minutes(journey.minutesLeft())}) : elles précisent vos priorités. Prenez-les
          maintenant, plus tard, ou confiez un thème à un collègue.
          {first.length > 0 && ` Les plus utiles pour vos premières actions : ${joined(first.map((name) => `« ${name} »`))}.`}
        </p>
      )}
      {!shown.copy.kept && !shown.copy.advised && (
        <div className="fr-alert fr-alert--info fr-alert--sm fr-mb-3w">
          <p>
            Avant de partir, gardez votre lien personnel : sans lui, personne ne peut rouvrir ce diagnostic sur un autre appareil, pas même
            nous. <a href="#lien-titre" className="fr-link">Garder mon lien</a>
          </p>
        </div>
      )}
      <ul className="fr-btns-group fr-btns-group--inline-md">
        {missing && <Way text="Finir l’essentiel" onClick={() => go(missing.id)} />}
        <li>{results(`fr-btn fr-btn--lg${missing ? " fr-btn--secondary" : ""}`)}</li>
        <Way text="Vérifier mes réponses" kind="fr-btn--secondary" onClick={() => go(CHECK)} />
        {further && <Way text={FURTHER_GROUP} kind="fr-btn--secondary" onClick={() => go(further.id)} />}
      </ul>
    </section>
  );
};

const Way = ({ text, kind = "", onClick }) => (
  <li>
    <button type="button" className={`fr-btn fr-btn--lg ${kind}`} onClick={onClick}>
      {text}
    </button>
  </li>
);

// The theme to take up first: one that could change the first actions, else the next with something left.
const furtherStep = (steps, step, order) => {
  const after = steps.slice(steps.indexOf(step) + 1).filter((each) => each.theme);
  const wanted = order.map((id) => after.find((each) => each.theme.id === id && each.unanswered.length)).find(Boolean);
  return wanted ?? after.find((each) => each.unanswered.length) ?? after[0];
};

export const ThanksScreen = ({ shown }) => (
  <section>
    <p className="fr-text--lead">
      Vos réponses sont {shown.pending.length ? "gardées sur cet appareil et partiront dès le retour de la connexion" : "transmises"}. La
      personne qui vous a confié ce thème les voit dans le diagnostic, avec la mention « thème confié ».
    </p>
    <p>Vous pouvez revenir changer une réponse avec le même lien, jusqu’à sa date de fin. Vous pouvez aussi fermer cette page.</p>
  </section>
);
