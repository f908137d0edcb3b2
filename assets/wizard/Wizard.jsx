// Decides how the page of a diagnostic opens: which file, from the device then from the server, or why it does not open.
// Compiled with the page by Reflex (ansm/web/components/wizard.py).
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { inherit, sendAll } from "./backlog.js";
import { File } from "./file.js";
import { Filling } from "./Filling.jsx";
import { count } from "./french.js";
import { prepared } from "./journey.js";
import { ResumeList } from "./Resume.jsx";
import { Replaced } from "./Replaced.jsx";
import { Title } from "./title.js";
import { filesHere } from "./vault.js";
import { saidOf } from "./words.jsx";

// What few people see: the files of this device, which an advisor prepares.
const Device = lazy(() => import("./Device.jsx"));
const TITLE = "Diagnostic numérique";
const NOT_OPEN = "Nous ne pouvons pas ouvrir ce diagnostic";

export function Wizard({ model }) {
  const [file, setFile] = useState(null);
  const [choices, setChoices] = useState(null);
  useEffect(() => {
    window.ansm.drawn();
    if (new URLSearchParams(location.search).has("appareil")) return setChoices([]);
    const here = filesHere();
    // Without a link in the address, this device's only file is the one meant; of several, the visitor chooses.
    const secret = window.ansm.secret() || (here.length === 1 ? here[0].link : "");
    if (!secret && here.length > 1) return setChoices(here);
    window.ansm.remember(secret);
    const opened = new File(prepared(JSON.parse(model)), secret);
    setFile(opened);
    const started = opened.start();
    window.ansm.workOffline(started);
    // What was answered on other files without network leaves too, once the one that is open is there.
    const others = () => inherit(opened).then(() => sendAll(secret));
    started?.then(others);
    addEventListener("online", others);
    return () => {
      removeEventListener("online", others);
      opened.stop();
    };
  }, []);
  if (choices?.length === 0 || choices?.some(({ advised }) => advised))
    return (
      <Suspense fallback={<Heading text="Un instant…" />}>
        <Device model={JSON.parse(model)} />
      </Suspense>
    );
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
  if (shown.ready) return <Filling file={file} shown={shown} />;
  if (!shown.problem) return <Heading text="Ouverture de votre diagnostic…" />;
  if (shown.replaced) return <Replaced {...{ file, heading, shown }} />;
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
