/* Keeps the pages of one version of the interface on the device, all or none, so that a reload without network still
 * shows the questionnaire. Written by ansm/web/offline.py at build: the version is the checksum of the files listed.
 * Answers never pass through here: they wait in the page's own storage. */
"use strict";
const VERSION = "@VERSION@";
const FILES = new Set(/* files */ []);
const CACHE = `ansm-${VERSION}`;
const SHEETS = [...FILES].filter((path) => path.endsWith(".css")).map((path) => `<link rel="stylesheet" href="${path}">`);
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

self.addEventListener("install", (event) => {
  // Files whose name holds their checksum may come from the browser's own cache; the others are asked for again.
  const requests = [...FILES].map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
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
const orAway = (request) => fetch(request).catch(() => new Response(AWAY, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } }));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    const page = address.pathname.endsWith("/") ? address.pathname : `${address.pathname}/`;
    event.respondWith((async () => (FILES.has(page) && (await kept(page))) || orAway(request))());
  } else if (address.pathname.startsWith("/assets/")) {
    event.respondWith((async () => (await anyVersion(address.pathname)) ?? fetch(request))());
  } else if (FILES.has(address.pathname)) {
    event.respondWith((async () => (await kept(address.pathname)) ?? fetch(request))());
  }
});
