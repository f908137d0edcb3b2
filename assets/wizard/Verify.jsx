// Decides how somebody checks a document that they hold: by its code, or by its file, which stays on their device.
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { DropZone } from "./DropZone.jsx";
import { ask } from "./exchange.js";
import { day } from "./french.js";
import { askedAbout, NO_SUM } from "./origin.js";

const AWAY = "La vérification demande une connexion. Réessayez quand elle sera revenue.";
const EMPTY = "Tapez le code imprimé au bas des pages : douze lettres ou chiffres.";
const UNREADABLE = "Votre navigateur n’a pas pu lire ce fichier. Enregistrez-le sur votre appareil, puis recommencez.";
const TITLES = {
  emis: "Ce site a émis ce document",
  identique: "Ce fichier est exactement celui que ce site a émis",
  different: "Le code existe, mais ce fichier n’est pas exactement celui que nous avons émis",
  inconnu: "Nous ne connaissons pas ce code",
};

export function Verify() {
  const [found, setFound] = useState(null);
  const [faults, setFaults] = useState({});
  const [busy, setBusy] = useState("");
  const field = useRef(null);
  const heading = useRef(null);
  useLayoutEffect(() => {
    if (found) heading.current.focus();
  }, [found]);

  const check = async (place, prepared) => {
    if (busy) return;
    setFound(null);
    setFaults({});
    setBusy("Vérification…");
    try {
      const { body, fault, alone } = await prepared();
      if (fault) setFaults({ [place]: fault });
      else setFound({ ...(await ask("verifier", body)), alone });
    } catch (error) {
      setFaults({ [place]: error.kind ? error.message || AWAY : UNREADABLE });
    }
    setBusy("");
  };
  const typed = (event) => {
    event.preventDefault();
    event.stopPropagation();
    const code = field.current.value.trim();
    if (!code) return setFaults({ code: EMPTY });
    return check("code", async () => ({ body: { code } }));
  };
  useEffect(() => {
    if (faults.code) field.current.focus();
  }, [faults]);

  return (
    <>
      <form onSubmit={typed} noValidate>
        <label htmlFor="code" className="fr-label">
          Code du document <span className="fr-hint-text">Il est imprimé au bas des pages. Exemple : 7K3M-QX2P-9D4T. Les espaces et les minuscules ne gênent pas.</span>
        </label>
        <div className="ansm-code">
          <input
            ref={field}
            id="code"
            name="code"
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            className="fr-input"
            aria-invalid={Boolean(faults.code)}
            aria-describedby={faults.code ? "code-faute" : undefined}
          />
          <button type="submit" className="fr-btn" aria-disabled={Boolean(busy)}>
            Vérifier
          </button>
        </div>
        {faults.code && (
          <p id="code-faute" className="fr-text--sm ansm-wrong">
            <strong>Erreur : </strong>
            {faults.code}
          </p>
        )}
      </form>
      <DropZone
        id="document"
        label="Ou le fichier PDF lui-même"
        hint="Il reste sur votre appareil : seuls partent son code et une empreinte, calculée sur tout le fichier."
        accept=".pdf,application/pdf"
        busy={Boolean(busy)}
        fault={faults.file}
        taken={(file) => check("file", () => askedAbout(file, field.current.value.trim()))}
      />
      <p role="status" className="fr-text--sm">
        {busy}
      </p>
      {found && <Answer {...{ found, heading }} />}
    </>
  );
}

const Answer = ({ found, heading }) => {
  const sure = found.etat === "emis" || found.etat === "identique";
  return (
    <section className={`fr-alert fr-alert--${sure ? "info" : "warning"}`} aria-labelledby="reponse">
      <h2 id="reponse" ref={heading} tabIndex={-1} className="fr-alert__title fr-h6">
        {TITLES[found.etat]}
      </h2>
      <p>Code {found.code}.</p>
      {found.documents.map((each) => (
        <p key={`${each.le} ${each.edition} ${each.nature}`}>
          {each.nature}, pour {each.territoire}, {each.edition}, daté du {day(new Date(`${each.le}T12:00:00`))}.
        </p>
      ))}
      {found.alone && <p>{NO_SUM}</p>}
      <Meaning state={found.etat} />
    </section>
  );
};

const Meaning = ({ state }) => {
  if (state === "emis") {
    return (
      <p>
        Comparez ces indications avec ce que vous lisez sur le papier. Pour savoir si rien n’y a été changé, déposez aussi le fichier PDF.
      </p>
    );
  }
  if (state === "identique") return <p>Rien n’y a été ajouté, retiré ni changé depuis.</p>;
  if (state === "different") {
    return (
      <p>
        Il a été annoté, signé, complété ou enregistré par un autre programme, ou bien modifié : nous ne pouvons pas dire quoi. Demandez le
        fichier d’origine à la collectivité.
      </p>
    );
  }
  return (
    <>
      <p>Cela peut vouloir dire que :</p>
      <ul>
        <li>un signe a été mal recopié : relisez-le au bas d’une autre page ;</li>
        <li>le document vient d’un autre site, ou d’un ordinateur qui l’a fait seul, comme celui d’un conseiller : l’adresse où le vérifier est d’ordinaire imprimée à côté du code ;</li>
        <li>le document n’est pas d’origine.</li>
      </ul>
    </>
  );
};
