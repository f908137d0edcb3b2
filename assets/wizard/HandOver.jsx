// Decides how a theme is handed to a colleague: a link that opens this theme alone, ends, and can be taken back.
import { useEffect, useRef, useState } from "react";
import { ask } from "./exchange.js";
import { count, day } from "./french.js";
import { copied } from "./position.js";
import { Quoted, Unseen } from "./words.jsx";

const TO_WHOM = [
  ["agent", "Un agent (secrétariat, accueil…)"],
  ["elu", "Une personne élue"],
  ["technicien", "Un technicien ou un prestataire"],
  ["conseiller", "Un conseiller"],
];
const DAYS = [7, 14, 30];
const STATES = { ouvert: "ouvert", expire: "terminé", retire: "retiré" };
const AWAY = "Confier un thème demande une connexion. Réessayez quand elle sera revenue.";

export const HandOver = ({ file, themes }) => {
  const [open, setOpen] = useState(false);
  return (
    <details className="ansm-details ansm-handover" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Confier un thème à un collègue</summary>
      {open && <Form {...{ file, themes }} />}
    </details>
  );
};

const Form = ({ file, themes }) => {
  const [made, setMade] = useState(null);
  const [links, setLinks] = useState([]);
  const [said, setSaid] = useState("");
  const list = useRef(null);
  const [busy, setBusy] = useState(false);
  const themeOf = (id) => themes.find((theme) => theme.id === id)?.label ?? id;
  const failed = (error) => setSaid(error.message || AWAY);
  const refresh = () => ask("confies", { lien: file.secret }).then((found) => setLinks(found.liens)).catch(failed);
  useEffect(() => {
    refresh();
  }, []);

  const make = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return; // pressed twice: one link
    const { theme, a, jours } = event.currentTarget.elements;
    setSaid("");
    setBusy(true);
    try {
      const found = await ask("confier", { lien: file.secret, theme: theme.value, a: a.value, jours: Number(jours.value) });
      setMade({ ...found, theme: theme.value, address: `${location.origin}/diagnostic/#${found.lien}` });
      setSaid("Le lien est prêt : copiez-le et envoyez-le à votre collègue.");
      refresh();
    } catch (error) {
      failed(error);
    }
    setBusy(false);
  };
  const takeBack = async (link) => {
    try {
      await ask("retirer", { lien: file.secret, numero: link.numero });
      setSaid(`Le lien du thème « ${themeOf(link.theme)} » est retiré : il n’ouvre plus rien. Les réponses données restent.`);
      await refresh();
      list.current?.focus(); // the button went away
    } catch (error) {
      failed(error);
    }
  };

  return (
    <>
      <p className="fr-text--sm">Votre collègue ne verra que ce thème. Ses réponses porteront la mention « thème confié ».</p>
      <form onSubmit={make}>
        <Choice id="confier-theme" name="theme" label="Thème" options={themes.map((theme) => [theme.id, theme.label])} />
        <Choice id="confier-a" name="a" label="À qui" options={TO_WHOM} />
        <Choice id="confier-jours" name="jours" label="Le lien fonctionne pendant" options={DAYS.map((days) => [days, `${days} jours`])} initial={14} />
        <button type="submit" className="fr-btn fr-btn--secondary fr-btn--sm fr-mt-1w">
          Créer le lien
        </button>
      </form>
      <p role="status" className="fr-text--sm fr-mt-1w fr-mb-1w">
        {said}
      </p>
      {made && <Made {...{ made, themeOf, setSaid }} />}
      {links.length > 0 && (
        <>
          <p id="liens-confies" ref={list} tabIndex={-1} className="fr-text--sm fr-mt-2w fr-mb-1v">
            <strong>Liens déjà confiés</strong>
          </p>
          <ul aria-labelledby="liens-confies" className="fr-raw-list ansm-handover__links">
            {links.map((link) => (
              <li key={link.numero}>
                <span>
                  {themeOf(link.theme)}
                  <br />
                  <span className="ansm-quiet fr-text--sm">
                    {link.etat === "ouvert" ? `jusqu’au ${day(new Date(link.expire))}` : STATES[link.etat]}, {count(link.reponses, "réponse", "réponses")}
                  </span>
                </span>
                {link.etat === "ouvert" && (
                  <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={() => takeBack(link)}>
                    Retirer<Unseen> le lien du thème {themeOf(link.theme)}</Unseen>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const Choice = ({ id, name, label, options, initial }) => (
  <div className="fr-select-group fr-mb-1w">
    <label htmlFor={id} className="fr-label">
      {label}
    </label>
    <select id={id} name={name} className="fr-select" defaultValue={initial}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

const Made = ({ made, themeOf, setSaid }) => {
  const copy = async () => {
    const done = await copied("lien-confie");
    setSaid(done ? "Lien copié : envoyez-le à votre collègue." : "Lien sélectionné : copiez-le avec Ctrl + C, ou un appui long.");
  };
  return (
    <div className="ansm-handover__made">
      <label htmlFor="lien-confie" className="fr-label">
        Lien du thème <Quoted>{themeOf(made.theme)}</Quoted>{" "}
        <span className="fr-hint-text">Valable jusqu’au {day(new Date(made.expire))}. Nous ne pourrons pas vous le redonner : copiez-le maintenant.</span>
      </label>
      <input id="lien-confie" type="text" readOnly value={made.address} className="fr-input" />
      <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm fr-mt-1w" onClick={copy}>
        Copier ce lien
      </button>
    </div>
  );
};
