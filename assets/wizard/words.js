// Decides the few words that several screens and scripts share: what an answer says, who gave it.
import { joined, when } from "./french.js";

export const NO_ANSWER = "Pas encore de réponse";
const WHO = { elu: "une personne élue", agent: "un agent", ensemble: "une personne élue et un agent", technicien: "un technicien ou prestataire", conseiller: "un conseiller" };

export const labelOf = (question, values) => {
  const labels = question.options.filter((option) => values.includes(option.v));
  // In the order of ticking where it counts.
  const ordered = question.ordered ? values.map((value) => labels.find((option) => option.v === value)).filter(Boolean) : labels;
  return ordered.length ? joined(ordered.map((option) => option.l)) : NO_ANSWER;
};

// « Question ? : réponse », even of a question that this questionnaire does not have any more.
export const saidOf = (question, id, values) =>
  `${question?.text ?? `Question ${id}`} ${values.length ? (question ? labelOf(question, values) : joined(values)) : "Réponse effacée"}`;

// « par un agent, à 14 h 32 »
export const byWhom = (row) => {
  const name = row.confie ?? row.par;
  const where = row.confie ? " (thème confié)" : row.cote ? " (côté conseil)" : "";
  const who = WHO[name] ? `par ${WHO[name]}${where}, ` : "";
  return `${who}${when(new Date(row.le))}`;
};
