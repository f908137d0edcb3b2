// Decides how what was answered without network leaves for files that are not open, one file after the other; and how a
// file is put on this device without being opened.
import { ask } from "./exchange.js";
import * as ledger from "./ledger.js";
import { drawn } from "./outbox.js";
import { asSent } from "./sync.js";
import { filesHere, forget, Vault } from "./vault.js";

const MOST = 20; // messages in one request: the server reads 16 KB

// Of each file with something to send, but the one that is open: {name, sent, left, why}; `why` is the server's word.
export const sendAll = async (open = "") => {
  const told = [];
  for (const { link, territory } of filesHere().filter((file) => file.waiting && file.link !== open)) {
    told.push({ name: territory.nom, ...(await sendOne(link)) });
  }
  return told;
};

// The personal link of the open file was changed: what this device still holds under a former one goes on under it. The
// server says which link was changed; the same name alone would prove nothing.
export const inherit = async (file) => {
  const { copy, secret } = file;
  if (!copy || copy.advised || copy.handedOver || file.gone) return;
  const former = filesHere().filter((each) => each.uid === copy.uid && each.link !== secret && !each.advised && !each.handedOver);
  for (const { link, cursor } of former) {
    const changed = await ask("reponses", { lien: link, depuis: cursor, reponses: [] }).then(() => false, (error) => error.replaced);
    if (changed) window.ansm.goOn(link, secret);
  }
  if (former.length) file.inherit();
};

const sendOne = async (link) => {
  const vault = new Vault(link);
  const refused = new Map();
  let sent = 0;
  try {
    for (let batch = next(vault, refused); batch.length; batch = next(vault, refused)) {
      const { cursor } = vault.copy();
      const { regles, reponses } = await ask("reponses", { lien: link, depuis: cursor, reponses: batch.map(asSent) });
      if (!regles.length) break;
      // The device holds what was stored before it lets the message go.
      const copy = vault.copy();
      if (copy) vault.saveCopy(ledger.withChanges(copy, reponses));
      for (const { id, refus } of regles) {
        if (refus) refused.set(id, refus); // it stays, to be told where it was given
        else {
          vault.drop(id);
          sent += 1;
        }
      }
    }
  } catch (error) {
    return { sent, left: vault.messages().length, why: error.message ?? "", offline: Boolean(error.offline) };
  }
  return { sent, left: vault.messages().length, why: [...refused.values()][0] ?? "", offline: false };
};

const next = (vault, refused) => {
  if (!vault.copy()) return [];
  const all = vault.messages();
  const newest = ledger.newestOnly(all);
  all.filter((message) => !newest.includes(message)).forEach(({ id }) => vault.drop(id));
  return newest.filter(({ id }) => !refused.has(id)).slice(0, MOST);
};

// Puts a file on this device, with the questionnaire it needs when the page has another; gives its copy. `model` is the
// page's. Copies of the same file made for an advisor before are let go, once they have nothing left to send.
export const keepHere = async (secret, model) => {
  const told = await ask("dossier", { lien: secret, modele: `${model.format}:${model.version}` });
  const vault = new Vault(secret);
  const former = vault.copy();
  const copy = { ...ledger.opened(told, former), device: former?.device ?? drawn(8) };
  const kept = (!told.modele || vault.saveModel(told.modele)) && vault.saveCopy(copy);
  if (!kept) return null;
  const older = filesHere().filter((file) => file.advised && file.uid === copy.uid && file.link !== secret);
  for (const { link } of older) {
    await sendOne(link);
    if (!new Vault(link).messages().length) forget(link);
  }
  return copy;
};
