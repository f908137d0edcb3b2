// Decides how this device says who answers on it: kept here, sent with each answer, told by the history.

export const WhoAnswers = ({ file, copy }) => {
  const options = file.model.byId.get(file.model.role)?.options ?? [];
  return (
    <div className="fr-select-group fr-mt-2w fr-mb-2w">
      <label htmlFor="qui-repond" className="fr-label">
        Qui répond sur cet appareil ?{" "}
        <span className="fr-hint-text">Facultatif. L’historique de chaque réponse le dira.</span>
      </label>
      <select id="qui-repond" className="fr-select" value={copy.role ?? ""} onChange={(event) => file.remember({ role: event.target.value || null })}>
        <option value="">Ne pas préciser</option>
        {options.map((option) => (
          <option key={option.v} value={option.v}>
            {option.l}
          </option>
        ))}
      </select>
    </div>
  );
};
