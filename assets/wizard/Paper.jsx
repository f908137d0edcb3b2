// Decides the ways between screen and paper, beside the questions: a form to print, and where it is typed in afterwards.

export const Paper = ({ copy, start }) => {
  const audience = copy.territory.faits.nature === "epci" ? "epci" : "commune";
  return (
    <section className="fr-mt-2w fr-text--sm" aria-labelledby="papier">
      <h2 id="papier" className="fr-h6 fr-mb-1w">
        Sur papier
      </h2>
      <p className="fr-mb-1w">
        <a href={`/questionnaire-vierge.pdf?pour=${audience}&parcours=complet`} className="fr-link" download>
          Questionnaire à imprimer (PDF)
        </a>
      </p>
      <p>
        <button type="button" className="fr-link ansm-link-button" onClick={start}>
          Saisir un questionnaire rempli sur papier
        </button>
      </p>
    </section>
  );
};
