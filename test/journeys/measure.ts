import type { Page } from '@playwright/test';

/**
 * What can be measured of a screen, as it stands in the browser: sizes in millimetres, distances, and what does not fit.
 * Everything is counted by the reference display's pitch; what lies inert behind a dialog is not there to be touched.
 */

/** 21.5 inches at 1080 × 1920 (`terminal.json`, `display`). */
const millimetresPerPixel = 0.248;
/** Of the picture, above the floor. */
const lowerEdge = 800;
/** A browser lays out in fractions of a pixel; half a pixel is no fault. */
const tolerance = 0.15;

const smallest = { main: 20, other: 15, apart: 3 } as const;
/** What the customer does on a screen: the answers to its question and the way on. */
const mainTargets = '.main-button, .send-key, .choice, .offer, .paper-key, .dock-key';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Measured {
  /** One sentence a fault, with the element's words; empty when the screen is sound. */
  readonly faults: readonly string[];
  /** The dock's keys by what they are, in pixels. */
  readonly dock: Readonly<Record<string, Box>>;
}

/** What holds in some modes alone. */
export interface Modes {
  /** Height of a capital, mm: nothing that is read may have less. */
  readonly leastCap?: number;
  /** Nothing is operated higher above the floor, mm, than this (A11Y-40). */
  readonly reachLimit?: number;
  /** Whether a screen may be higher than its place, and be moved by two keys. */
  readonly mayScroll?: boolean;
}

export function measure(page: Page, { leastCap = 0, reachLimit = Number.POSITIVE_INFINITY, mayScroll = false }: Modes = {}): Promise<Measured> {
  return page.evaluate(measureInPage, { millimetresPerPixel, tolerance, smallest, mainTargets, leastCap, reachLimit, lowerEdge, mayScroll });
}

interface Rules {
  readonly millimetresPerPixel: number;
  readonly tolerance: number;
  readonly smallest: { readonly main: number; readonly other: number; readonly apart: number };
  readonly mainTargets: string;
  readonly leastCap: number;
  readonly reachLimit: number;
  readonly lowerEdge: number;
  readonly mayScroll: boolean;
}

