/* What every page needs in the browser: the personal link kept out of the address, moving in a list, copying, working
 * without the server. The questionnaire has its own scripts (assets/wizard). No library, no build step. */
(() => {
  "use strict";

  // --- a browser that refuses to keep anything: every script then shares a memory that ends with the page
  const memory = () => {
    const held = new Map();
    return {
      getItem: (key) => held.get(String(key)) ?? null,
      setItem: (key, value) => void held.set(String(key), String(value)),
      removeItem: (key) => void held.delete(String(key)),
      clear: () => held.clear(),
      key: (place) => [...held.keys()][place] ?? null,
      get length() {
        return held.size;
      },
    };
  };
  let forgetful = false;
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].getItem("ansm-essai");
    } catch {
      forgetful = true;
      Object.defineProperty(window, name, { configurable: true, value: memory() });
    }
  }

  // --- the personal link: its secret is the part after « # », which browsers never send to a server. It leaves the
  // address bar at once: what is left there may be photographed, bookmarked or sent.
  // The link to a report that one has received is remembered apart: neither opens the other's page.
  const inReport = () => location.pathname.startsWith("/agents");
  const memoryName = () => (inReport() ? "ansm-rapport" : "ansm-lien");
  const SECRET = /^#([\w-]{20,128})$/;
  const holdsLink = () => inReport() || location.pathname.startsWith("/diagnostic");
  const remembered = (write) => {
    if (forgetful) return "";
    try {
      if (write) sessionStorage.setItem(memoryName(), write);
      return sessionStorage.getItem(memoryName()) || "";
    } catch {
      return ""; // storage refused by the browser: the address alone carries the link
    }
  };
  const secret = () => {
    if (!holdsLink()) return "";
    const found = SECRET.exec(location.hash)?.[1];
    if (!found) return location.hash.length > 1 ? location.hash.slice(1) : remembered();
    if (remembered(found) === found) history.replaceState(history.state, "", location.pathname + location.search);
    return found;
  };
  // Several links that a device is to keep, each followed by a dot: they leave the address at once, and wait here until
  // the page has put them on the device (assets/wizard/Device.jsx).
  const TO_PREPARE = "ansm-a-preparer";
  const SEVERAL = /^#((?:[\w-]{43}\.){1,20})$/;
  const toPrepare = () => (sessionStorage.getItem(TO_PREPARE) ?? "").split(".").filter(Boolean);
  const waitToPrepare = (links) => sessionStorage.setItem(TO_PREPARE, links.join("."));
  const asked = !inReport() && holdsLink() && SEVERAL.exec(location.hash)?.[1];
  if (asked) {
    waitToPrepare([...toPrepare(), ...asked.split(".").filter(Boolean)]);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  // A name that tells files apart in this browser's storage, without holding their secret.
  const nameOf = (link) => {
    let sum = 0x811c9dc5;
    for (const letter of link) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return sum.toString(36);
  };
  // --- the personal link may be changed. What is to take the place of a link is written down here before it does, so that
  // nothing on the way leaves this browser without it; then all that it keeps goes on under the new one.
  const NEXT = "ansm-lien-suivant-";
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const nextOf = (link) => {
    const found = read(NEXT + nameOf(link));
    return found?.de === link && found.vers !== link && SECRET.test(`#${found.vers}`) ? found.vers : "";
  };
  const keepNext = (link, next) => {
    try {
      localStorage.setItem(NEXT + nameOf(link), JSON.stringify({ de: link, vers: next }));
    } catch {
      // no room: the page still shows it, to be copied
    }
  };
  const forgetNext = (link) => {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(NEXT))) {
      const { de, vers } = read(key) ?? {};
      if (de === link || vers === link) localStorage.removeItem(key);
    }
  };
  // Each answer is held twice for a moment rather than not at all; what finds no room stays where it is.
  const takeAlong = (link, next) => {
    const waiting = `ansm-envoi-${nameOf(link)}-`;
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(waiting))) {
      localStorage.setItem(`ansm-envoi-${nameOf(next)}-${key.slice(waiting.length)}`, localStorage.getItem(key));
      localStorage.removeItem(key);
    }
    const place = `ansm-dossier-${nameOf(next)}`;
    const [copy, held] = [read(`ansm-dossier-${nameOf(link)}`), read(place)];
    if (copy?.link !== link) return;
    const known = held?.link === next ? { ...held, role: held.role ?? copy.role, kept: held.kept || copy.kept } : { ...copy, link: next };
    localStorage.setItem(place, JSON.stringify(known));
    localStorage.removeItem(`ansm-dossier-${nameOf(link)}`);
  };
  const goOn = (link, next) => {
    if (link === next) return;
    keepNext(link, next);
    try {
      takeAlong(link, next);
    } catch {
      // said by the questionnaire, which also takes along what stayed (assets/wizard/backlog.js)
    }
    // A browser that keeps no copy of the file keeps no link to it either.
    if (!localStorage.getItem(`ansm-dossier-${nameOf(next)}`)) forgetNext(link);
    if (!remembered(next)) history.replaceState(history.state, "", `${location.pathname}${location.search}#${next}`);
  };
  const MOST_CHANGES = 20;
  // A link opens nothing any more: whether this browser knows the one that took its place, and goes on with it.
  const follow = async (link) => {
    let next = nextOf(link);
    for (let changes = 0; next && changes < MOST_CHANGES; changes += 1) {
      const body = JSON.stringify({ lien: next, depuis: Number.MAX_SAFE_INTEGER, reponses: [] });
      const headers = { "content-type": "application/json" };
      const response = await fetch("/echange/reponses", { method: "POST", headers, body, cache: "no-store" }).catch(() => null);
      if (response?.ok) {
        goOn(link, next);
        return true;
      }
      next = response?.status === 410 ? nextOf(next) : "";
    }
    return false;
  };

  secret();
  addEventListener("hashchange", () => holdsLink() && (secret(), location.reload()));

  // --- the questionnaire opens: its file is asked for while its scripts are still on their way. A device that holds a
  // copy shows it at once, and asks later, with the version that it has.
  const inQuestionnaire = () => location.pathname === "/diagnostic/";
  const beginToOpen = () => {
    const link = inQuestionnaire() && !forgetful ? secret() : "";
    if (!link || localStorage.getItem(`ansm-dossier-${nameOf(link)}`)) return null;
    const stop = new AbortController();
    const body = JSON.stringify({ lien: link });
    const headers = { "content-type": "application/json" };
    const response = fetch("/echange/dossier", { method: "POST", headers, body, cache: "no-store", signal: stop.signal });
    response.catch(() => {}); // whoever takes it over is told
    return { link, response, stop };
  };
  let begun = beginToOpen();
  // Given once, to the file of that link.
  const takeBegun = (link) => {
    const mine = begun?.link === link ? begun : null;
    begun = null;
    return mine;
  };

  // --- Reflex opens its event socket on every page, unless a cookie says that there is no server for it. We have no
  // cookie; the questionnaire has no State, and a socket holds the larger part of what a visitor costs the server. Once
  // the page is drawn, what Reflex may still have to send (a fault of a script, another page) opens the socket.
  let drawing = inQuestionnaire();
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => (drawing && inQuestionnaire() ? "backend-enabled=false" : ""),
  });
  const open = (path) => {
    // Where nothing can be remembered, the address takes it along.
    const kept = secret();
    location.assign(path + (remembered() ? "" : `#${kept}`));
  };

  const $ = (id) => document.getElementById(id);
  const say = (id, text) => {
    const place = $(id);
    if (place && place.textContent !== text) place.textContent = text;
  };

  // --- links: to a part of the page without touching the « # », results with the secret, copy, PDF
  // In the capture phase: Reflex turns every link of ours into a router's link, which would drop the secret.
  const withSecret = (link) => {
    const target = new URL(link.href);
    return `${target.pathname}${target.search}#${secret()}`;
  };
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[href]");
    const place = link?.hash && link.pathname === location.pathname ? $(link.hash.slice(1)) : null;
    const ours = link?.dataset.lien ? link : null;
    if (!place && !ours) return;
    event.stopImmediatePropagation();
    if (place) {
      event.preventDefault();
      for (let folded = place.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: "start" });
    } else if (event.ctrlKey || event.metaKey || event.shiftKey) {
      const address = ours.href;
      ours.href = withSecret(ours);
      setTimeout(() => (ours.href = address), 1000); // « copier l’adresse » must not take the secret
    } else {
      event.preventDefault();
      const target = new URL(ours.href);
      open(target.pathname + target.search);
    }
  }, true);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const copy = target.closest("[data-copie]");
    if (copy) copyField($(copy.dataset.copie));
    if (target.closest('[role="option"]')) closeList();
  });

  const copyField = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      const what = field.tagName === "TEXTAREA" ? "Texte copié" : "Lien copié";
      say(field.id + "-copie", `${what}. Collez-le dans un courriel ou un document à vous.`);
    } catch {
      field.focus();
      field.select();
      say(field.id + "-copie", "Texte sélectionné : copiez-le avec Ctrl + C, ou un appui long.");
    }
  };

  // A native form, which Reflex would otherwise keep from leaving: the secret goes in the body.
  document.addEventListener("submit", (event) => {
    // Elsewhere a link in a form is another one, such as that which signs an advisor in.
    const field = holdsLink() && event.target.querySelector?.('input[name="lien"]');
    if (!field) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    field.value = secret();
    if (window.ansm.fetched?.(event.target)) return; // documents.js waits until it is ready, in words
    const told = event.target.querySelector("[data-preparation]");
    if (told) told.textContent = "Le document se prépare : le téléchargement commence dans quelques secondes.";
    setTimeout(() => told && (told.textContent = ""), 20_000);
    event.target.submit();
  }, true);

  // --- a page change without reload: the reading position goes to the new title
  let lastTitle = "";
  let lastPath = "";
  const pageChanged = () => {
    if (document.title === lastTitle) return;
    const arriving = document.readyState === "loading" || !lastTitle;
    const samePage = location.pathname === lastPath; // the questionnaire names its screen, and moves the position itself
    lastTitle = document.title;
    lastPath = location.pathname;
    if (arriving || samePage) return; // the browser itself announces a page it loads
    secret();
    arrive();
  };
  // Once the title has its name: a page asks the server whose it is.
  const arrive = (tries = 60) => {
    const heading = document.querySelector("h1");
    if ((!heading || heading.dataset.attente === "oui") && tries) {
      setTimeout(() => arrive(tries - 1), 50);
      return;
    }
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  };

  // What had the focus went away with its part of the page: to the title, once it has its name. The questionnaire
  // keeps the position itself (assets/wizard/position.js).
  let held = null;
  document.addEventListener("focusin", (event) => (held = event.target));
  document.addEventListener("focusout", ({ target }) => setTimeout(() => held === target && target.isConnected && (held = null)));
  const positionLost = () => {
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    held = null;
    if (!inQuestionnaire()) arrive();
  };

  // --- the search box (ARIA 1.2 combobox)
  const box = () => document.querySelector('[role="combobox"]');
  const list = () => $(box()?.getAttribute("aria-controls"));
  const options = () => [...(list()?.querySelectorAll('[role="option"]') ?? [])];
  let active = -1;
  let chosen = ""; // the words of the line it stands on

  const mark = (place) => {
    const all = options();
    active = all.length ? (place + all.length) % all.length : -1;
    chosen = all[active]?.textContent ?? "";
    all.forEach((one, i) => one.setAttribute("aria-selected", String(i === active)));
    if (active < 0) box().removeAttribute("aria-activedescendant");
    else {
      box().setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  };
  const unmark = () => {
    active = -1;
    chosen = "";
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
      ArrowDown: () => (shown ? mark(active + 1) : (openList(), mark(0))),
      ArrowUp: () => (shown ? mark(active < 0 ? -1 : active - 1) : (openList(), mark(-1))),
      Enter: () => shown && (active < 0 ? mark(0) : options()[active].click()),
      Escape: () => (shown ? closeList() : clearBox()),
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

  // --- without the server: the results say so; the questionnaire registers the worker that keeps the pages here
  const SILENCE = 8000; // ms without a word from the server before saying that it is away
  const waitsHere = () => {
    const outbox = `ansm-envoi-${nameOf(secret())}-`;
    return Object.keys(localStorage).some((key) => key.startsWith(outbox));
  };
  const watchResults = () => {
    const place = $("hors-ligne");
    if (!place) return;
    $("reponses-en-attente").hidden = !waitsHere();
    const told = () => !$("resultats-attente");
    const say = () => {
      place.hidden = told();
    };
    if (!navigator.onLine) say();
    setTimeout(say, SILENCE);
    addEventListener("offline", say);
    new MutationObserver(() => told() && (place.hidden = true)).observe(document.querySelector("main"), { childList: true, subtree: true });
  };
  addEventListener("DOMContentLoaded", watchResults);
  document.addEventListener("click", (event) => event.target.closest?.("[data-reessayer]") && location.reload());

  // The questionnaire comes from the device, of one version. A newer one takes over as the page opens, before anything
  // is typed: never half of one and half of the other. Other pages come from the server, and need no second load.
  const takeOver = (found, then) => {
    if (!found?.waiting) return;
    if (then) navigator.serviceWorker.addEventListener("controllerchange", then, { once: true });
    found.waiting.postMessage("prends-la-suite");
  };
  const CALM = 2000; // ms after a file has opened here, before what a device keeps takes its part of a slow line
  const workOffline = async (opened) => {
    if (!navigator.serviceWorker || forgetful) return; // without memory, a second load would lose what it holds
    // A page that the device gave by itself fetches nothing more, unless it is to be another version.
    if (!navigator.serviceWorker.controller) await opened.then(() => new Promise((calm) => setTimeout(calm, CALM)));
    try {
      const found = await navigator.serviceWorker.register("/hors-connexion.js");
      // A page in use is not loaded again under its reader's hands: the newer one takes over at the next opening.
      const used = () => navigator.userActivation?.hasBeenActive;
      if (!used()) takeOver(found, () => used() || location.reload());
    } catch {
      // Refused by the browser or its settings, the page works as long as it stays open; cut, it tries again.
      addEventListener("online", () => workOffline(opened), { once: true });
    }
  };
  if (!inQuestionnaire()) navigator.serviceWorker?.getRegistration().then((found) => takeOver(found), () => {});
  window.ansm = {
    forgetful,
    nameOf,
    secret,
    remember: (link) => link && remembered(link),
    open,
    workOffline,
    takeBegun,
    toPrepare,
    nextOf,
    keepNext,
    forgetNext,
    goOn,
    follow,
    prepared: (link) => waitToPrepare(toPrepare().filter((other) => other !== link)),
    drawn: () => setTimeout(() => (drawing = false)),
  };

  // --- one observer for what changes without us
  new MutationObserver((changes) => {
    pageChanged();
    positionLost();
    const found = list();
    if (found && changes.some((change) => found.contains(change.target))) {
      // A later list that still holds what is chosen keeps it chosen.
      const again = chosen ? options().findIndex((one) => one.textContent === chosen) : -1;
      if (again < 0) unmark();
      else mark(again);
      openList();
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})();
