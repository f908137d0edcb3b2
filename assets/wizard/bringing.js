// Decides how a file brought from elsewhere is sent and what is told of it: a slow line shows how far it has gone, and
// each refusal is a sentence. Nothing is stored until a person has chosen what becomes of it.

export const ACCEPTED = ".pdf,.json,application/pdf,application/json";
const MOST = 10_000_000; // bytes: as much as the server reads
const PATIENCE = 120_000;
const NAMES = /\.(pdf|json)$/i;

export const OTHER_KIND = "Ce fichier n’est pas de ceux que ce site sait lire. Choisissez le document PDF d’un diagnostic, ou son fichier d’échange (.ansm.json).";
export const TOO_BIG = "Ce fichier est trop gros pour être l’un des nôtres. Choisissez le document PDF d’un diagnostic, ou son fichier d’échange (.ansm.json).";
export const EMPTY = "Ce fichier est vide. Enregistrez-le à nouveau sur votre appareil, puis recommencez.";
export const AWAY = "Lire un fichier demande une connexion. Réessayez quand elle sera revenue : votre fichier n’a pas changé.";
export const LATER = "Le site ne répond pas pour l’instant. Réessayez dans une minute : votre fichier n’a pas changé.";

export const faultOf = (file) => {
  if (!NAMES.test(file.name) && !["application/pdf", "application/json"].includes(file.type)) return OTHER_KIND;
  if (file.size === 0) return EMPTY;
  return file.size > MOST ? TOO_BIG : "";
};

export class Refused extends Error {}

// The requests of `ask` have no upload whose progress could be followed.
const sent = (name, file, progress, link = "") =>
  new Promise((resolve, reject) => {
    const refuse = (sentence) => reject(new Refused(sentence));
    const request = new XMLHttpRequest();
    request.open("POST", `/importer/${name}`);
    request.setRequestHeader("content-type", "application/octet-stream"); // whatever this browser thinks it is
    if (link) request.setRequestHeader("authorization", `Bearer ${link}`);
    request.timeout = PATIENCE;
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => {
      const told = request.response;
      if (request.status === 200 && told) resolve(told);
      else refuse(told?.message || (request.status === 413 ? TOO_BIG : LATER));
    };
    request.onerror = () => refuse(AWAY);
    request.ontimeout = () => refuse(LATER);
    request.send(file);
  });

// What the file holds.
export const look = (file, progress) => sent("lire", file, progress);

// A file of one's own made from it, filled in: its link. `anew`: of today, under today's questionnaire.
export const start = (file, anew, progress) => sent(`commencer?mode=${anew ? "nouveau" : "reprendre"}`, file, progress);

// Its answers put with those of the file behind this link.
export const merge = (file, link, progress) => sent("fusionner", file, progress, link);
