// Decides the fast entry screen: a questionnaire filled in on paper is typed with the keyboard alone, one key an answer.
// Keys count only while the answer field has the focus, and it keeps it; each of them is also a button.
import { useEffect, useRef, useState } from "react";
import { after, before, codesOf, firstLeft, howTo, leftOn, meant, named, onPaper, startsShort, typed } from "./entry.js";
import { FormerTyped } from "./Former.jsx";
import { confirmed } from "./former.js";
import { count } from "./french.js";
import { give } from "./give.js";
import { Keys, LastAnswers, WhichPaper } from "./FastEntryAside.jsx";
import { Notices } from "./Notices.jsx";
import { OfflineReady } from "./OfflineReady.jsx";
import { Jump } from "./FastEntryJump.jsx";
import { Fragile, SaveState } from "./SaveState.jsx";
import { Progress } from "./Screens.jsx";
import { Unseen } from "./words.jsx";

export const NAME = "Saisie rapide";
const SOME_LAST = 6;
const ANYWHERE = { questions: [], theme: null }; // everything to settle is told here, not that of one theme

export const FastEntry = ({ file, shown, steps, paper, leave, results }) => {
  const { journey, model } = shown;
  const [short, setShort] = useState(() => startsShort(journey, paper));
  const [at, setAt] = useState(() => firstLeft(journey, short)); // null past the last question
  const [said, setSaid] = useState({ done: "", next: "" });
  const [given, setGiven] = useState([]);
  const field = useRef(null);
  const jump = useRef(null);
  const card = useRef(null);
  // The next key may come before React has drawn what this one did.
  const place = useRef(at);

  const back = () => field.current.focus({ preventScroll: true });
  useEffect(back, []);

  // An answer from elsewhere may take away the question that stands here.
  const standing = (now) => {
    const id = place.current;
    return id === null || now.visible.has(id) ? id : after(now, short, id);
  };
  const here = standing(journey);
  const question = model.byId.get(here) ?? null;
  // In braces: newer browsers promise the end of a scroll, and React would take the promise for what to undo.
  useEffect(() => {
    card.current.scrollIntoView({ block: "nearest" });
  }, [here]);
  const values = question ? journey.chosen(here) : [];
  const then = values.length ? undefined : shown.former[here];

  const move = (id, done = "") => {
    place.current = id;
    setAt(id);
    setSaid({ done, next: id === null ? "Fin du questionnaire." : `${id} : ${model.byId.get(id).text}` });
  };
  const remember = (id) => setGiven((last) => [id, ...last.filter((other) => other !== id)].slice(0, SOME_LAST));
  const tell = (done) => setSaid({ done, next: "" });

  const answer = (code) => {
    const now = file.snapshot().journey;
    const id = standing(now);
    const asked = model.byId.get(id);
    if (!asked) return;
    const found = typed(asked, now.chosen(id), code);
    if (found.values !== now.chosen(id)) {
      give(file, asked, found.values);
      remember(id);
    }
    if (found.on) move(after(file.snapshot().journey, short, id), found.said);
    else tell(found.said);
  };
  const confirm = (now, id) => {
    const asked = model.byId.get(id);
    const found = confirmed(asked, now.chosen(id), file.snapshot().former[id]);
    if (!found.values) return tell(found.said);
    give(file, asked, found.values);
    remember(id);
    move(after(file.snapshot().journey, short, id), found.said);
  };
  const obey = (way) => {
    const now = file.snapshot().journey;
    const id = standing(now);
    const empty = id !== null && !now.chosen(id).length;
    if (way === "on" && id !== null) move(after(now, short, id), empty ? `${id} laissée sans réponse.` : "");
    if (way === "back") move(before(now, short, id));
    if (way === "erase" && id !== null && !empty) {
      give(file, model.byId.get(id), []);
      tell(`${id} : réponse effacée.`);
    }
    if (way === "same" && id !== null) confirm(now, id);
    if (way === "leave") leave(id);
    if (way === "jump") jump.current.focus();
  };
  const press = (event) => {
    const found = meant(event);
    if (!found) return;
    event.preventDefault();
    if (found.answer) answer(found.answer);
    else obey(found.go);
  };
  // Where keys only tell what they wrote: keyboards on a screen, dictation.
  const written = ({ nativeEvent: { data, inputType } }) => {
    if (inputType === "deleteContentBackward") obey("back");
    for (const key of data ?? "") press({ key, preventDefault: () => {} });
  };
  const byPointer = (does) => () => {
    does();
    back();
  };
  const goTo = (id) => {
    move(id);
    back();
  };
  const change = (wanted) => {
    setShort(wanted);
    const id = standing(journey);
    move(id !== null && (!wanted || model.byId.get(id).short) ? id : firstLeft(journey, wanted));
  };

  return (
    <div className="fr-grid-row fr-grid-row--gutters">
      <div className="fr-col-12 fr-col-lg-8">
        <h2 id="etape" className="fr-h4 fr-mb-1w">
          {NAME}
        </h2>
        <p className="fr-mb-2w">Recopiez un questionnaire rempli sur papier : une touche par réponse, chacune s’enregistre aussitôt.</p>
        <WhichPaper {...{ short, change }} />
        <Progress step={{ questions: onPaper(journey, short), short }} journey={journey} alone />
        <Fragile shown={shown} />
        <section ref={card} className="ansm-entry fr-mb-3w" aria-labelledby="saisie-question">
          {question ? (
            <Asked {...{ question, values, then, shown }} pick={(key) => byPointer(() => answer(key))} same={byPointer(() => obey("same"))} />
          ) : (
            <Ended left={leftOn(journey, short)} {...{ goTo, results }} />
          )}
          <div className="ansm-entry__field">
            <label htmlFor="saisie" className="fr-label">
              {question ? `Code de la réponse à ${here}` : "Saisie terminée"}
            </label>
            <input
              id="saisie"
              ref={field}
              type="text"
              className="fr-input"
              inputMode="none"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={question ? codesOf(question, values) : ""}
              onKeyDown={press}
              onChange={written}
              aria-describedby={question ? `saisie-question saisie-facon ${then ? "saisie-alors " : ""}saisie-choix` : "saisie-question"}
            />
          </div>
          {/* Once an answer, what was recorded; who hears the page is also told what comes next. */}
          <p role="status" id="saisie-dit" className="ansm-entry__said">
            {said.done}
            {said.next && <Unseen> {said.next}</Unseen>}
          </p>
          <div className="ansm-entry__ways">
            <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={byPointer(() => obey("back"))}>
              Question d’avant
            </button>
            {question && (
              <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={byPointer(() => obey("on"))}>
                {values.length ? "Question suivante" : "Passer"}
              </button>
            )}
            {values.length > 0 && (
              <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={byPointer(() => obey("erase"))}>
                Effacer
              </button>
            )}
            <button type="button" className="fr-btn fr-btn--tertiary fr-btn--sm" onClick={() => leave(here)}>
              Quitter la saisie rapide
            </button>
          </div>
        </section>
        {/* Below: what it says must not move the question under the eyes of who types. */}
        <Notices {...{ shown, journey, steps, step: ANYWHERE, goToQuestion: goTo }} />
        <Jump {...{ field: jump, back }} find={(text) => named(file.snapshot().journey, text)} goTo={goTo} />
        <SaveState shown={shown} />
      </div>
      <aside className="fr-col-12 fr-col-lg-4" aria-label="Aide à la saisie">
        <Keys former={Boolean(shown.copy.former)} />
        <LastAnswers {...{ given, journey, goTo }} />
        <OfflineReady />
      </aside>
    </div>
  );
};

