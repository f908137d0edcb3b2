// Decides the few pieces of sentences that several screens share, and passes on the words of words.js.
export { byWhom, labelOf, NO_ANSWER, saidOf } from "./words.js";

export const Quoted = ({ children }) => <>« {children} »</>;

// A hidden part of a name, for who does not see what stands around it.
export const Unseen = ({ children }) => <span className="fr-sr-only">{children}</span>;
