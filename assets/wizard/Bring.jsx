// Decides the discreet way to start from a file: folded until it is wanted, and its scripts only fetched then.
import { useEffect, useState } from "react";

const AWAY = "Cette partie de la page n’a pas pu être chargée : il faut une connexion. Réessayez quand elle sera revenue.";

// `part` names what is shown of the module fetched; the rest goes to it.
export const WhenWanted = ({ summary, part, ...rest }) => {
  const [open, setOpen] = useState(false);
  const [module, setModule] = useState(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!open || module) return;
    setFailed(false);
    import("./Brought.jsx").then(setModule, () => setFailed(true));
  }, [open]);
  const Part = module?.[part];
  return (
    <details className="ansm-details" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {Part && open && <Part {...rest} />}
      {!Part && <p role="status">{failed ? AWAY : open ? "Un instant…" : ""}</p>}
    </details>
  );
};

// On the results page.
export function AddReceived() {
  return <WhenWanted summary="Ajouter un fichier reçu" part="AddedToResults" />;
}

export function Bring() {
  return <WhenWanted summary="Reprendre à partir d’un fichier" part="default" />;
}
