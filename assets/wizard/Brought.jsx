// Decides what is shown of a file brought from elsewhere, and what may become of it. Loaded when someone brings one.
import { useLayoutEffect, useRef, useState } from "react";
import { ACCEPTED, AWAY, faultOf, look, merge, Refused, start } from "./bringing.js";
import { DropZone } from "./DropZone.jsx";
import { count, day } from "./french.js";
import { filesHere } from "./vault.js";
import { Quoted } from "./words.jsx";

const READING = "Lecture du fichier";
const HINT = "Le document PDF d’un diagnostic, ou son fichier d’échange (.ansm.json). Rien n’est enregistré avant votre choix.";
const HELD = {
  interne: "Document en version interne : toutes les réponses au jour du document",
  publiable: "Document en version publiable : sans les réponses qui touchent à la sécurité",
  echange: "Fichier d’échange : toutes les réponses, avec leur historique",
};
const TOLD_EVERY = 25; // percent: what a screen reader hears of the progress

// One file at a time: chosen, looked at, then made into something. `work` runs one request and shows how far it is.
const useBrought = (id) => {
  const [file, setFile] = useState(null);
  const [found, setFound] = useState(null);
  const [done, setDone] = useState(null);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(null);
  const working = useRef(false);
  const work = async (what, request, then) => {
    if (working.current) return;
    working.current = true;
    setFault("");
    setBusy({ what, part: 0 });
    try {
      then(await request((part) => setBusy({ what, part })));
    } catch (error) {
      setFault(error instanceof Refused ? error.message : AWAY);
    }
    working.current = false;
    setBusy(null);
  };
  const taken = (chosen) => {
    setFound(null);
    setDone(null);
    setFile(chosen);
    const refused = faultOf(chosen);
    if (refused) setFault(refused);
    else work(READING, (progress) => look(chosen, progress), setFound);
  };
  const cancel = () => {
    setFound(null);
    setFile(null);
    setFault("");
    document.getElementById(id).focus(); // the button goes away
  };
  return { id, file, found, done, fault, busy, work, taken, cancel, setDone };
};

// On the home page: a file of one's own made from it, or its answers put with those of a file that this device knows.
export default function Brought() {
  const brought = useBrought("fichier-apporte");
  const { file, found, done, work, setDone } = brought;
  const here = found && filesHere().find((one) => one.uid && one.uid === found.uid && !one.handedOver);
  const begin = (anew) =>
    work("Préparation du diagnostic", (progress) => start(file, anew, progress), ({ lien }) => {
      window.ansm.remember(lien);
      location.assign(window.ansm.forgetful ? `/diagnostic/#${lien}` : "/diagnostic/");
    });
  const add = () =>
    work("Ajout des réponses", (progress) => merge(file, here.link, progress), (told) => setDone({ ...told, link: here.link, name: here.territory.nom }));
  return (
    <Reception label="Fichier à reprendre" brought={brought}>
      {found && !done && (
        <Holdings found={found} brought={brought}>
          {here && (
            <Choice label="Ajouter ces réponses au diagnostic de cet appareil" chosen={add} first>
              Ce diagnostic est déjà sur cet appareil. Rien n’y est effacé : s’il y a deux réponses différentes, vous choisirez.
            </Choice>
          )}
          {found.reprise && !here && (
            <Choice label="Reprendre ce diagnostic ici" chosen={() => begin(false)} first>
              Le même, avec sa date et ses questions. Un nouveau lien personnel vous est donné : celui d’origine n’est pas touché.
            </Choice>
          )}
          <Choice label="Commencer un nouveau diagnostic à partir de celui-ci" chosen={() => begin(true)} first={!here && !found.reprise}>
            Daté d’aujourd’hui, avec les questions d’aujourd’hui. Chaque réponse d’alors vous est montrée : vous la confirmez ou la changez.
          </Choice>
        </Holdings>
      )}
      {done && (
        <Outcome told={done}>
          <p>
            <a
              href="/diagnostic/"
              className="fr-link"
              onClick={(event) => {
                event.preventDefault();
                window.ansm.remember(done.link);
                location.assign(window.ansm.forgetful ? `/diagnostic/#${done.link}` : "/diagnostic/");
              }}
            >
              Ouvrir le diagnostic : {done.name}
            </a>
          </p>
        </Outcome>
      )}
    </Reception>
  );
}

// On the results, whose page knows no more of the file than its link: the server says when it is another territory's.
export const AddedToResults = () => (
  <Added file={{ secret: window.ansm.secret(), copy: null, load: () => {} }}>
    <p>
      <button type="button" className="fr-btn fr-btn--secondary" data-reessayer="oui">
        Voir les résultats avec ces réponses
      </button>
    </p>
  </Added>
);