const Asked = ({ question, values, then, shown, pick, same }) => (
  <>
    <h3 id="saisie-question" className="fr-h6 fr-mb-1v">
      <span className="ansm-entry__id">{question.id}</span> {question.text}
    </h3>
    <p id="saisie-facon" className="fr-hint-text fr-mb-1w">
      {howTo(question)}
    </p>
    {then && <FormerTyped {...{ question, then, shown, same }} />}
    <ul id="saisie-choix" className="fr-raw-list ansm-entry__choices">
      {question.options.map((option, place) => (
        <li key={option.v}>
          <button type="button" className="ansm-entry__choice" aria-pressed={values.includes(option.v)} onClick={pick(question.keys[place])}>
            <kbd>{question.keys[place]}</kbd> <span>{option.l}</span>
            {values.includes(option.v) && (
              <span aria-hidden="true" className="ansm-entry__tick">
                {question.ordered ? `n° ${values.indexOf(option.v) + 1}` : "✓"}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  </>
);

const Ended = ({ left, goTo, results }) => (
  <>
    <h3 id="saisie-question" className="fr-h6 fr-mb-1v">
      {left.length ? `Fin du questionnaire : ${count(left.length, "question reste", "questions restent")} sans réponse` : "Tout est saisi"}
    </h3>
    <p>{left.length ? "C’est permis : laissez-les, ou complétez-les maintenant." : "Toutes les questions de ce papier ont une réponse."}</p>
    <div className="ansm-entry__ways fr-mb-2w">
      {left.length > 0 && (
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => goTo(left[0].id)}>
          Aller à la première, {left[0].id}
        </button>
      )}
      {results("fr-btn fr-btn--secondary fr-btn--sm")}
    </div>
  </>
);
