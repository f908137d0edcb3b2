// Decides when a page says that it works without a connection: once the device keeps it, on whichever screen that is.
import { useEffect, useState } from "react";

export const OfflineReady = () => {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let here = true;
    if (!window.ansm.forgetful) navigator.serviceWorker?.ready.then(() => here && setReady(true));
    return () => {
      here = false;
    };
  }, []);
  return (
    <p className="fr-text--sm ansm-quiet fr-mt-2w" id="hors-connexion-pret" hidden={!ready}>
      ✓ Cette page fonctionne aussi sans connexion sur cet appareil.
    </p>
  );
};
