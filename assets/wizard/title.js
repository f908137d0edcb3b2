// Decides what the page is called, in the tab and for who hears its name: the screen first, the programme spelled out.
import { useEffect } from "react";

const PAGE = "Votre diagnostic – Accompagnement Numérique Sur-Mesure";

// assets/ansm.js only takes a new title for a new page when the address is new too.
export const useTitle = (screen) =>
  useEffect(() => {
    document.title = screen ? `${screen} – ${PAGE}` : PAGE;
  }, [screen]);

export const Title = ({ of }) => {
  useTitle(of);
  return null;
};
