// Decides how the personal link is kept: what it is for, and five ways to keep it. The secret never leaves by itself.
import { useState } from "react";
import { ask } from "./exchange.js";
import { copied } from "./position.js";
import { QrCode } from "./QrCode.jsx";

const SUBJECT = "Accompagnement Numérique Sur-Mesure : votre diagnostic";

export const PersonalLink = ({ file, shown }) => {
  const [said, setSaid] = useState("");
  const [qr, setQr] = useState(false);
  const address = `${location.origin}/diagnostic/#${file.secret}`;
  const kept = () => shown.copy.kept || file.remember({ kept: true });

  const copy = async () => {
    const done = await copied("lien-personnel");
    setSaid(
      done ? "Lien copié. Collez-le dans un courriel ou un document à vous." : "Lien sélectionné : copiez-le avec Ctrl + C, ou un appui long.",
    );
    kept();
  };
  const print = () => {
    setQr(true);
    kept();
    document.body.dataset.imprimer = "lien";
    addEventListener("afterprint", () => delete document.body.dataset.imprimer, { once: true });
    setTimeout(() => window.print(), 300); // the code is drawn first
  };

  return (
    <section className="ansm-box ansm-link" aria-labelledby="lien-titre">
      <h2 id="lien-titre" tabIndex={-1} className="fr-h6 fr-mb-1w">
        Gardez ce lien
      </h2>
      <p id="lien-aide" className="fr-text--sm fr-mb-2w">
        Il rouvre ce diagnostic là où vous l’avez laissé, sur n’importe quel appareil. <strong>Sans lui, personne ne peut le retrouver, pas même
        nous.</strong> Qui a ce lien peut lire et changer les réponses : ne le publiez pas.
      </p>
      <label htmlFor="lien-personnel" className="fr-label">
        Votre lien personnel
      </label>
      <input id="lien-personnel" type="text" readOnly value={address} className="fr-input" aria-describedby="lien-aide" />
      <p className="ansm-link__print" aria-hidden="true">
        {shown.copy.territory.nom} · {address}
      </p>
      <div className="ansm-link__ways">
        <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={copy}>
          Copier le lien
        </button>
        <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={print}>
          Imprimer le lien
        </button>
      </div>
      <p role="status" className="fr-text--sm fr-mb-0">
        {said}
      </p>
      <details className="ansm-details" open={qr} onToggle={(event) => setQr(event.currentTarget.open)}>
        <summary>Ouvrir sur un téléphone (code QR)</summary>
        {qr && <QrCode text={address} />}
        <p className="fr-text--sm">Visez ce dessin avec l’appareil photo du téléphone : il ouvre ce diagnostic.</p>
      </details>
      <details className="ansm-details">
        <summary>Envoyer par courriel</summary>
        {shown.copy.mail ? <MailForm {...{ file, kept }} /> : <OwnMail {...{ address, kept }} />}
      </details>
      <details className="ansm-details">
        <summary>Ce lien est en de mauvaises mains</summary>
        <p className="fr-text--sm">
          Parti à la mauvaise personne, ou sur un appareil perdu ?{" "}
          <a href="/diagnostic/partage/?changer=oui" className="fr-link" data-lien="oui">
            Changer votre lien personnel
          </a>
        </p>
      </details>
    </section>
  );
};

// Without a mail server, the visitor's own programme does it.
const OwnMail = ({ address, kept }) => {
  const body = `Voici le lien de notre diagnostic numérique. Qui l’a peut lire et changer les réponses : ne le publiez pas.\n\n${address}\n`;
  return (
    <p className="fr-text--sm">
      Ce site n’envoie pas de courriels lui-même. Vous pouvez l’envoyer depuis votre messagerie :{" "}
      <a className="fr-link" onClick={kept} href={`mailto:?subject=${encodeURIComponent(SUBJECT)}&body=${encodeURIComponent(body)}`}>
        préparer le courriel
      </a>
      .
    </p>
  );
};

// As a browser reads an address, and no more: the mail server says the rest.
const WRONG = "Cette adresse n’est pas complète. Écrivez-la comme dans l’exemple : mairie@exemple.fr";

const MailForm = ({ file, kept }) => {
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) return;
    const field = event.currentTarget.elements.adresse;
    const refused = (sentence) => {
      setWrong(true);
      setSaid(sentence);
      field.focus();
    };
    if (!field.checkValidity()) return refused(WRONG);
    setBusy(true);
    setWrong(false);
    setSaid("Envoi…");
    try {
      await ask("courriel", { lien: file.secret, adresse: field.value.trim() });
      setSaid(`Courriel envoyé à ${field.value.trim()}. Regardez aussi dans les indésirables.`);
      kept();
    } catch (error) {
      if (error.message && error.kind === "refused") refused(error.message);
      else setSaid(error.message || "Le courriel n’est pas parti : il faut une connexion. Votre lien, lui, ne change pas.");
    }
    setBusy(false);
  };
  return (
    <form onSubmit={send} noValidate>
      <label htmlFor="courriel-adresse" className="fr-label">
        Adresse électronique{" "}
        <span className="fr-hint-text">Elle sert à cet envoi, puis elle est oubliée. Exemple : mairie@exemple.fr</span>
      </label>
      <input
        id="courriel-adresse"
        name="adresse"
        type="email"
        autoComplete="email"
        required
        aria-invalid={wrong}
        aria-describedby="courriel-etat"
        className="fr-input"
      />
      {/* Never disabled: it would lose the reading position while the letter leaves. */}
      <button type="submit" className="fr-btn fr-btn--secondary fr-btn--sm fr-mt-1w" aria-disabled={busy}>
        Envoyer le lien
      </button>
      <p id="courriel-etat" role="status" className={`fr-text--sm fr-mb-0${wrong ? " ansm-wrong" : ""}`}>
        {wrong && <strong>Erreur : </strong>}
        {said}
      </p>
    </form>
  );
};
