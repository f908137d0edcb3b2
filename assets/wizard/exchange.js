// Decides how one question is put to the server, and what each kind of refusal means for what waits here.

const PATIENCE = 15_000; // longer than the server waits for a busy database
const NETWORK = "network"; // nothing came back: keep, try again
const BUSY = "busy"; // the server cannot store now: keep, try again
const GONE = "gone"; // this link opens nothing (any more)
const REFUSED = "refused"; // this request will never be accepted

export class ExchangeError extends Error {
  constructor(kind, message, code = "", after = 0) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.after = after;
  }

  get temporary() {
    return this.kind === NETWORK || this.kind === BUSY;
  }

  get offline() {
    return this.kind === NETWORK;
  }

  get gone() {
    return this.kind === GONE;
  }
}

const kindOf = (status) => {
  if (status === 404 || status === 410) return GONE;
  // A proxy in front of a stopped server answers in its place.
  return status === 429 || status >= 500 ? BUSY : REFUSED;
};

export const ask = async (name, body, { patience = PATIENCE, keepalive = false, signal } = {}) => {
  const stop = AbortSignal.timeout(patience);
  let response;
  let answer;
  try {
    response = await fetch(`/echange/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      cache: "no-store",
      keepalive,
      signal: signal ? AbortSignal.any([stop, signal]) : stop,
    });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    if (response && !response.ok) throw new ExchangeError(kindOf(response.status), "", "", 0);
    throw new ExchangeError(NETWORK, "");
  }
  if (response.ok) return answer;
  const after = Number(response.headers.get("retry-after")) || 0;
  throw new ExchangeError(kindOf(response.status), answer.message ?? "", answer.code ?? "", after);
};
