import { useEffect, useState } from 'react';

/** How often a shown count is read again: a count in seconds that is never more than a quarter late. */
const clockTickMs = 250;

/** The time of day in epoch milliseconds, for what is counted on the screen. It decides nothing: the flows have their own. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), clockTickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
