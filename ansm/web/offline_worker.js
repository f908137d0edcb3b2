/* Keeps the pages of one version of the interface on the device, all or none, so that a reload without network still
 * shows the questionnaire. Written by ansm/web/offline.py at build: the version is the checksum of the files listed.
 * Answers never pass through here: they wait in the page's own storage. */
"use strict";
const VERSION = "@VERSION@";
// Address → checksum of what must be there, for files whose name does not hold it already.
const FILES = new Map(Object.entries(/* files */ {}));
// Pages that speak with the server through the event socket: both must be of one version, so the server's own comes first.
const LIVE = new Set(/* live */ []);
const PATIENCE = 3000; // ms for the server to give such a page, before the one kept here
const CACHE = `ansm-${VERSION}`;
const SHEETS = [...FILES.keys()].filter((path) => path.endsWith(".css")).map((path) => `<link rel="stylesheet" href="${path}">`);
const NAME = "Accompagnement Numérique Sur-Mesure";
const AWAY = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hors connexion – ${NAME}</title>${SHEETS.join("")}</head><body>
<div class="fr-skiplinks"><nav class="fr-container" aria-label="Accès rapide"><ul class="fr-skiplinks__list">
<li><a class="fr-link" href="#contenu">Aller au contenu</a></li></ul></nav></div>
<header class="fr-header"><div class="fr-container pages-header--alone"><p class="fr-header__service-title">
<a href="/" title="Accueil – ${NAME}">${NAME}</a></p></div></header>
<main id="contenu" tabindex="-1" class="fr-container fr-py-6w"><h1>Cette page demande la connexion</h1>
<p class="fr-text--lead">Quand le réseau sera revenu, choisissez « Réessayer ». Vos réponses sont gardées sur cet appareil.</p>
<p><a href="" class="fr-btn">Réessayer</a></p>
<p><a href="/diagnostic/" class="fr-link">Reprendre le questionnaire</a></p>
<p><a href="/" class="fr-link">Revenir à l’accueil</a></p></main></body></html>`;

const named = async () => (await caches.keys()).filter((name) => name.startsWith("ansm-"));

// The server may be given another version while this one is being fetched: a file that is not the one meant is refused,
// and with it the whole.
const requested = ([path, integrity]) => new Request(path, integrity ? { cache: "reload", integrity } : { cache: "default" });

self.addEventListener("install", (event) => {
  const keepAll = async () => {
    try {
      await (await caches.open(CACHE)).addAll([...FILES].map(requested));
    } catch (error) {
      await caches.delete(CACHE);
      throw error;
    }
  };
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  // The version before stays, for pages of it still open: they may yet ask for one of their own scripts.
  const settle = async () => {
    const others = (await named()).filter((name) => name !== CACHE);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(settle());
});

self.addEventListener("message", (event) => {
  if (event.data === "prends-la-suite") self.skipWaiting();
});

const kept = async (path) => (await caches.open(CACHE)).match(path);
const anyVersion = async (path) => {
  for (const name of [CACHE, ...(await named()).reverse()]) {
    const found = await (await caches.open(name)).match(path);
    if (found) return found;
  }
  return undefined;
};
const away = () => new Response(AWAY, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
const pageOf = ({ pathname }) => (pathname.endsWith("/") ? pathname : `${pathname}/`);

// Pages that the server gave itself: what they share with all others must then be the server's too.
const given = new Set();
const soon = (answer) => Promise.race([answer, new Promise((_, late) => setTimeout(late, PATIENCE, new Error("late")))]);
const byServer = async (event, here) => {
  const answer = fetch(event.request);
  const response = await (here ? soon(answer) : answer);
  if (here && response.status >= 500) throw new Error("down");
  given.add(event.resultingClientId);
  return response;
};

const page = async (event, address) => {
  const here = FILES.has(address) ? await kept(address) : undefined;
  if (here && !LIVE.has(address)) return here;
  return byServer(event, here).catch(() => here ?? away());
};

// The few files whose name never changes.
const shared = async (event, path) => {
  const asking = given.has(event.clientId) ? null : await self.clients.get(event.clientId);
  if (asking && FILES.has(pageOf(new URL(asking.url)))) return (await kept(path)) ?? fetch(event.request);
  return fetch(event.request).catch(async (error) => (await kept(path)) ?? Promise.reject(error));
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, pageOf(address)));
  else if (address.pathname.startsWith("/assets/")) event.respondWith(anyVersion(address.pathname).then((found) => found ?? fetch(request)));
  else if (FILES.has(address.pathname)) event.respondWith(shared(event, address.pathname));
});
