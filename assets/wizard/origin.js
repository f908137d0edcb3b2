// Decides what is read of a file brought to be checked: the code that it carries, and the checksum of its bytes. The file
// itself never leaves the device.

const MOST = 20_000_000; // bytes: a hundred times one of our documents
const START = [0x25, 0x50, 0x44, 0x46]; // %PDF
// Our documents write it in their description, which is left in clear (ansm/report/templates/page.html).
const CODE = /<pdf:Keywords>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/pdf:Keywords>/;

export const NOT_A_PDF = "Ce fichier n’est pas un PDF. Déposez le document tel que vous l’avez reçu, ou tapez le code imprimé sur ses pages.";
export const TOO_BIG = "Ce fichier est beaucoup plus gros que nos documents : ce n’est pas l’un d’eux. Tapez le code imprimé sur ses pages, s’il en a un.";
export const NO_CODE = "Ce PDF ne porte aucun de nos codes : il ne vient pas de ce service, ou il a été refait par un autre programme. Si un code est imprimé sur ses pages, tapez-le.";
export const NO_SUM =
  "Sur cette connexion non protégée, votre navigateur ne sait pas comparer un fichier : seul le code a été vérifié.";

export const codeIn = (bytes) => CODE.exec(new TextDecoder("latin1").decode(bytes))?.[1] ?? "";

// In hexadecimal; nothing where the browser cannot, which is on a plain http address.
export const sumOf = async (bytes) => {
  if (!globalThis.crypto?.subtle) return "";
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// What is asked of the server about this file, or why nothing can be. `typed` stands in for a code that the file lost.
export const askedAbout = async (file, typed) => {
  if (file.size > MOST) return { fault: TOO_BIG };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!START.every((byte, place) => bytes[place] === byte)) return { fault: NOT_A_PDF };
  const code = codeIn(bytes) || typed;
  if (!code) return { fault: NO_CODE };
  const sum = await sumOf(bytes);
  return { body: sum ? { code, empreinte: sum } : { code }, alone: !sum };
};
