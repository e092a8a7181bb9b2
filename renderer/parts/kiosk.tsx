import { createContext, useContext } from 'react';
import type { Intent } from '../../flows/intents.ts';

/** What every part may do to the world: send an intent. A context, so that the gallery and the tests can listen instead. */
const SendContext = createContext<(intent: Intent) => void>(() => {
  throw new Error('a part was drawn outside a kiosk');
});

export const SendProvider = SendContext.Provider;

export function useSend(): (intent: Intent) => void {
  return useContext(SendContext);
}
