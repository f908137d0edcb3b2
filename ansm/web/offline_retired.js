/* Takes the place of the worker that keeps the pages on devices, when ANSM_OFFLINE=non: it lets everything go, and itself.
 * Browsers look for it at each visit, past any worker. Answers wait elsewhere, and leave as before. */
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const retire = async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith("ansm-"));
    await Promise.all(ours.map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(retire());
});
