import type { Intent } from '../../flows/intents.ts';
import { standardPreferences } from '../../flows/preferences.ts';
import type { View } from '../../flows/view.ts';
import type { AskRestart } from '../backroom/restart.ts';

/** A terminal that shows what a test tells it to and remembers what it was sent. */
export class PretendTerminal {
  readonly intents: Intent[] = [];
  readonly display = { millimetresPerPixel: 0.248 };
  readonly listeners = new Set<(view: View) => void>();
  stops = 0;
  /** As a worker asks for it. */
  restart: AskRestart = () => {};
  #view: View;

  constructor(view: View = attract('Lyon Bellecour')) {
    this.#view = view;
  }

  view(): View {
    return this.#view;
  }

  onView(listener: (view: View) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  send(intent: Intent): void {
    this.intents.push(intent);
  }

  show(view: View): void {
    this.#view = view;
    for (const listener of this.listeners) listener(view);
  }

  onRestart(listener: AskRestart): void {
    this.restart = listener;
  }

  stop(): Promise<void> {
    this.stops += 1;
    return Promise.resolve();
  }
}

/** The attract screen of an office; the name tells views apart. */
export function attract(office: string): View {
  return {
    screen: 'attract',
    locale: 'fr',
    preferences: standardPreferences,
    step: null,
    money: null,
    back: null,
    helpSince: null,
    dialog: null,
    office,
    training: false,
    helper: null,
    staffDoor: false,
    services: [{ id: 'send', reason: null }],
    left: [],
  };
}
