import { useEffect, useState } from 'react';
import { papersOf } from './api.ts';
import type { Kind, Paper } from './devices.ts';

export interface PapersOf {
  readonly list: readonly Paper[];
  /** Why they could not be read; null when all is well. */
  readonly lost: string | null;
}

/** Asked for again whenever the stream says that there are more, or that the terminal started anew. */
export function usePapers(kind: Kind, count: number | undefined): PapersOf {
  const [papers, setPapers] = useState<PapersOf>({ list: [], lost: null });
  useEffect(() => {
    if (count === undefined) return undefined;
    const leaving = new AbortController();
    const fetchAll = async (): Promise<void> => {
      try {
        setPapers({ list: count === 0 ? [] : await papersOf(kind, leaving.signal), lost: null });
      } catch (error) {
        if (!leaving.signal.aborted) setPapers((before) => ({ ...before, lost: error instanceof Error ? error.message : String(error) }));
      }
    };
    void fetchAll();
    return () => leaving.abort();
  }, [kind, count]);
  return papers;
}
