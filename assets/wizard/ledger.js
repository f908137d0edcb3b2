// Decides what a file holds on this device after each word from the server: the copy that makes it work offline.
// Pure: a copy goes in, another comes out. See docs/decisions/0005-local-first.md.

export const ADVISOR = "conseil"; // whose answer it is, when it is not the town's
const EMPTY = { rows: {}, newest: {}, disputes: {}, cursor: 0 };

// The copy of a file as the server tells it at opening; what this device alone knows is carried over. `asked` is where
// the former copy stood when the question left: what it learnt since is newer than the answer.
export const opened = (told, former = null, asked = Infinity) => {
  const base = {
    ...EMPTY,
    kept: former?.kept ?? false,
    role: former?.role ?? null,
    device: former?.device,
    territory: told.territoire,
    openedOn: told.ouvert,
    version: told.version,
    notices: told.avis,
    mail: told.courriel,
    handedOver: told.confie,
    advised: told.conseil ?? null, // through the link of an advisor: until when it works
    last: told.reprise,
    former: told.avant ?? null, // the former diagnostic, whose answers wait to be confirmed
    uid: told.uid, // the public name of the file, by which a document made from it is recognised
  };
  const since = former ? changesOf(former).filter(({ n }) => n > Math.max(asked, told.curseur)) : [];
  const all = [...told.reponses, ...told.a_departager, ...since].sort((a, b) => a.n - b.n);
  return { ...withChanges(base, all), cursor: told.curseur };
};

// The copy after rows stored since; the rows' own numbers make it harmless to be told twice.
export const withChanges = (copy, changes) => {
  const [rows, newest, disputes] = [{ ...copy.rows }, { ...copy.newest }, { ...copy.disputes }];
  for (const { n, q, v, le, par, confie, cote, etat, remplace } of changes) {
    const row = { n, v, le, par, confie, ...(cote ? { cote } : {}), ...(remplace ? { remplace } : {}) };
    newest[q] = Math.max(newest[q] ?? 0, n);
    if (etat === "a-departager") {
      // Settled since, or replaced by the last word of the same device.
      if ((rows[q]?.n ?? 0) > n || disputes[q]?.some((other) => other.remplace === n)) continue;
      disputes[q] = [...(disputes[q] ?? []).filter((other) => other.n !== n && other.n !== remplace), row];
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

// One copy out of two that tabs of this device made, each complete up to its own cursor.
export const merged = (copy, other) => {
  const both = withChanges(copy, changesOf(other));
  const newest = { ...both.newest };
  for (const [question, n] of Object.entries(other.newest)) newest[question] = Math.max(newest[question] ?? 0, n);
  return { ...both, newest, cursor: Math.max(copy.cursor, other.cursor) };
};

const changesOf = ({ rows, disputes }) => [
  ...Object.entries(rows).map(([q, row]) => ({ ...row, q, etat: "retenue" })),
  ...Object.entries(disputes).flatMap(([q, some]) => some.map((row) => ({ ...row, q, etat: "a-departager" }))),
];

// What of these changes the copy did not hold yet: news from elsewhere also tell again what this device gave.
export const unknown = (copy, changes) => changes.filter(({ n, q }) => n > (copy.newest[q] ?? 0));

// What waits for a choice: erased by an advisor, an answer was taken back, and nothing is left to choose from.
const toChoose = (some) => some.filter(({ cote, v }) => cote !== ADVISOR || v.length);

// The answer to each question as this device shows it: what waits here stands over what is stored. An advisor sees the
// advisors' last word where it waits beside the town's.
export const answersOf = (copy, waiting) => {
  const answers = {};
  for (const [question, row] of Object.entries(copy.rows)) answers[question] = row.v;
  for (const [question, some] of Object.entries(copy.advised ? copy.disputes : {})) {
    const own = toChoose(some).filter(({ cote }) => cote === ADVISOR).at(-1);
    if (own) answers[question] = own.v;
  }
  for (const message of waiting) answers[message.q] = message.v;
  return answers;
};

// The answers to choose between, by question. A choice made here closes them before it is stored.
export const disputesOf = (copy, waiting) => {
  // An advisor only proposes, unless they chose: what the town has to settle stays in sight until the server says.
  const settling = copy.advised ? waiting.filter(({ choix }) => choix) : waiting;
  const chosen = new Map(settling.map(({ q, base }) => [q, base]));
  const open = Object.entries(copy.disputes).map(([q, some]) => [q, toChoose(some)]);
  return Object.fromEntries(open.filter(([q, some]) => some.some(({ n }) => n > (chosen.get(q) ?? 0))));
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
