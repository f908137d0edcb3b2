// Decides the page where a diagnostic is filled in. It runs in the browser alone once loaded: the server stores, and tells
// what others did. Compiled with the page by Reflex (ansm/web/components/wizard.py).
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { CheckScreen } from "./Check.jsx";
import { ask } from "./exchange.js";
import { File } from "./file.js";
import { count, day } from "./french.js";
import { HandOver } from "./HandOver.jsx";
import { prepared } from "./journey.js";
import { Notices } from "./Notices.jsx";
import { PersonalLink } from "./PersonalLink.jsx";
import { enter, useKeptPosition } from "./position.js";
import { ResultsLink } from "./ResultsLink.jsx";
import { ResumeList } from "./Resume.jsx";
import { Fragile, SaveState } from "./SaveState.jsx";
import { headingOf, PauseScreen, placeOf, Progress, ThanksScreen, ThemeScreen, titleOf } from "./Screens.jsx";
import { CHECK, PAUSE, stepOf, stepOfTheme, stepsOf, stepToResume, THANKS } from "./steps.js";
import { Themes } from "./Themes.jsx";
import { Title, useTitle } from "./title.js";
import { filesHere } from "./vault.js";
import { saidOf } from "./words.jsx";

const TITLE = "Diagnostic numérique";
const NOT_OPEN = "Nous ne pouvons pas ouvrir ce diagnostic";

export function Wizard({ model }) {
  const [file, setFile] = useState(null);
  const [choices, setChoices] = useState(null);
  useEffect(() => {
    const here = filesHere();
    // Without a link in the address, this device's only file is the one meant; of several, the visitor chooses.
    const secret = window.ansm.secret() || (here.length === 1 ? here[0].link : "");
    if (!secret && here.length > 1) return setChoices(here);
    window.ansm.remember(secret);
    const opened = new File(prepared(JSON.parse(model)), secret);
    setFile(opened);
    opened.start();
    window.ansm.workOffline();
    return () => opened.stop();
  }, []);
  if (choices) return <Choose files={choices} />;
  return file ? <Opened file={file} /> : <Heading text="Ouverture de votre diagnostic…" />;
}

const Heading = ({ text }) => (
  <>
    <h1 className="fr-h3 fr-mb-3w" data-attente="oui">
      {TITLE}
    </h1>
    <p>{text}</p>
  </>
);

const WHICH = "Quel diagnostic voulez-vous reprendre ?";

const Choose = ({ files }) => (
  <>
    <Title of={WHICH} />
    <h1 className="fr-h3 fr-mb-3w">{WHICH}</h1>
    <ResumeList files={files} />
  </>
);

const Opened = ({ file }) => {
  const shown = useSyncExternalStore(file.subscribe, file.snapshot, file.snapshot);
  const wasReady = useRef(false);
  const heading = useRef(null);
  const closed = wasReady.current && !shown.ready;
  useEffect(() => {
    wasReady.current = shown.ready;
    if (closed) heading.current?.focus(); // a link taken back while its theme was being filled in
  }, [shown.ready]);
  if (shown.ready) return <Ready file={file} shown={shown} />;
  if (!shown.problem) return <Heading text="Ouverture de votre diagnostic…" />;
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className="fr-h3 fr-mb-3w">
        {TITLE}
      </h1>
      <Title of={NOT_OPEN} />
      <div className="fr-alert fr-alert--warning" role="alert">
        <h2 className="fr-alert__title fr-h6">{NOT_OPEN}</h2>
        <p>{shown.problem}</p>
        <p>
          <a href="/" className="fr-link">
            Aller à l’accueil
          </a>
        </p>
      </div>
      {shown.pending.length > 0 && <Unsent file={file} pending={shown.pending} />}
    </>
  );
};

// The link was closed before they left: they are shown, so that they can be passed on.
const Unsent = ({ file, pending }) => (
  <section className="fr-mt-4w" aria-labelledby="non-transmises">
    <h2 id="non-transmises" className="fr-h6">
      {count(pending.length, "réponse n’a pas été transmise", "réponses n’ont pas été transmises")}
    </h2>
    <p>
      {pending.length > 1 ? "Elles restent gardées" : "Elle reste gardée"} sur cet appareil. Pour ne rien perdre, copiez cette liste et
      envoyez-la à la personne qui vous a donné le lien.
    </p>
    <ul>
      {pending.map(({ id, q, v }) => (
        <li key={id}>{saidOf(file.model.byId.get(q), q, v)}</li>
      ))}
    </ul>
  </section>
);

const Ready = ({ file, shown }) => {
  const { journey, copy } = shown;
  const steps = stepsOf(journey, copy.handedOver);
  const [place, setPlace] = useState(() => startingPlace(steps, copy));
  const [refine, setRefine] = useState([]);
  const heading = useRef(null);
  const step = steps.find((each) => each.id === place.step) ?? stepToResume(steps, copy.last);

  const order = useRef([]);

  useTitle(titleOf(step));
  // In the question that stood there if it still does, in the one that took its place, or at the title of the screen.
  const keeping = useKeptPosition((group) => {
    const next = step.questions[Math.min(order.current.indexOf(group), step.questions.length - 1)];
    const there = document.getElementById(group ?? "") ?? document.getElementById(next?.id ?? "");
    if (there) enter(there);
    else heading.current.focus({ preventScroll: true });
  });
  useEffect(() => {
    order.current = step.questions.map((question) => question.id);
  });
  // An answer from elsewhere may take a whole screen away: its reader then stays where they are brought, and is told.
  useEffect(() => {
    if (step.id !== place.step) setPlace({ step: step.id, moved: true });
  }, [step.id, place.step]);
  useEffect(() => {
    if (place.question) showQuestion(place.question);
    else if (place.moved) {
      heading.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [place]);
  useEffect(() => {
    const back = (event) => event.state?.etape && setPlace({ step: event.state.etape, moved: true });
    addEventListener("popstate", back);
    // The page's first entry carries its own screen, so that « back » comes home.
    history.replaceState({ ...history.state, etape: step.id }, "", location.pathname);
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
  const name = copy.territory.nom;

  return (
    <>
      <h1 className="fr-h3 fr-mb-3w">
        {TITLE} : {name}
      </h1>
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
              <WhoAnswers {...{ file, copy }} />
              <HandOver file={file} themes={themesOf(steps)} />
              <PersonalLink {...{ file, shown }} />
            </>
          )}
          <p className="fr-text--sm ansm-quiet fr-mt-2w" id="hors-connexion-pret" hidden>
            ✓ Cette page fonctionne aussi sans connexion sur cet appareil.
          </p>
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

const WhoAnswers = ({ file, copy }) => {
  const options = file.model.byId.get(file.model.role)?.options ?? [];
  return (
    <div className="fr-select-group fr-mt-2w fr-mb-2w">
      <label htmlFor="qui-repond" className="fr-label">
        Qui répond sur cet appareil ?{" "}
        <span className="fr-hint-text">Facultatif. L’historique de chaque réponse le dira.</span>
      </label>
      <select id="qui-repond" className="fr-select" value={copy.role ?? ""} onChange={(event) => file.remember({ role: event.target.value || null })}>
        <option value="">Ne pas préciser</option>
        {options.map((option) => (
          <option key={option.v} value={option.v}>
            {option.l}
          </option>
        ))}
      </select>
    </div>
  );
};
