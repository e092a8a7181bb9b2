/**
 * Sizes are set in millimetres. Who opens the page knows the display's pitch (`terminal.json`, `display`) and says it on
 * the root element or in the address; without it the reference display holds (theme/base.css).
 */
export function setDisplayPitch(): void {
  const root = document.documentElement;
  const said = root.dataset['millimetresPerPixel'] ?? new URLSearchParams(window.location.search).get('millimetresPerPixel');
  const millimetres = Number(said);
  // Between a phone (0.05) and a wall of light (2): anything else is a mistake, and the reference display serves better.
  if (said != null && millimetres > 0.05 && millimetres < 2) root.style.setProperty('--mm', `${1 / millimetres}px`);
}
