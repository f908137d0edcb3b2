// Decides what is wrong at first sight in the scripts of the browser: a name that nothing declares, one that nothing uses.
// Run by `make check`, with the parser that builds the interface: Babel notes both for whatever it compiles.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["assets", "ansm/web", "tests/wizard", "tests/browser"].map((name) => join(ROOT, name));
const NOT_OURS = /node_modules|\/interface\/|\/axe\//;
const SCRIPT = /\.(js|jsx|mjs)$/;
// What a browser, its worker and Node's test runner give: whatever else is used must be declared or imported.
const GIVEN = new Set(
  `AbortController AbortSignal Array Blob Boolean CSS CSSStyleSheet CustomEvent DOMException DataTransfer Date Element Error Event
  EventTarget File FormData HTMLElement HTMLInputElement Infinity Intl JSON Map Math MutationObserver Node Number
  Object Promise Reflect RegExp Request Response Set String Symbol SyntaxError TextDecoder TextEncoder TypeError URL URLSearchParams
  Uint8Array WeakMap XMLHttpRequest addEventListener caches clearTimeout console crypto decodeURIComponent document
  encodeURIComponent fetch getComputedStyle globalThis history innerWidth isNaN localStorage location matchMedia
  navigator parseFloat parseInt performance print process queueMicrotask removeEventListener requestAnimationFrame
  scrollTo scrollY self sessionStorage setImmediate setTimeout structuredClone undefined window`.split(/\s+/),
);

const tools = createRequire(join(ROOT, ".web", "package.json"));
const { parse } = tools("@babel/parser");
const traverse = tools("@babel/traverse").default;

const scripts = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name))).filter(
  (path) => SCRIPT.test(path) && !NOT_OURS.test(path),
);
const faults = [];
for (const path of scripts) {
  const told = (node, what) => faults.push(`${relative(ROOT, path)}:${node.loc.start.line}: ${what}`);
  const tree = parse(readFileSync(path, "utf8"), { sourceType: "unambiguous", plugins: ["jsx"] });
  traverse(tree, {
    Program({ scope }) {
      for (const [name, node] of Object.entries(scope.globals)) if (!GIVEN.has(name)) told(node, `« ${name} » is declared nowhere`);
    },
    Scope({ scope }) {
      for (const [name, binding] of Object.entries(scope.bindings)) {
        const spared = binding.kind === "param" || binding.constantViolations.length > 0 || name.startsWith("_");
        if (!binding.referenced && !spared) told(binding.identifier, `« ${name} » is used nowhere`);
      }
    },
  });
}
if (scripts.length === 0) faults.push("no script was found");
for (const fault of faults) console.error(fault);
process.exitCode = faults.length ? 1 : 0;
