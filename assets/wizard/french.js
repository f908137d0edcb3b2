// Decides how numbers, times and durations read in French, with the spaces that must not break (as ansm/web/french.py).

const HARD = "\u00a0";
const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

export const count = (value, singular, plural) => `${value}${HARD}${value > 1 ? plural : singular}`;

export const minutes = (value) => {
  const whole = Math.ceil(value);
  if (whole <= 1) return value > 0 ? "environ une minute" : "moins d’une minute";
  return `environ ${whole}${HARD}minutes`;
};

// Times are those of the reader's own clock: the server speaks in UTC.
export const timeOfDay = (moment) => `${moment.getHours()}${HARD}h${HARD}${String(moment.getMinutes()).padStart(2, "0")}`;

export const day = (moment) => {
  const number = moment.getDate();
  return `${number === 1 ? "1er" : number}${HARD}${MONTHS[moment.getMonth()]} ${moment.getFullYear()}`;
};

// « mars 2025 »
export const month = (moment) => `${MONTHS[moment.getMonth()]}${HARD}${moment.getFullYear()}`;

// « à 14 h 32 » today, « le 3 mars 2026 à 14 h 32 » otherwise.
export const when = (moment, now = new Date()) => {
  const today = moment.toDateString() === now.toDateString();
  return `${today ? "" : `le ${day(moment)} `}à ${timeOfDay(moment)}`;
};

// « a, b et c »
export const joined = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} et ${parts.at(-1)}`);