/** Runs in the page: it must stand alone. */
function measureInPage({ millimetresPerPixel: pitch, tolerance: slack, smallest: least, mainTargets: important, ...modes }: Rules): Measured {
  const faults: string[] = [];
  const view = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
  const reachable = (element: Element) => element.closest('[inert]') === null && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const name = (element: Element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40);
    return `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${words}"`;
  };
  const mm = (pixels: number) => pixels * pitch;
  const shown = (millimetres: number) => `${millimetres.toFixed(1)} mm`;

  // What is higher than its place is moved by two keys (renderer/parts/scroll.tsx): of it counts what is in sight.
  const scroller = (element: Element) => element.closest('.scroll[data-scrolls]');
  const inSight = (element: Element, box: DOMRect): DOMRect => {
    const around = scroller(element)?.getBoundingClientRect();
    if (around === undefined) return box;
    const top = Math.max(box.top, around.top);
    return new DOMRect(box.left, top, box.width, Math.min(box.bottom, around.bottom) - top);
  };

  // Sizes and distances of everything that can be touched.
  const targets = [...document.querySelectorAll('button, a[href], input, [role="button"], [tabindex="0"]')].filter(reachable).map((element) => ({ element, whole: element.getBoundingClientRect(), box: inSight(element, element.getBoundingClientRect()) }));
  for (const { element, whole: box } of targets) {
    const wanted = element.matches(important) ? least.main : least.other;
    if (Math.min(mm(box.width), mm(box.height)) < wanted - slack) faults.push(`${name(element)} is ${shown(mm(box.width))} × ${shown(mm(box.height))}, less than ${wanted} mm`);
  }
  for (const { element, box } of targets) {
    const above = modes.lowerEdge + mm(view.height - box.top);
    if (box.height > 0 && above > modes.reachLimit + slack) faults.push(`${name(element)} is operated ${Math.round(above)} mm above the floor, more than ${modes.reachLimit}`);
  }
  const moved = document.querySelector('.scroll[data-scrolls]:not([inert])');
  if (moved !== null && !modes.mayScroll) faults.push(`${name(moved)} is higher than its place`);
  if (moved !== null && moved.scrollWidth > moved.clientWidth + 1) faults.push(`${name(moved)} would have to be moved sideways as well`);

  const inView = targets.filter(({ box }) => box.height > 0);
  for (const [index, one] of inView.entries()) {
    for (const other of inView.slice(index + 1)) {
      const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
      const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
      const apart = mm(Math.max(across, down));
      if (apart < least.apart - slack) faults.push(`${name(one.element)} and ${name(other.element)} are ${shown(apart)} apart, less than ${least.apart} mm`);
    }
  }

  // Everything that is read or touched lies inside the screen, and nothing of it under the dock or the head.
  const scrolling = document.scrollingElement ?? document.documentElement;
  if (scrolling.scrollHeight > view.height || scrolling.scrollWidth > view.width) faults.push(`the page scrolls: ${scrolling.scrollWidth} × ${scrolling.scrollHeight}`);
  const body = document.querySelector('.frame-body');
  const bars = [...document.querySelectorAll('.training-band, .dock, .steps-dashes, .steps-name, .money-plate')].map((bar) => ({ bar, box: bar.getBoundingClientRect() }));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: { element: Element; box: DOMRect }[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '' || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest('.unseen, svg, script, style') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    texts.push({ element, box: range.getBoundingClientRect() });
  }
  for (const { element, box: whole } of [...inView, ...texts]) {
    const box = inSight(element, whole);
    if (box.height <= 0) continue;
    if (box.left < -1 || box.top < -1 || box.right > view.width + 1 || box.bottom > view.height + 1) faults.push(`${name(element)} leaves the screen: ${Math.round(box.left)},${Math.round(box.top)} to ${Math.round(box.right)},${Math.round(box.bottom)}`);
    if (body?.contains(element) !== true || element.closest('.sheet') !== null) continue;
    for (const { bar, box: of } of bars) {
      if (box.bottom > of.top + 1 && box.top < of.bottom - 1 && box.right > of.left + 1 && box.left < of.right - 1) faults.push(`${name(element)} lies under ${name(bar)}`);
    }
  }
  // The capitals of everything that is read, as the face draws them.
  const pen = document.createElement('canvas').getContext('2d');
  for (const { element } of texts) {
    if (pen === null || modes.leastCap === 0) break;
    const { fontFamily, fontSize } = getComputedStyle(element);
    pen.font = `100px ${fontFamily}`;
    const cap = (pen.measureText('H').actualBoundingBoxAscent / 100) * mm(Number.parseFloat(fontSize));
    if (cap < modes.leastCap) faults.push(`${name(element)} has capitals of ${cap.toFixed(2)} mm, less than ${modes.leastCap.toFixed(2)}`);
  }
  // In portrait what explains ends above what is touched: what is lower is hidden by a list that has grown too long.
  const touched = document.querySelector('.act > *')?.getBoundingClientRect();
  if (touched !== undefined && view.height > view.width) {
    for (const { element, box } of texts) if (element.closest('.look') !== null && box.bottom > touched.top + 1) faults.push(`${name(element)} stands behind what is touched`);
  }
  // Text that is cut off by the box it stands in.
  for (const { element, box } of texts) {
    for (let around: Element | null = element; around !== null && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      const frame = around.getBoundingClientRect();
      const cutAcross = style.overflowX !== 'visible' && (box.right > frame.right + 1 || box.left < frame.left - 1);
      const cutDown = style.overflowY !== 'visible' && scroller(element)?.contains(around) !== false && !around.matches('[data-scrolls]') && (box.bottom > frame.bottom + 2 || box.top < frame.top - 2);
      if (cutAcross || cutDown) faults.push(`${name(element)} is cut off by ${name(around)}`);
      if (around.matches('button') && (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1 || box.top < frame.top - 1)) faults.push(`${name(element)} stands out of ${name(around)}`);
    }
  }
  for (const element of document.querySelectorAll('input, .town, .choice, .offer, .main-button, .second-button, .dock-key, .chip')) {
    if (reachable(element) && element.scrollWidth > element.clientWidth + 1 && element.tagName !== 'INPUT') faults.push(`${name(element)} is wider inside (${element.scrollWidth}) than outside (${element.clientWidth})`);
  }

  const dock: Record<string, Box> = {};
  for (const key of document.querySelectorAll('.dock [data-choice]')) {
    const { x, y, width, height } = key.getBoundingClientRect();
    const choice = key.getAttribute('data-choice') ?? '';
    dock[choice === 'cancel' ? 'back' : choice] = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  }
  return { faults: [...new Set(faults)], dock };
}
