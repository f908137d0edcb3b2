// Decides what is said of saving, always in words: what is stored, what waits here, and why.
import { count, when } from "./french.js";

const FIRST = "Chaque réponse s’enregistre dès que vous la donnez.";

export const saying = ({ pending, offline, busy, savedAt, slow }) => {
  const waiting = `${count(pending.length, "réponse", "réponses")} en attente d’envoi`;
  if (offline) {
    const rest = pending.length ? ` (${waiting})` : "";
    return `Hors connexion : continuez, vos réponses sont gardées sur cet appareil${rest}.`;
  }
  if (pending.length && busy) return `${waiting} : ${busy}`;
  if (pending.length && slow) return pending.length > 1 ? `${waiting}…` : "Enregistrement…";
  return savedAt ? `Enregistré ${when(savedAt)}` : "";
};

// Above the questions, where it hides nothing: the state below stays in sight, and must stay short.
export const Fragile = ({ shown }) =>
  shown.fragile && (
    <div className="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w" role="alert">
      <p>
        Cet appareil ne peut pas garder vos réponses (mémoire du navigateur pleine ou interdite). Ne fermez pas cette page avant de
        lire « Enregistré ».
      </p>
    </div>
  );

export const SaveState = ({ shown }) => (
  <div className="ansm-saved">
    {shown.fragile && shown.pending.length > 0 && <p className="ansm-saved__fragile">Ne fermez pas cette page.</p>}
    {/* Known to who reads the page; only what becomes of an answer is announced. */}
    {!saying(shown) && <p>{FIRST}</p>}
    <p id="enregistrement" role="status" data-en-attente={shown.pending.length}>
      {saying(shown)}
    </p>
  </div>
);
