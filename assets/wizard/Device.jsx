// Decides how the files that this device keeps are prepared, listed, sent and removed: an advisor's, for visits without
// network. The page that shows them is kept by the device too.
import { useEffect, useRef, useState } from "react";
import { keepHere, sendAll } from "./backlog.js";
import { count, day } from "./french.js";
import { ResumeList } from "./Resume.jsx";
import { Title } from "./title.js";
import { canKeep, filesHere, forget } from "./vault.js";

const NAME = "Dossiers de cet appareil";
const PATIENCE = 60_000; // ms for the device to keep the pages, on a slow line
const CANNOT = "Ce navigateur ne peut rien garder : il est en navigation privée, ou sa mémoire est interdite ou pleine. Utilisez un autre navigateur pour préparer vos visites.";
const LATE = "Les dossiers sont là, mais les pages du questionnaire ne sont pas encore gardées. Laissez cette page ouverte quelques instants avec du réseau, puis rechargez-la.";
const AWAY = "il faut une connexion pour préparer ce dossier. Revenez à l’espace des conseillers quand le réseau sera là.";

// Whether the device keeps the pages that open the files.
const pagesKept = () => {
  if (!navigator.serviceWorker) return Promise.resolve(false);
  window.ansm.workOffline(Promise.resolve());
  return Promise.race([navigator.serviceWorker.ready.then(() => true), new Promise((late) => setTimeout(late, PATIENCE, false))]);
};

export default function Device({ model }) {
  const [files, setFiles] = useState(filesHere);
  const [steps, setSteps] = useState([]);
  const [pages, setPages] = useState(null);
  const [said, setSaid] = useState("");
  const [sending, setSending] = useState(false);
  const again = () => setFiles(filesHere());

  const send = async () => {
    setSending(true);
    const told = await sendAll();
    setSending(false);
    again();
    if (told.length) setSaid(told.map(sentence).join(" "));
  };
  useEffect(() => {
    let here = true;
    const begin = async () => {
      const secrets = window.ansm.toPrepare();
      if (window.ansm.forgetful || !canKeep()) return setPages(false);
      const kept = pagesKept();
      for (const [place, secret] of secrets.entries()) {
        const told = (text) => here && setSteps((all) => [...all.filter((each) => each.secret !== secret), { secret, text }]);
        told(`Dossier ${place + 1} sur ${secrets.length} : en cours…`);
        told(`Dossier ${place + 1} sur ${secrets.length} : ${await put(secret, model)}`);
        window.ansm.prepared(secret);
        if (here) again();
      }
      if (navigator.onLine) await send();
      const ready = await kept;
      if (here) setPages(ready);
    };
    begin();
    addEventListener("online", send);
    return () => {
      here = false;
      removeEventListener("online", send);
    };
  }, []);

  const waiting = files.reduce((sum, file) => sum + file.waiting, 0);
  return (
    <>
      <Title of={NAME} />
      <h1 className="fr-h3 fr-mb-3w">{NAME}</h1>
      <ul className="fr-raw-list fr-mb-3w" id="preparation" aria-live="polite">
        {steps.map(({ secret, text }) => (
          <li key={secret}>{text}</li>
        ))}
      </ul>
      <State pages={pages} any={files.length > 0} />
      {waiting > 0 && (
        <p className="fr-mt-3w">
          <strong>{count(waiting, "réponse attend d’être envoyée", "réponses attendent d’être envoyées")}.</strong>{" "}
          <button type="button" className="fr-btn fr-btn--sm" onClick={send} aria-disabled={sending}>
            Envoyer
          </button>
        </p>
      )}
      <p role="status" id="envoi">
        {sending ? "Envoi…" : said}
      </p>
      <h2 id="reprendre" tabIndex={-1} className="fr-h5">
        {files.length ? "Prêts sur cet appareil" : "Aucun dossier sur cet appareil"}
      </h2>
      <ResumeList files={files} changed={again} />
      {files.length > 0 && <Shared files={files} changed={again} />}
      <p className="fr-mt-4w">
        <a href="/conseillers/hors-connexion" className="fr-link">
          Préparer d’autres dossiers
        </a>
      </p>
    </>
  );
}

const put = async (secret, model) => {
  try {
    const copy = await keepHere(secret, model);
    return copy ? `${copy.territory.nom}, gardé sur cet appareil jusqu’au ${day(new Date(copy.advised?.expire ?? Date.now()))}.` : CANNOT;
  } catch (error) {
    return error.message || AWAY;
  }
};

const sentence = ({ name, sent, left, why, offline }) => {
  const gone = sent ? `${count(sent, "réponse envoyée", "réponses envoyées")}` : "";
  const stay = left ? `${count(left, "réponse reste", "réponses restent")} sur cet appareil${offline ? " : pas de connexion" : why ? ` (${why})` : ""}` : "";
  return `${name} : ${[gone, stay].filter(Boolean).join(", ")}.`;
};

const State = ({ pages, any }) => {
  if (pages === null) return <p role="status">Vérification de ce que cet appareil garde…</p>;
  const impossible = window.ansm.forgetful || !canKeep();
  if (pages && any) {
    return (
      <div className="fr-alert fr-alert--info fr-alert--sm" id="appareil-pret" role="status">
        <p>Prêt : ces dossiers s’ouvrent sans connexion. Ouvrez cette page ou l’accueil du site, même sans réseau, pour les retrouver.</p>
      </div>
    );
  }
  if (pages) return null;
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="status">
      <p>{impossible ? CANNOT : LATE}</p>
    </div>
  );
};

const Shared = ({ files, changed }) => {
  const [asked, setAsked] = useState(false);
  const asking = useRef(null);
  const waiting = files.reduce((sum, file) => sum + file.waiting, 0);
  const removeAll = () => {
    files.forEach(({ link }) => forget(link));
    setAsked(false);
    changed();
    document.getElementById("reprendre")?.focus();
  };
  const cancel = () => {
    setAsked(false);
    asking.current?.focus();
  };
  return (
    <div className="fr-alert fr-alert--warning fr-mt-4w">
      <h2 className="fr-alert__title fr-h6">Sur un ordinateur partagé</h2>
      <p>Toute personne qui utilise cet appareil peut ouvrir ces dossiers. Retirez-les après la visite.</p>
      {asked ? (
        <div role="group" aria-label="Confirmer">
          <p>
            {waiting > 0
              ? `${count(waiting, "réponse n’est pas encore envoyée : elle serait perdue", "réponses ne sont pas encore envoyées : elles seraient perdues")}. Retirer tout quand même ?`
              : "Retirer tous les dossiers de cet appareil ? Ils restent dans l’espace des conseillers ; un diagnostic ouvert avec son lien personnel demande ce lien pour être rouvert."}
          </p>
          <p className="fr-mb-0">
            <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={removeAll}>
              Tout retirer
            </button>{" "}
            <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={cancel} autoFocus>
              Garder
            </button>
          </p>
        </div>
      ) : (
        <p className="fr-mb-0">
          <button ref={asking} type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={() => setAsked(true)}>
            Tout retirer de cet appareil
          </button>
        </p>
      )}
    </div>
  );
};
