// Decides what is said above a screen: what cannot be true together, what two people answered differently, what has moved.
import { ADVISOR } from "./ledger.js";
import { labelOf, saidOf } from "./words.jsx";

export const Notices = ({ shown, journey, steps, step, goToQuestion }) => {
  const here = new Set(step.questions.map((question) => question.id));
  // A link « à confier » shows some answers of other themes, which are not its reader's to settle.
  const own = new Set(steps.flatMap((each) => each.questions.map((question) => question.id)));
  const everywhere = !step.theme;
  const told = journey.contradictions.filter((each) => each.questions.some((id) => (everywhere ? own : here).has(id)));
  const disputed = journey.questions.filter((question) => shown.disputes[question.id] && own.has(question.id));
  // Beside its question when it is on the screen.
  const refused = shown.refused.filter(({ q }) => !here.has(q));
  const link = (question) => (
    <li key={question.id}>
      <button type="button" className="fr-link ansm-link-button" onClick={() => goToQuestion(question.id)}>
        {question.text}
      </button>{" "}
      <span className="ansm-quiet">({labelOf(question, journey.chosen(question.id))})</span>
    </li>
  );
  return (
    <div aria-live="polite">
      {shown.copy.notices.map((sentence) => (
        <div key={sentence} className="fr-alert fr-alert--info fr-alert--sm fr-mb-3w">
          <p>{sentence}</p>
        </div>
      ))}
      {refused.map(({ q, v, why }, place) => (
        <div key={place} className="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w">
          <p>
            <strong>Une réponse donnée sur cet appareil n’a pas été enregistrée.</strong> {why}
          </p>
          <p className="fr-mb-0">{saidOf(journey.model.byId.get(q), q, v)}</p>
        </div>
      ))}
      {told.map((each) => (
        <div key={each.id} className="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w">
          <p>
            <strong>Deux réponses se contredisent.</strong> {each.message}
          </p>
          <ul className="fr-mb-0">{each.questions.map((id) => journey.model.byId.get(id)).filter((one) => journey.visible.has(one.id)).map(link)}</ul>
        </div>
      ))}
      {everywhere && disputed.length > 0 && (
        <div className="fr-alert fr-alert--warning fr-alert--sm fr-mb-3w">
          <p>
            <strong>Des réponses sont à départager :</strong> {howTheyDiffer(disputed.flatMap(({ id }) => shown.disputes[id]), shown.copy.advised)}
          </p>
          <ul className="fr-mb-0">{disputed.map(link)}</ul>
        </div>
      )}
    </div>
  );
};

const howTheyDiffer = (disputes, advised) => {
  if (!disputes.every(({ cote }) => cote === ADVISOR))
    return "deux personnes ont répondu différemment sans se voir. La première réponse compte en attendant votre choix.";
  return advised
    ? "le conseil et la mairie ont répondu différemment. La réponse de la mairie compte en attendant un choix."
    : "votre conseiller propose d’autres réponses que les vôtres. Les vôtres comptent en attendant votre choix.";
};
