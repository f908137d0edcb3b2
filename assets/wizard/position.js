// Decides where the reading position goes when what held it goes away, or when a question is jumped to.
import { useEffect, useRef } from "react";

// Into a question, where Tab would enter it; on this value when one is named.
export const enter = (group, value = null) => {
  const named = value === null ? null : group?.querySelector(`input[value="${CSS.escape(value)}"]`);
  (named ?? group?.querySelector("input:checked") ?? group?.querySelector("input"))?.focus({ preventScroll: true });
};

const isLost = () => !document.activeElement || document.activeElement === document.body;

// What had the focus may go away by itself: a question that no longer applies, a button that another device's answer
// makes useless. `recover` is then told the question it was in. Gives the listeners that the place around it needs.
export const useKeptPosition = (recover) => {
  const held = useRef(null);
  useEffect(() => {
    if (!held.current || held.current.element.isConnected || !isLost()) return;
    const { group } = held.current;
    held.current = null;
    recover(group);
  });
  return {
    onFocus: ({ target }) => {
      held.current = { element: target, group: target.closest("fieldset")?.id };
    },
    onBlur: () => {
      held.current = null;
    },
  };
};

// Copies what a field holds without leaving the button. Where the browser refuses, selects it, to be copied by hand.
export const copied = async (id) => {
  const field = document.getElementById(id);
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
};
