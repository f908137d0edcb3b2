// Decides how a file is brought: chosen as in any form, or dropped. Beside the zone, a dropped file does not replace the page.
import { useEffect, useRef, useState } from "react";

export const DropZone = ({ id, label, hint, accept, busy = false, fault = "", taken }) => {
  const [over, setOver] = useState(false);
  const zone = useRef(null);
  const field = useRef(null);
  // As it stands at the last drawing, for what the window hears.
  const take = useRef(null);
  take.current = (file) => {
    if (file && !busy) taken(file);
  };
  useEffect(() => {
    const inZone = (event) => zone.current.contains(event.target);
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    const drag = (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = inZone(event) ? "copy" : "none";
      setOver(inZone(event));
    };
    const drop = (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      if (inZone(event)) take.current(event.dataTransfer.files[0]);
    };
    const leave = (event) => event.relatedTarget === null && setOver(false);
    const heard = { dragover: drag, drop, dragleave: leave };
    for (const [name, listener] of Object.entries(heard)) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(heard)) removeEventListener(name, listener);
    };
  }, []);
  useEffect(() => {
    if (fault) field.current.focus();
  }, [fault]);
  const chosen = ({ target }) => {
    const [file] = target.files;
    target.value = ""; // the same file may be chosen again
    take.current(file);
  };
  return (
    <div ref={zone} className={over ? "ansm-drop ansm-drop--over" : "ansm-drop"}>
      <label htmlFor={id} className="fr-label">
        {label} <span className="fr-hint-text">{hint}</span>
      </label>
      <input
        ref={field}
        id={id}
        type="file"
        accept={accept}
        className="ansm-drop__field"
        aria-invalid={Boolean(fault)}
        aria-describedby={fault ? `${id}-faute` : undefined}
        onChange={chosen}
      />
      <p className="fr-text--sm ansm-quiet ansm-drop__or" aria-hidden="true">
        ou déposez le fichier dans ce cadre
      </p>
      {fault && (
        <p id={`${id}-faute`} className="fr-text--sm ansm-wrong">
          <strong>Erreur : </strong>
          {fault}
        </p>
      )}
    </div>
  );
};
