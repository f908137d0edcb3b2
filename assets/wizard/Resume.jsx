// Decides how the files of this device are listed and forgotten: on the home page, and where a link is missing.
import { useEffect, useId, useRef, useState } from "react";
import { count, day, when } from "./french.js";
import { Unseen } from "./words.jsx";
import { filesHere, forget } from "./vault.js";

const OWN = "Avez-vous gardé le lien personnel ? Sans lui, vous ne pourrez plus rouvrir ce diagnostic.";
const ADVISED = "Vous pourrez le rouvrir depuis l’espace des conseillers.";

// Until when the link of an advisor works.
const until = (expire) => {
  const end = new Date(expire);
  const over = Date.now() > end.getTime() + 24 * 3_600_000;
  return over ? `fermé depuis le ${day(end)} : préparez-le de nouveau` : `prêt jusqu’au ${day(end)}`;
};

export function Resume() {
  const [files, setFiles] = useState(null);
  useEffect(() => {
    const found = filesHere();
    if (found.length) setFiles(found);
  }, []);
  // The last one forgotten, the section stays, to say so.
  if (!files) return null;
  return (
    <section className="ansm-resume" aria-labelledby="reprendre">
      <h2 id="reprendre" tabIndex={-1} className="fr-h5 fr-mb-1w">
        Reprendre un diagnostic
      </h2>
      <ResumeList files={files} changed={() => setFiles(filesHere())} />
    </section>
  );
}

export const ResumeList = ({ files, changed }) => {
  const [asked, setAsked] = useState("");
  const [said, setSaid] = useState("");
  const asking = useRef(null); // the button that asked
  const ask = (link) => (event) => {
    asking.current = event.currentTarget;
    setAsked(link);
  };
  const cancel = () => {
    setAsked("");
    asking.current?.focus();
  };
  const open = (link) => (event) => {
    event.preventDefault();
    window.ansm.remember(link);
    location.assign("/diagnostic/");
  };
  const erase = (file) => {
    forget(file.link);
    setAsked("");
    const where = file.advised ? "Vous le retrouvez dans l’espace des conseillers." : "Son lien personnel, lui, fonctionne toujours.";
    setSaid(`${file.territory.nom} : le diagnostic est oublié sur cet appareil. ${where}`);
    changed();
    document.getElementById("reprendre")?.focus(); // the buttons go away with their line
  };
  return (
    <>
      <ul className="fr-raw-list ansm-resume__list" hidden={!files.length}>
        {files.map((file) => (
          <li key={file.link}>
            <p className="fr-mb-0">
              <a href="/diagnostic/" className="fr-link" onClick={open(file.link)}>
                {file.territory.nom}
                {file.handedOver && " (thème confié)"}
                {file.advised && " (comme conseiller)"}
              </a>
              <br />
              <span className="ansm-quiet fr-text--sm">
                {file.advised && `${until(file.advised.expire)} · `}
                {count(Object.values(file.rows).filter((row) => row.v.length).length, "réponse", "réponses")}, ouvert ici {when(new Date(file.touched))}
                {file.waiting > 0 && ` · ${count(file.waiting, "réponse", "réponses")} en attente d’envoi`}
              </span>
            </p>
            {changed && (
              <button type="button" className="fr-btn fr-btn--tertiary-no-outline fr-btn--sm" aria-expanded={asked === file.link} onClick={ask(file.link)}>
                Oublier sur cet appareil<Unseen> : {file.territory.nom}</Unseen>
              </button>
            )}
            {asked === file.link && <Sure {...{ file, erase, cancel }} />}
          </li>
        ))}
      </ul>
      <p role="status" className="fr-text--sm">
        {said}
      </p>
    </>
  );
};

const Sure = ({ file, erase, cancel }) => {
  const id = useId();
  return (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="group" aria-label="Confirmer" aria-describedby={id}>
      <p id={id}>
        {file.waiting > 0
          ? `${count(file.waiting, "réponse n’est", "réponses ne sont")} pas encore envoyée${file.waiting > 1 ? "s" : ""} : elle${file.waiting > 1 ? "s seraient perdues" : " serait perdue"}. `
          : ""}
        {file.advised ? ADVISED : OWN}
      </p>
      <p className="fr-mb-0">
        <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={() => erase(file)}>
          Oublier quand même
        </button>{" "}
        <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={cancel} autoFocus>
          Garder
        </button>
      </p>
    </div>
  );
};
