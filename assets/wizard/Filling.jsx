// Decides the page where a diagnostic is filled in, once its file is there: the screen, the ways on, what stands beside.
// It runs in the browser alone: the server stores, and tells what others did.
import { useEffect, useRef, useState } from "react";
import { WhenWanted } from "./Bring.jsx";
import { CheckScreen } from "./Check.jsx";
import { ask } from "./exchange.js";
import { FastEntry, NAME as ENTERING } from "./FastEntry.jsx";
import { day } from "./french.js";
import { HandOver } from "./HandOver.jsx";
import { Notices } from "./Notices.jsx";
import { OfflineReady } from "./OfflineReady.jsx";
import { Paper } from "./Paper.jsx";
import { PersonalLink } from "./PersonalLink.jsx";
import { enter, useKeptPosition } from "./position.js";
import { ResultsLink } from "./ResultsLink.jsx";
import { Fragile, SaveState } from "./SaveState.jsx";
import { headingOf, PauseScreen, placeOf, Progress, ThanksScreen, ThemeScreen, titleOf } from "./Screens.jsx";
import { CHECK, ENTRY, PAUSE, stepOf, stepOfTheme, stepsOf, stepToResume, THANKS } from "./steps.js";
import { Themes } from "./Themes.jsx";
import { useTitle } from "./title.js";
import { WhoAnswers } from "./WhoAnswers.jsx";

const TITLE = "Diagnostic numérique";

