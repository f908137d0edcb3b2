// Decides how a QR code is drawn: in the browser, so that the secret goes nowhere. Its library comes when it is asked for.
import { useEffect, useState } from "react";

const QUIET = 2; // the empty border that readers need, in modules

export const QrCode = ({ text }) => {
  const [code, setCode] = useState(null);
  useEffect(() => {
    let gone = false;
    import("uqr").then(({ encode }) => gone || setCode(encode(text, { ecc: "M", border: QUIET }))).catch(() => gone || setCode(false));
    return () => {
      gone = true;
    };
  }, [text]);
  if (code === false) return <p>Le code QR demande une connexion.</p>;
  if (!code) return <p>Préparation du code…</p>;
  const dark = code.data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className="ansm-qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label="Code QR de votre lien personnel" shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
};
