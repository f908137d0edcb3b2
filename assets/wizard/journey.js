// Decides which questions apply to these answers, and what is left: the browser's reading of ansm/domain/journey.py,
// so that the questionnaire works without the server. tests/wizard/test_parity.py compares both on random answers.
import { holds } from "./conditions.js";

const DONT_KNOW = "nsp";
const HIGHEST = 4;

export class Journey {
  // `facts`: what the server knows of the territory; `answers`: question → values, hidden questions included.
  constructor(model, facts, answers) {
    this.model = model;
    this.facts = facts;
    this.visible = new Map();
    for (const id of model.order) {
      if (holds(model.byId.get(id).cond, this)) this.visible.set(id, answers[id] ?? []);
    }
    this.questions = model.questions.filter((question) => this.visible.has(question.id));
    this.contradictions = model.contradictions.filter((each) => holds(each.cond, this));
  }

  chosen(question) {
    return this.visible.get(question) ?? [];
  }

  fact(name) {
    return this.facts[name] ?? null;
  }

  knownIndex(id) {
    const values = this.chosen(id);
    if (!values.length || values.includes(DONT_KNOW)) return null;
    const question = this.model.byId.get(id);
    const ticked = question.options.filter((option) => values.includes(option.v));
    const indices = ticked.map((option) => this.optionIndex(option)).filter((index) => index !== null);
    if (!indices.length) return null;
    const rule = question.count;
    if (!rule || rule.mode === "max") return Math.max(...indices);
    if (rule.mode === "min-plus-un-si-seul") return Math.min(HIGHEST, Math.min(...indices) + (ticked.length === 1 ? 1 : 0));
    if (rule.mode === "quatre-moins-nombre") return HIGHEST - Math.min(HIGHEST, ticked.filter((option) => !option.alone).length);
    return rule.table[ticked.filter((option) => rule.counted.includes(option.v)).length];
  }

  optionIndex(option) {
    const special = (option.cases ?? []).find((each) => holds(each.cond, this));
    return special ? special.i : (option.i ?? null);
  }

  unanswered(essentialOnly = false) {
    return this.questions.filter((question) => !this.chosen(question.id).length && (question.short || !essentialOnly));
  }

  minutesLeft(essentialOnly = false) {
    return minutesOf(this.unanswered(essentialOnly));
  }
}

// Tenths of minutes are added as whole numbers: the sum is the one Python finds, whatever the order.
export const minutesOf = (questions) => questions.reduce((sum, question) => sum + Math.round(question.minutes * 10), 0) / 10;

// What the page carries, made ready once: the questions by identifier.
export const prepared = (model) => ({ ...model, byId: new Map(model.questions.map((question) => [question.id, question])) });