export const Filling = ({ file, shown }) => {
  const { journey, copy } = shown;
  const steps = stepsOf(journey, copy.handedOver);
  const [place, setPlace] = useState(() => startingPlace(steps, copy));
  const [refine, setRefine] = useState([]);
  const heading = useRef(null);
  const step = steps.find((each) => each.id === place.step) ?? stepToResume(steps, copy.last);
  const entering = place.step === ENTRY;

  const order = useRef([]);

  useTitle(entering ? ENTERING : titleOf(step));
  // In the question that stood there if it still does, in the one that took its place, or at the title of the screen.
  const keeping = useKeptPosition((group) => {
    const next = step.questions[Math.min(order.current.indexOf(group), step.questions.length - 1)];
    const there = document.getElementById(group ?? "") ?? document.getElementById(next?.id ?? "");
    if (there) enter(there);
    else heading.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    order.current = step.questions.map((question) => question.id);
  });
  // An answer from elsewhere may take a whole screen away: its reader then stays where they are brought, and is told.
  useEffect(() => {
    if (!entering && step.id !== place.step) setPlace({ step: step.id, moved: true });
  }, [step.id, place.step]);
  useEffect(() => {
    if (place.question) showQuestion(place.question);
    else if (place.moved && !entering) {
      heading.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [place]);
  useEffect(() => {
    if (!new URLSearchParams(location.search).has("garder")) return;
    const box = document.getElementById("lien-titre");
    box?.scrollIntoView({ block: "start" });
    box?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const back = (event) => event.state?.etape && setPlace({ step: event.state.etape, moved: true });
    addEventListener("popstate", back);
    // The page's first entry carries its own screen, so that « back » comes home.
    history.replaceState({ ...history.state, etape: entering ? ENTRY : step.id }, "", location.pathname);
    return () => removeEventListener("popstate", back);
  }, []);
  useEffect(() => {
    if (step.id === PAUSE && !shown.pending.length) ask("affiner", { lien: file.secret }).then((found) => setRefine(found.themes), () => {});
  }, [step.id, shown.pending.length]);

  const go = (id, question = null) => {
    history.pushState({ ...history.state, etape: id }, "", location.pathname);
    setPlace({ step: id, question, moved: true });
  };
  const goToQuestion = (id) => go(stepOf(steps, id)?.id ?? step.id, id);
  const results = (className) => <ResultsLink {...{ className, shown, file }} />;
  const parts = { file, shown: { ...shown, refine }, journey, steps, step, go, results };
  const [previous, next] = [steps[steps.indexOf(step) - 1], steps[steps.indexOf(step) + 1]];
  const title = (
    <h1 className="fr-h3 fr-mb-3w">
      {TITLE} : {copy.territory.nom}
    </h1>
  );
  if (entering) {
    return (
      <>
        {title}
        <FastEntry {...{ file, shown, steps, results }} paper={place.paper} leave={(id) => (id ? goToQuestion(id) : go(PAUSE))} />
      </>
    );
  }

  return (
    <>
      {title}
      <div className="fr-grid-row fr-grid-row--gutters">
        <div className="fr-col-12 fr-col-lg-8" {...keeping}>
          <div className="fr-mb-3w">
            <h2 id="etape" ref={heading} tabIndex={-1} className="fr-h4 fr-mb-1w ansm-step__title">
              <span className="ansm-step__place">{placeOf(steps, step)}</span> {headingOf(step, journey)}
            </h2>
            {step.theme && <Progress {...{ step, journey, alone: Boolean(copy.handedOver) }} />}
            {!copy.handedOver && (
              <p className="ansm-only-small fr-mb-1w">
                <a href="#themes" className="fr-link">
                  Voir tous les thèmes
                </a>
              </p>
            )}
          </div>
          {copy.handedOver && <HandedOver over={copy.handedOver} />}
          {copy.advised && <Advised until={copy.advised.expire} />}
          <Fragile shown={shown} />
          <Notices {...{ shown, journey, steps, step, goToQuestion }} />
          {step.theme && <ThemeScreen key={step.id} {...parts} />}
          {step.id === PAUSE && <PauseScreen {...parts} />}
          {step.id === CHECK && <CheckScreen {...parts} />}
          {step.id === THANKS && <ThanksScreen shown={shown} />}
          <div className="ansm-ways">
            {previous && (
              <button type="button" className="fr-btn fr-btn--tertiary" onClick={() => go(previous.id)}>
                Précédent
              </button>
            )}
            {next && step.id !== PAUSE && (
              <button id="suite" type="button" className="fr-btn" onClick={() => go(next.id)}>
                {nextLabel(next, step)}
              </button>
            )}
          </div>
          <SaveState shown={shown} />
        </div>
        <aside className="fr-col-12 fr-col-lg-4" aria-label="Votre diagnostic">
          {!copy.handedOver && (
            <>
              <Themes {...{ steps, step, go }} />
              <p className="fr-mt-2w">{results("fr-btn fr-btn--secondary")}</p>
              {!copy.advised && <WhoAnswers {...{ file, copy }} />}
              <Paper copy={copy} start={() => go(ENTRY)} />
              {/* What is the town's own business is not offered through the link of an advisor. */}
              {!copy.advised && <HandOver file={file} themes={themesOf(steps)} />}
              {!copy.advised && <PersonalLink {...{ file, shown }} />}
              {!copy.advised && <WhenWanted summary="Ajouter un fichier reçu d’un conseiller" part="Added" file={file} />}
            </>
          )}
          <OfflineReady />
        </aside>
      </div>
    </>
  );
};

// At the question or theme that the address names, else on the screen that this entry of the browser's history showed
// (« back » from another page, reload), else where the file was left.
const startingPlace = (steps, copy) => {
  const wanted = new URLSearchParams(location.search);
  const [question, theme] = [wanted.get("question"), wanted.get("theme")];
  const named = stepOf(steps, question);
  if (named) return { step: named.id, question };
  if (wanted.has("verifier") && !copy.handedOver) return { step: CHECK };
  if ((wanted.has("saisie") || history.state?.etape === ENTRY) && !copy.handedOver) return { step: ENTRY, paper: wanted.get("saisie") };
  const ofTheme = theme && stepOfTheme(steps, theme);
  if (ofTheme) return { step: ofTheme.id };
  const shownBefore = steps.find((each) => each.id === history.state?.etape);
  if (shownBefore) return { step: shownBefore.id };
  const left = stepToResume(steps, copy.last);
  return { step: left.id, question: copy.last && left.unanswered.length ? left.unanswered[0].id : null };
};

const showQuestion = (id) => {
  const group = document.getElementById(id);
  group?.scrollIntoView({ block: "start" });
  enter(group);
};

const nextLabel = (next, step) => {
  if (next.id === THANKS) return "Terminer";
  if (next.id === PAUSE) return "Terminer l’essentiel";
  return next.theme ? `Suivant : ${next.theme.label}` : step.theme ? "Vérifier mes réponses" : "Suivant";
};

const themesOf = (steps) => {
  const found = new Map(steps.filter((each) => each.theme).map((each) => [each.theme.id, each.theme]));
  return [...found.values()];
};

const HandedOver = ({ over }) => (
  <div className="fr-alert fr-alert--info fr-alert--sm fr-mb-3w">
    <p>
      On vous confie ce thème du diagnostic. Vous ne voyez que ses questions. Ce lien fonctionne jusqu’au {day(new Date(over.expire))}.
    </p>
  </div>
);

const Advised = ({ until }) => (
  <div className="fr-alert fr-alert--info fr-alert--sm fr-mb-3w" id="cote-conseil">
    <p>
      <strong>Vous répondez comme conseiller.</strong> Vos réponses sont enregistrées du côté du conseil : elles ne remplacent pas celles de
      la mairie, qui comptent jusqu’à ce que quelqu’un choisisse. Sur cet appareil, ce dossier s’ouvre jusqu’au {day(new Date(until))}.
    </p>
    <p className="fr-mb-0">
      <a href="/diagnostic/?appareil=oui" className="fr-link">
        Dossiers de cet appareil
      </a>
    </p>
  </div>
);
