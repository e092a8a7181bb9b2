import { useWords } from './words.tsx';

/** A driver's own words as a key: `print head is open` is `print-head-is-open`. */
export function causeKey(cause: string): string {
  return cause.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** First causes and warnings that drivers give, in the worker's language; one that is not among them stays as the driver said it. */
export function useCauseWords(): (cause: string) => string {
  const { known } = useWords();
  return (cause) => {
    const key = causeKey(cause);
    const said = known(`cause.${key}`);
    return said === `cause.${key}` ? cause : said;
  };
}
