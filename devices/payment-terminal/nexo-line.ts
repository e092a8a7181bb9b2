import type { Clock } from '../clock.ts';
import type { OpenWire } from '../wire/wire.ts';
import { post, type Exchange } from './nexo-exchange.ts';
import { isAnswerTo, readAnswer, requestText, type Asked, type Category, type NexoAnswer } from './nexo-message.ts';
import { QuestionIds } from './nexo-service-id.ts';
import type { NexoSettings } from './nexo-settings.ts';
import type { Refusal } from './payment-terminal.ts';

/** What came back: an answer to exactly that request, or why there is none. `detail` is made of our own words only. */
export type Heard =
  | { readonly kind: 'answer'; readonly answer: NexoAnswer }
  /** It is certain that the terminal has heard nothing. */
  | { readonly kind: 'unsent'; readonly detail: string }
  | { readonly kind: 'undecided'; readonly reason: Refusal; readonly detail: string };

/** Requests, and the answers that belong to them. */
export class NexoLine {
  readonly #open: OpenWire;
  readonly #clock: Clock;
  readonly #settings: NexoSettings;
  readonly #questions: QuestionIds;

  constructor(open: OpenWire, clock: Clock, settings: NexoSettings) {
    this.#open = open;
    this.#clock = clock;
    this.#settings = settings;
    this.#questions = new QuestionIds(clock);
  }

  /** A request that moves no money, with an identifier of its own. */
  question(category: Category): Asked {
    return { category, serviceId: this.#questions.next() };
  }

  async ask(asked: Asked, body: object, timeout: number, signal: AbortSignal): Promise<Heard> {
    const text = requestText(asked, body, this.#settings);
    return this.#heard(await post(text, { open: this.#open, clock: this.#clock, path: this.#settings.path, timeout, signal }), asked);
  }

  #heard(exchange: Exchange, asked: Asked): Heard {
    if (!exchange.sent) return { kind: 'unsent', detail: exchange.detail };
    switch (exchange.end) {
      case 'silence':
        return none('no complete answer came', 'timed-out');
      case 'closed':
        return none('the connection was lost before the answer');
      case 'unreadable':
        return none('the answer cannot be read');
      case 'answered':
        return exchange.status === 200 ? this.#read(exchange.text, asked) : none(`the terminal answers HTTP ${exchange.status}`);
    }
  }

  #read(text: string, asked: Asked): Heard {
    const answer = readAnswer(text);
    if (answer === null) return none('the answer cannot be read');
    return isAnswerTo(asked, answer.MessageHeader, this.#settings) ? { kind: 'answer', answer } : none('the answer belongs to another request');
  }
}

function none(detail: string, reason: Refusal = 'unavailable'): Heard {
  return { kind: 'undecided', reason, detail };
}
