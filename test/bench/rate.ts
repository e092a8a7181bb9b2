const warmUpMs = 300;
const measuredMs = 1_500;

/** How often a second, in a loop of its own. */
export function perSecond(work: () => { readonly length: number }): number {
  const repeat = (forMs: number): number => {
    const begun = performance.now();
    let times = 0;
    // What is made is looked at, so that nobody may leave the work out.
    for (let made = 0; performance.now() - begun < forMs || made === 0; times += 1) made += work().length;
    return (times / (performance.now() - begun)) * 1_000;
  };
  repeat(warmUpMs);
  return repeat(measuredMs);
}
