// Decides what a file holds on this device after each word from the server: the copy that makes it work offline.
// Pure: a copy goes in, another comes out. See docs/decisions/0005-local-first.md.

const EMPTY = { rows: {}, newest: {}, disputes: {}, cursor: 0 };

// The copy of a file as the server tells it at opening; what this device alone knows is carried over.
export const opened = (told, former = null) => {
  const base = {
    ...EMPTY,
    kept: former?.kept ?? false,
    role: former?.role ?? null,
    device: former?.device,
    seen: former?.seen ?? [],
    territory: told.territoire,
    openedOn: told.ouvert,
    version: told.version,
    notices: told.avis,
    mail: told.courriel,
    handedOver: told.confie,
    last: told.reprise,
  };
  const all = [...told.reponses, ...told.a_departager].sort((a, b) => a.n - b.n);
  return { ...withChanges(base, all), cursor: told.curseur };
};

// The copy after rows stored since; the rows' own numbers make it harmless to be told twice.
export const withChanges = (copy, changes) => {
  const [rows, newest, disputes] = [{ ...copy.rows }, { ...copy.newest }, { ...copy.disputes }];
  for (const { n, q, v, le, par, confie, etat } of changes) {
    const row = { n, v, le, par, confie };
    newest[q] = Math.max(newest[q] ?? 0, n);
    if (etat === "a-departager") {
      if ((rows[q]?.n ?? 0) > n) continue; // settled since
      disputes[q] = [...(disputes[q] ?? []).filter((other) => other.n !== n), row];
    } else if (n >= (rows[q]?.n ?? 0)) {
      rows[q] = row;
      const open = (disputes[q] ?? []).filter((other) => other.n > n);
      if (open.length) disputes[q] = open;
      else delete disputes[q];
    }
  }
  const cursor = changes.reduce((most, { n }) => Math.max(most, n), copy.cursor);
  return { ...copy, rows, newest, disputes, cursor };
};

// The answer to each question as this device shows it: what waits here stands over what is stored.
export const answersOf = (copy, waiting) => {
  const answers = {};
  for (const [question, row] of Object.entries(copy.rows)) answers[question] = row.v;
  for (const message of waiting) answers[message.q] = message.v;
  return answers;
};

// Of two answers to one question that wait on this device, only the last one matters.
export const newestOnly = (messages) => {
  const last = new Map();
  for (const message of [...messages].sort((a, b) => a.t - b.t || (a.id < b.id ? -1 : 1))) {
    last.delete(message.q);
    last.set(message.q, message);
  }
  return [...last.values()];
};
