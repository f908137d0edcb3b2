/* What a test measures in a page, for tests/browser/states.py: an object of functions, each gives plain values. */
(() => {
  "use strict";

  const squeeze = (text) => text.replace(/\s+/g, " ").trim();
  const shown = (one) => one.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  const onScreen = (box) => box.width > 1 && box.height > 1;
  // For assistive technologies alone: a box of one pixel, or clipped to nothing.
  const forEarsOnly = (one) => {
    const style = getComputedStyle(one);
    return one.clientWidth <= 1 || one.clientHeight <= 1 || /^rect\(0|^rect\(1px/.test(style.clip) || style.clipPath === "inset(50%)";
  };
  const visible = (selector) =>
    [...document.querySelectorAll(selector)].filter((one) => shown(one) && !one.closest("[aria-hidden=true], [inert]"));
  const name = (one) => {
    const place = one.id ? "#" + one.id : typeof one.className === "string" && one.className ? "." + one.className.trim().split(/\s+/)[0] : "";
    const words = squeeze(one.labels?.[0]?.textContent || one.getAttribute("aria-label") || one.textContent || "").slice(0, 50);
    return `${one.tagName.toLowerCase()}${place} « ${words} »`;
  };
  const ownText = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && squeeze(node.data));

  // --- colours
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const alpha = (colour) => (colour === "transparent" ? 0 : channels(colour)[3] ?? 1);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const backdrop = (one) => {
    for (let around = one; around; around = around.parentElement) {
      const colour = getComputedStyle(around).backgroundColor;
      if (alpha(colour) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };

  // --- reflow
  const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = () => {
    const faults = [];
    for (const one of visible("body *")) {
      if (one.closest("svg, select, input, textarea") || forEarsOnly(one) || one.closest(".fr-sr-only")) continue;
      const style = getComputedStyle(one);
      const hides = (axis) => ["hidden", "clip"].includes(axis);
      if (style.display === "inline") continue;
      if (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1) faults.push(`${name(one)}: cut sideways`);
      if (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1) faults.push(`${name(one)}: cut below`);
      if (["auto", "scroll"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.querySelector("table"))
        faults.push(`${name(one)}: scrolls sideways inside`);
    }
    for (const one of visible("main *, header *, footer *").filter(ownText)) {
      const box = one.getBoundingClientRect();
      if (onScreen(box) && !forEarsOnly(one) && (box.right > innerWidth + 1 || box.left < -1)) faults.push(`${name(one)}: past the edge`);
    }
    return [...new Set(faults)];
  };
  const fontSizes = () =>
    visible("body *").filter(ownText).map((one) => [name(one), parseFloat(getComputedStyle(one).fontSize)]);
  const spaceOut = () => {
    const sheet = new CSSStyleSheet(); // a sheet made by a script is no inline style: the page's policy lets it be
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };

  // --- targets (WCAG 2.5.8)
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=tab]";
  const touchable = (one) => {
    const boxes = [one, ...(one.type === "radio" || one.type === "checkbox" ? one.labels : [])].map((each) => each.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const inSentence = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return squeeze(block.textContent).length > squeeze(one.textContent).length;
  };
  const apart = (point, box) =>
    Math.hypot(Math.max(box.left - point.x, 0, point.x - box.right), Math.max(box.top - point.y, 0, point.y - box.bottom));
  const smallTargets = (least) => {
    const all = visible(TARGETS).filter((one) => !one.disabled && onScreen(touchable(one)) && !(forEarsOnly(one) && !one.labels?.length))
      .map((one) => ({ one, box: touchable(one) }));
    const small = all.filter(({ box }) => box.width < least - 0.01 || box.height < least - 0.01);
    const centre = ({ box }) => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });
    const crowded = (each) => all.some((other) => other !== each && !other.one.contains(each.one) && !each.one.contains(other.one) &&
      (apart(centre(each), other.box) < least / 2 ||
        (small.includes(other) && Math.hypot(centre(each).x - centre(other).x, centre(each).y - centre(other).y) < least)));
    return small.filter((each) => !inSentence(each.one) && crowded(each))
      .map(({ one, box }) => `${name(one)}: ${Math.round(box.width)} × ${Math.round(box.height)} px`);
  };

  // --- focus
  const bearers = (one) => [one, ...(one.labels ?? []), ...(one.closest("label") ? [one.closest("label")] : [])];
  const surroundings = (one) => bearers(one).flatMap((each) => [null, "::before", "::after"].map((part) => getComputedStyle(each, part)));
  const rings = (style) => {
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && alpha(style.outlineColor) > 0;
    return [outline ? `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}` : "", style.boxShadow === "none" ? "" : style.boxShadow];
  };
  const look = (one) => JSON.stringify(surroundings(one).map(rings));
  const ringContrast = (one) => {
    const drawn = surroundings(one).filter((style) => rings(style)[0]);
    if (!drawn.length) return 0;
    if (drawn.some((style) => style.outlineStyle === "auto")) return 21; // the browser's own, in two colours
    return Math.max(...drawn.map((style) => contrast(style.outlineColor, backdrop(one.parentElement))));
  };
  const covered = (one) => {
    const seen = bearers(one);
    return !seen.some((each) => {
      const box = each.getBoundingClientRect();
      const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
      return points.some(([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && seen.some((bearer) => bearer.contains(found) || found.contains(bearer));
      });
    });
  };
  const toTheTop = () => {
    window.ansmStops = [];
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
    scrollTo(0, 0);
  };
  const stop = () => {
    const one = document.activeElement;
    const before = window.ansmStops;
    if (!one || one === document.body || one === document.documentElement || before.some((each) => each.one === one)) return false;
    before.push({ one, focused: look(one), contrast: ringContrast(one), covered: covered(one) });
    return true;
  };
  const stops = () => {
    document.activeElement.blur();
    return window.ansmStops.map((each) => ({
      name: name(each.one), marked: each.focused !== look(each.one), contrast: each.contrast, covered: each.covered,
    }));
  };
  const focusLost = () => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return "nothing has the focus any more";
    return shown(one) ? "" : `${name(one)} has the focus and is not shown`;
  };

  // --- what is announced
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive], output";
  const listen = () => {
    window.ansmHeard?.observer.disconnect();
    const texts = [];
    const former = new Map([...document.querySelectorAll(LIVE)].map((one) => [one, shown(one) ? squeeze(one.textContent) : ""]));
    const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(LIVE);
    const audible = (one) => one.isConnected && shown(one) && !one.closest("[aria-hidden=true]");
    const whole = (one) => one.getAttribute("aria-atomic") === "true" || (one.matches("[role=status], [role=alert], output") && one.getAttribute("aria-atomic") !== "false");
    const observer = new MutationObserver((records) => {
      const added = new Map(); // region → the nodes that came, or whose text changed
      for (const record of records) {
        const nodes = record.type === "characterData" ? [record.target] : [...record.addedNodes];
        for (const node of nodes) {
          const one = region(record.target) ?? (node.matches?.("[role=alert]") ? node : node.querySelector?.("[role=alert]"));
          if (one) added.set(one, [...(added.get(one) ?? []), node]);
        }
      }
      for (const one of former.keys()) // what was hidden with its words, and shows now
        if (!added.has(one) && audible(one) && !former.get(one) && squeeze(one.textContent)) added.set(one, [one]);
      for (const [one, nodes] of added) {
        const words = squeeze(whole(one) ? one.textContent : nodes.filter((node) => node.isConnected).map((node) => node.textContent).join(" "));
        if (words && audible(one)) texts.push(words);
      }
      for (const one of document.querySelectorAll(LIVE)) former.set(one, shown(one) ? squeeze(one.textContent) : "");
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden", "class", "open"] });
    window.ansmHeard = { texts, observer };
  };
  const heard = () => {
    window.ansmHeard.observer.disconnect();
    return window.ansmHeard.texts;
  };
  const nested = () => [...document.querySelectorAll(LIVE)].filter((one) => one.parentElement.closest(LIVE)).map(name);

  // --- movement, forced colours
  const moving = () => {
    const smooth = [document.documentElement, document.body].filter((one) => getComputedStyle(one).scrollBehavior === "smooth");
    const running = document.getAnimations().filter((one) => one.playState === "running" && one.effect.getComputedTiming().activeDuration > 1);
    return [...smooth.map((one) => `${name(one)}: scrolls smoothly`), ...running.map((one) => `${name(one.effect.target)}: moves`)];
  };
  const edged = (style, ground) =>
    ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none" &&
      alpha(style[`border${side}Color`]) > 0 && style[`border${side}Color`] !== ground);
  const FLOATING = "[role=listbox], dialog, [role=dialog], [role=tooltip], [popover]";
  const shapes = () => visible(`${TARGETS}, ${FLOATING}`).filter((one) => onScreen(one.getBoundingClientRect())).map((one) => {
    const styles = [...(one.labels ?? [])].flatMap((label) => ["::before", "::after"].map((part) => getComputedStyle(label, part)));
    const own = getComputedStyle(one);
    const all = [own, ...styles];
    const ground = backdrop(one.parentElement);
    const filled = alpha(own.backgroundColor) > 0 && own.backgroundColor !== ground;
    const sides = ["Top", "Right", "Bottom", "Left"].filter((side) => parseFloat(own[`border${side}Width`]) > 0);
    const hidden = sides.filter((side) => alpha(own[`border${side}Color`]) === 0);
    return {
      name: name(one),
      drawn: filled || own.boxShadow !== "none" || all.some((style) => edged(style, ground)),
      kept: all.some((style) => edged(style, ground) || /url|gradient/.test(style.backgroundImage) || style.textDecorationLine.includes("underline")),
      marker: hidden.length > 0 && hidden.length < 4, // a border on all sides is how a shape is kept for forced colours
      edged: edged(own, ground),
    };
  });

  // --- words under the pointer
  const faintWords = (least) => {
    const faults = [];
    for (const target of visible(TARGETS))
      for (const one of [target, ...target.querySelectorAll("*")].filter((each) => ownText(each) && shown(each) && !forEarsOnly(each))) {
        const found = contrast(getComputedStyle(one).color, backdrop(one));
        if (found < least) faults.push(`${name(target)}: words at ${found.toFixed(1)}`);
      }
    return faults;
  };

  return { faintWords, sideways, cut, fontSizes, spaceOut, smallTargets, toTheTop, stop, stops, focusLost, listen, heard, nested, moving, shapes };
})()
