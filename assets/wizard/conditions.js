// Decides whether a condition holds: the browser's reading of ansm/domain/conditions.py, held to it by a parity test.
// A condition is `null` (always) or one of {q, v} {q, min} {f, v} {f, min} {all} {any} {not}, as wizard_model.py writes them.

export const holds = (condition, situation) => {
  if (condition === null) return true;
  if (condition.all) return condition.all.every((part) => holds(part, situation));
  if (condition.any) return condition.any.some((part) => holds(part, situation));
  if (condition.not) return !holds(condition.not, situation);
  if (condition.q !== undefined) {
    if (condition.v) return situation.chosen(condition.q).some((value) => condition.v.includes(value));
    const known = situation.knownIndex(condition.q);
    return known !== null && known >= condition.min;
  }
  const fact = situation.fact(condition.f);
  return condition.v ? condition.v.includes(fact) : typeof fact === "number" && fact >= condition.min;
};
