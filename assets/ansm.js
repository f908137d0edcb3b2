/* What must happen in the browser without asking the server: moving in a list, ticking, keeping what is not saved yet.
 * The server speaks through the attributes of #etat; an answer leaves through the hidden field #envoi.
 * Nothing here calls anyone. No library, no build step. */
(() => {
  "use strict";

  // --- the personal link: its secret is the part after « # », which browsers never send to a server
  const MEMORY = "ansm-lien";
  const inDiagnostic = () => location.pathname.startsWith("/diagnostic");
  const secret = () => location.hash.slice(1);
  const remembered = (write) => {
    try {
      if (write) sessionStorage.setItem(MEMORY, write);
      return sessionStorage.getItem(MEMORY) || "";
    } catch {
      return ""; // storage refused by the browser: the address alone carries the link
    }
  };
  const keepLink = () => {
    if (!inDiagnostic()) return;
    if (secret()) remembered(secret());
    else if (remembered()) history.replaceState(history.state, "", "#" + remembered());
  };
  keepLink();
  addEventListener("hashchange", () => inDiagnostic() && location.reload());

  const $ = (id) => document.getElementById(id);
  const say = (id, text) => {
    const place = $(id);
    if (place && place.textContent !== text) place.textContent = text;
  };

  // --- links: to a part of the page without touching the « # », results with the secret, copy, PDF
  // In the capture phase: Reflex turns every link of ours into a router's link, which would drop the secret.
  const withSecret = (link) => {
    const target = new URL(link.href);
    return target.pathname + target.search + location.hash;
  };
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[href]");
    const place = link?.hash ? $(link.hash.slice(1)) : null;
    const ours = link?.dataset.lien ? link : null;
    if (!place && !ours) return;
    event.stopImmediatePropagation();
    if (place) {
      event.preventDefault();
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
    } else if (event.ctrlKey || event.metaKey || event.shiftKey) ours.href = withSecret(ours);
    else {
      event.preventDefault();
      location.assign(withSecret(ours));
    }
  }, true);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const copy = target.closest("[data-copie]");
    if (copy) copyField($(copy.dataset.copie));
    const erase = target.closest("[data-efface]");
    if (erase) {
      const question = $(erase.dataset.efface);
      answer(question, []);
      question.querySelector("input").focus(); // the button goes away: the reading position stays in the question
    }
    if (target.closest('[role="option"]')) closeList();
  });

  const copyField = async (field) => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say(field.id + "-copie", "Lien copié. Collez-le dans un courriel ou un document à vous.");
    } catch {
      say(field.id + "-copie", "Lien sélectionné : copiez-le avec Ctrl + C, ou un appui long.");
    }
  };

  // A native form, which Reflex would otherwise keep from leaving: the secret goes in the body.
  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector?.('input[name="lien"]');
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.value = secret();
    event.target.submit();
  }, true);

  // --- a page change without reload: the reading position goes to the new title
  let lastTitle = "";
  const pageChanged = () => {
    if (document.title === lastTitle) return;
    const arriving = document.readyState === "loading" || !lastTitle;
    lastTitle = document.title;
    if (arriving) return; // the browser itself announces a page it loads
    keepLink();
    const heading = document.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  // --- the search box (ARIA 1.2 combobox)
  const box = () => document.querySelector('[role="combobox"]');
  const list = () => $(box()?.getAttribute("aria-controls"));
  const options = () => [...(list()?.querySelectorAll('[role="option"]') ?? [])];
  let active = -1;

  const mark = (place) => {
    const all = options();
    active = all.length ? (place + all.length) % all.length : -1;
    all.forEach((one, i) => one.setAttribute("aria-selected", String(i === active)));
    if (active < 0) box().removeAttribute("aria-activedescendant");
    else {
      box().setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  };
  const unmark = () => {
    active = -1;
    options().forEach((one) => one.setAttribute("aria-selected", "false"));
    box()?.removeAttribute("aria-activedescendant");
  };
  const openList = () => {
    const open = options().length > 0 && document.activeElement === box();
    box()?.setAttribute("aria-expanded", String(open));
    if (list()) list().hidden = !open;
  };
  const closeList = () => {
    unmark();
    box()?.setAttribute("aria-expanded", "false");
    if (list()) list().hidden = true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || event.isComposing) return;
    const shown = box().getAttribute("aria-expanded") === "true";
    const keys = {
      ArrowDown: () => (shown ? mark(active + 1) : (openList(), mark(0))),
      ArrowUp: () => (shown ? mark(active < 0 ? -1 : active - 1) : (openList(), mark(-1))),
      Enter: () => shown && (active < 0 ? mark(0) : options()[active].click()),
      Escape: () => (shown ? closeList() : clearBox()),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  const clearBox = () => setField(box(), "");
  document.addEventListener("focusin", (event) => event.target === box() && openList());
  document.addEventListener("focusout", (event) => event.target === box() && closeList());
  // A press on an option must not take the focus away before the click arrives.
  document.addEventListener("pointerdown", (event) => event.target.closest?.('[role="option"]') && event.preventDefault());
  document.addEventListener("mousedown", (event) => event.target.closest?.('[role="option"]') && event.preventDefault());

  // React only sees a value that was set behind its back, then announced.
  const nativeValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const setField = (field, value) => {
    nativeValue.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // --- the questionnaire
  const order = new Map(); // question → values, in order of ticking
  let shownScreen = "";
  let loads = "";

  const inputs = (question) => [...question.querySelectorAll("input")];
  const draw = (question, values) => {
    order.set(question.id, values);
    const ranked = question.dataset.ordre === "oui";
    for (const input of inputs(question)) {
      const place = values.indexOf(input.value);
      input.checked = place >= 0;
      const label = input.nextElementSibling;
      if (ranked && place >= 0) label.dataset.rang = place + 1;
      else delete label.dataset.rang;
    }
    question.querySelector("[data-efface]").hidden = values.length === 0;
  };
  const tell = (question, text) => say(question.id + "-message", text);

  document.addEventListener("change", (event) => {
    const input = event.target;
    const question = input.closest?.(".ansm-question");
    if (!question) return;
    if (input.type === "radio") return answer(question, [input.value]);
    let values = (order.get(question.id) ?? []).filter((value) => value !== input.value);
    let note = "";
    if (input.checked) {
      const alone = new Set(inputs(question).filter((one) => one.dataset.seule).map((one) => one.value));
      const kept = input.dataset.seule ? [] : values.filter((value) => !alone.has(value));
      if (kept.length < values.length) note = "Ces réponses ne vont pas ensemble : nous avons gardé la dernière.";
      values = [...kept, input.value];
    }
    const maximum = Number(question.dataset.maximum || Infinity);
    if (values.length > maximum) {
      draw(question, values.slice(0, maximum));
      tell(question, `${maximum} réponses au plus. Décochez-en une pour en choisir une autre.`);
      return;
    }
    answer(question, values, note);
  });

  const answer = (question, values, note = "") => {
    draw(question, values);
    tell(question, note);
    queue(question.id, values);
  };

  // --- the outbox: an answer stays in the browser until the server says that it is durable, or refused for good
  // One storage key a message: tabs write side by side, and what a closed tab left is taken over by the next one.
  const PATIENCE = 6; // seconds before asking again: the server itself gives up on a busy database after five
  const LONGEST_PAUSE = 60;
  const LONGEST_MESSAGE = 4096;
  const NOT_KEPT = "Cette réponse n’a pas pu être enregistrée. Choisissez-la de nouveau.";
  const waiting = new Map(); // question → its newest message: { n: when it was given, id, q: question, v: values }
  const asked = new Map(); // id → when this page last sent it, unless the server said that it failed
  let outbox = ""; // what the storage keys of this diagnostic begin with
  let lastNumber = 0;
  let sendings = 0;
  let failures = 0;
  let timer = 0;
  let cut = false;

  const outboxName = () => {
    let sum = 0x811c9dc5; // a name that tells diagnostics apart without holding their secret
    for (const letter of secret()) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return "ansm-envoi-" + sum.toString(36) + "-";
  };
  const openOutbox = () => {
    if (outbox !== outboxName()) waiting.clear(); // another diagnostic: what it does not concern stays in its keys
    outbox = outboxName();
    takeOver();
  };
  const inStorage = (action) => {
    try {
      return action(localStorage);
    } catch {
      return undefined; // full or refused storage: the answers still wait in the page
    }
  };
  const keep = (message) => inStorage((storage) => storage.setItem(outbox + message.id, JSON.stringify(message)));
  const forget = (message) => {
    asked.delete(message.id);
    inStorage((storage) => storage.removeItem(outbox + message.id));
  };
  const understood = (key, text) => {
    try {
      const { n, id, q, v } = JSON.parse(text);
      const fine = Number.isSafeInteger(n) && outbox + id === key && typeof q === "string" && Array.isArray(v);
      return fine && text.length < LONGEST_MESSAGE ? { n, id, q, v } : null;
    } catch {
      return null;
    }
  };
  const takeOver = () => {
    for (const key of inStorage(Object.keys) ?? []) {
      if (!key.startsWith(outbox)) continue;
      const message = understood(key, inStorage((storage) => storage.getItem(key)));
      if (message) wait(message);
      else inStorage((storage) => storage.removeItem(key));
    }
    schedule();
  };
  // For one question only the newest message matters, whichever tab it comes from.
  const wait = (message) => {
    const other = waiting.get(message.q);
    lastNumber = Math.max(lastNumber, message.n);
    if (other?.id === message.id) return;
    if (other && other.n > message.n) return forget(message);
    if (other) forget(other);
    waiting.set(message.q, message);
  };
  addEventListener("storage", (event) => {
    if (!outbox || !event.key?.startsWith(outbox)) return;
    if (event.newValue !== null) takeOver();
    else for (const message of waiting.values()) if (outbox + message.id === event.key) waiting.delete(message.q);
    sayWaiting();
  });

  const identifier = () => Array.from(crypto.getRandomValues(new Uint16Array(3)), (part) => part.toString(36)).join("");
  const queue = (question, values) => {
    takeOver();
    const message = { n: Math.max(lastNumber + 1, Date.now()), id: identifier(), q: question, v: values };
    wait(message);
    keep(message);
    send(message);
    schedule();
    setTimeout(sayWaiting, 500);
    setTimeout(sayWaiting, 3000);
  };
  const send = (message) => {
    if (cut || !$("envoi")) return; // the connection's return sends everything
    asked.set(message.id, Date.now());
    sendings += 1;
    // React keeps quiet about a value equal to the one before: a space tells two sendings of one message apart.
    setField($("envoi"), JSON.stringify({ id: message.id, q: message.q, v: message.v }) + " ".repeat(sendings % 2));
  };
  const lastAsked = (message) => asked.get(message.id) ?? 0;
  const sendAll = () => {
    const due = [...waiting.values()].filter((message) => Date.now() - lastAsked(message) > PATIENCE * 1000);
    due.sort((a, b) => a.n - b.n).forEach(send);
  };
  // While nothing gets through, one message at a time asks whether it can, less and less often.
  const schedule = () => {
    if (!timer && waiting.size) timer = setTimeout(again, Math.min(LONGEST_PAUSE, PATIENCE * 2 ** failures) * 1000);
  };
  const again = () => {
    timer = 0;
    failures += 1;
    takeOver();
    const [next] = [...waiting.values()].sort((a, b) => lastAsked(a) - lastAsked(b));
    if (!next) return;
    // Reflex closes its socket when a page is about to be left, and opens it again only when the page is looked at.
    document.dispatchEvent(new Event("visibilitychange"));
    send(next);
    sayWaiting();
  };
  const itWorks = () => {
    clearTimeout(timer);
    [timer, failures] = [0, 0];
    sendAll();
    schedule();
  };
  // `settled`: « id » is durable, « id! » refused for good. `refused` failed last; unless settled, it waits.
  const settle = (settled, refused, reason) => {
    let progress = false;
    for (const message of [...waiting.values()]) {
      const question = $(message.q);
      const saved = settled.has(message.id);
      const invalid = settled.has(message.id + "!");
      if (message.id === refused && !invalid && !saved) {
        asked.delete(message.id);
        message.told = true;
        if (question && !question.hidden) tell(question, reason);
      }
      if (!saved && !invalid) continue;
      progress = true;
      waiting.delete(message.q);
      forget(message);
      if (question && invalid) tell(question, (message.id === refused && reason) || NOT_KEPT);
      else if (question && message.told) tell(question, "");
    }
    return progress;
  };
  const sayWaiting = () => {
    const place = $("attente");
    if (!place) return;
    const age = Date.now() - Math.min(...[...waiting.values()].map((message) => message.n));
    place.hidden = !waiting.size || age < 400;
    $("enregistrement").hidden = !place.hidden;
    let text = "";
    if (!place.hidden) text = "Enregistrement…";
    if (!place.hidden && age > 2500) {
      text = cut
        ? "Pas encore enregistré : la connexion manque. Vos réponses sont gardées ici et partiront dès son retour."
        : "Pas encore enregistré. Vos réponses sont gardées ici et partiront d’elles-mêmes, dès que possible.";
    }
    say("attente", text);
  };
  addEventListener("beforeunload", (event) => waiting.size && event.preventDefault());

  // --- applying what the server says
  const apply = () => {
    const state = $("etat");
    if (!state) return;
    const said = state.dataset;
    const field = $("lien-personnel");
    if (field && field.value !== location.href) field.value = location.origin + "/diagnostic/" + location.hash;
    // What arrives before the server has opened the file again is the memory of an earlier visit.
    const first = loads === "";
    const loaded = said.pret === "true" && said.charge !== "0" && said.charge !== loads;
    const back = cut && said.coupe !== "true";
    cut = said.coupe === "true";
    if (loaded) {
      loads = said.charge;
      openOutbox();
    }
    const visible = new Set(said.visibles.split(" "));
    const answers = JSON.parse(said.reponses);
    const questions = [...document.querySelectorAll(".ansm-question")];
    for (const question of questions) {
      const show = visible.has(question.id);
      if (question.hidden !== show) continue;
      question.hidden = !show;
      if (!show) tell(question, "");
    }
    const progress = settle(new Set(said.regles.split(" ")), said.refuse, said.refus);
    for (const question of questions) {
      if (!question.hidden) draw(question, waiting.get(question.id)?.v ?? answers[question.id] ?? []);
    }
    if (loaded || back || progress) itWorks();
    sayWaiting();
    if (said.ecran !== shownScreen) {
      const moved = shownScreen !== "" && !first;
      shownScreen = said.ecran;
      if (moved) {
        $("etape").focus({ preventScroll: true });
        $("etape").scrollIntoView({ block: "start" });
      }
    }
    if (loaded && first && said.reprise) resume($(said.reprise));
  };
  const resume = (question) => {
    question?.scrollIntoView({ block: "start" });
    question?.querySelector("input")?.focus({ preventScroll: true });
    // Asked once: a later reconnection must not come back to it.
    if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
  };

  // --- one observer for what the server changes
  let lastState = null;
  new MutationObserver((changes) => {
    pageChanged();
    const state = $("etat");
    if (state !== lastState) {
      // The page was left and came back: everything is drawn again.
      lastState = state;
      [shownScreen, loads] = ["", ""];
      if (state) apply();
    } else if (state && changes.some((change) => change.target === state)) apply();
    const found = list();
    if (found && changes.some((change) => found.contains(change.target) && change.type !== "attributes")) {
      unmark();
      openList();
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ["data-pret", "data-visibles", "data-reponses", "data-regles", "data-charge", "data-refuse", "data-refus", "data-ecran",
      "data-coupe"] });
})();
