// Decides the list of themes: where one is, what is left in each, and a free jump to any of them.

export const Themes = ({ steps, step, go }) => {
  const themes = steps.filter((each) => each.theme);
  const short = themes.filter((each) => each.short);
  const further = themes.filter((each) => !each.short);
  const others = steps.filter((each) => NAMES[each.id]);
  const list = (some) => (
    <ul className="fr-raw-list">
      {some.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            className="ansm-themes__button"
            aria-current={each.id === step.id ? "step" : undefined}
            onClick={() => go(each.id)}
          >
            <span>{each.theme ? each.theme.label : NAMES[each.id]}</span>{" "}
            {each.theme && (
              <span className="ansm-themes__progress">
                {each.questions.length - each.unanswered.length} sur {each.questions.length}
                {each.unanswered.length === 0 && " ✓"}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <nav aria-labelledby="themes" className="ansm-themes">
      <h2 id="themes" tabIndex={-1} className="fr-h6 fr-mb-1w">
        Les thèmes
      </h2>
      {short.length > 0 && (
        <>
          <h3 className="ansm-themes__group">L’essentiel</h3>
          {list(short)}
          <details className="ansm-details" open={!step.short && Boolean(step.theme)}>
            <summary className="ansm-themes__group">Aller plus loin</summary>
            {list(further)}
          </details>
        </>
      )}
      {list(others)}
    </nav>
  );
};

const NAMES = { bilan: "Point d’étape", verifier: "Vérifier mes réponses" };