// Inside a diagnostic: the answers of the file are put with its own.
export const Added = ({ file: open, children }) => {
  const brought = useBrought("fichier-ajoute");
  const { file, found, done, work, setDone } = brought;
  const other = found && open.copy && found.territoire.code !== open.copy.territory.code;
  const add = () =>
    work("Ajout des réponses", (progress) => merge(file, open.secret, progress), (told) => {
      setDone(told);
      open.load(); // what came is shown, wherever its reader is
    });
  return (
    <Reception label="Fichier reçu" brought={brought}>
      {found && !done && (
        <Holdings found={found} brought={brought}>
          {other ? (
            <p className="ansm-wrong">
              Ce fichier est celui de <Quoted>{found.territoire.nom}</Quoted> : ses réponses ne peuvent pas être ajoutées ici.
            </p>
          ) : (
            <Choice label="Ajouter ces réponses" chosen={add} first>
              Rien n’est effacé : s’il y a deux réponses différentes, vous choisirez.
            </Choice>
          )}
        </Holdings>
      )}
      {done && <Outcome told={done}>{children}</Outcome>}
    </Reception>
  );
};

const Reception = ({ label, brought, children }) => {
  const { id, busy, fault, taken } = brought;
  return (
    <>
      <DropZone {...{ id, label, hint: HINT, accept: ACCEPTED, busy: Boolean(busy), fault, taken }} />
      {busy && <Progress {...busy} />}
      <p role="status" className="fr-sr-only">
        {busy && `${busy.what}${busy.part >= 0.01 ? ` : ${Math.floor((busy.part * 100) / TOLD_EVERY) * TOLD_EVERY} %` : "…"}`}
      </p>
      {children}
    </>
  );
};

const Progress = ({ what, part }) => (
  <p className="fr-text--sm fr-mt-1w">
    {what}… <progress max="1" value={part < 1 ? part : undefined} aria-label={what} />
  </p>
);

// At once: a page whose position is lost would take its reader to the title.
const useReached = () => {
  const place = useRef(null);
  useLayoutEffect(() => place.current.focus(), []);
  return place;
};

const Holdings = ({ found, brought, children }) => {
  const heading = useReached();
  const left = found.non_reprises;
  return (
    <section className="ansm-box ansm-brought" aria-labelledby="fichier-lu">
      <h3 id="fichier-lu" ref={heading} tabIndex={-1} className="fr-h6 fr-mb-1w">
        {found.territoire.nom}, diagnostic du {day(new Date(`${found.ouvert}T12:00:00`))}
      </h3>
      <ul>
        <li>{HELD[found.edition ?? "echange"]}</li>
        <li>{count(found.reponses, "réponse", "réponses")}</li>
        {left.length > 0 && (
          <li>
            {count(left.length, "réponse ne peut pas être reprise", "réponses ne peuvent pas être reprises")} dans un nouveau diagnostic :
            <ul>
              {left.map(({ question, texte, raison }) => (
                <li key={question}>
                  {texte || `Question ${question}`} : {raison}
                </li>
              ))}
            </ul>
          </li>
        )}
      </ul>
      {children}
      <p className="fr-mb-0">
        <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={brought.cancel}>
          Laisser ce fichier
        </button>
      </p>
    </section>
  );
};

const Choice = ({ label, chosen, first = false, children }) => (
  <div className="fr-mb-2w">
    <button type="button" className={`fr-btn${first ? "" : " fr-btn--secondary"}`} onClick={chosen}>
      {label}
    </button>
    <p className="fr-text--sm fr-mt-1v fr-mb-0">{children}</p>
  </div>
);

const Outcome = ({ told, children }) => {
  const heading = useReached();
  const { ajoutees, deja, a_departager: waiting, non_reprises: left } = told;
  return (
    <section className="ansm-box ansm-brought" aria-labelledby="fichier-ajoute-fait">
      <h3 id="fichier-ajoute-fait" ref={heading} tabIndex={-1} className="fr-h6 fr-mb-1w">
        {ajoutees ? count(ajoutees, "réponse ajoutée", "réponses ajoutées") : "Rien de nouveau dans ce fichier"}
      </h3>
      <ul>
        {deja > 0 && <li>{count(deja, "était déjà là", "étaient déjà là")}</li>}
        {waiting.length > 0 && (
          <li>
            {count(waiting.length, "question a deux réponses différentes", "questions ont deux réponses différentes")} : choisissez dans le
            questionnaire laquelle garder
            <ul>
              {waiting.map(({ question, texte }) => (
                <li key={question}>{texte}</li>
              ))}
            </ul>
          </li>
        )}
        {left.length > 0 && <li>{count(left.length, "n’a pas pu être reprise", "n’ont pas pu être reprises")}</li>}
      </ul>
      {children}
    </section>
  );
};
