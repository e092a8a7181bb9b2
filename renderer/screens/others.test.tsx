import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, afterEach, describe, expect, test, vi } from 'vitest';
import en from '../../assets/locales/en/screens.json' with { type: 'json' };
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import type { Locale } from '../../flows/intents.ts';
import { cents } from '../../flows/money.ts';
import { scanProblemSchema, type Screen, type View, type ViewOf } from '../../flows/view.ts';
import { everyFixture, fixtures } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

function view<S extends Screen>(screen: S, name: string): ViewOf<S> {
  const found = fixtures[screen][name];
  if (found === undefined) throw new Error(`no fixture ${screen}/${name}`);
  return found;
}

function markup(shown: View, locale: Locale = 'fr'): string {
  return renderToStaticMarkup(<KioskPage view={{ ...shown, locale }} connection="open" send={() => undefined} />);
}

/** A space is a space, whether a line may break there or not. */
function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}

/** What a customer reads: the page without its tags. */
function read(shown: View, locale: Locale = 'fr'): string {
  return plain(markup(shown, locale).replaceAll(/<[^>]+>/g, ' '));
}

/** The keys of one kind that can be pressed, by what they are. */
function keys(html: string, intent: string): string[] {
  return [...html.matchAll(/<button[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`data-intent="${intent}"`) && !tag.includes('aria-disabled'))
    .map((tag) => /data-choice="([^"]+)"/.exec(tag)?.[1] ?? '');
}

describe('stamps', () => {
  test('a preset larger than what the basket still holds cannot be touched', () => {
    expect(keys(markup(view('stamps', 'ten')), 'stamps.quantity.changed')).toEqual(['less', 'more', 'quantity-1', 'quantity-5', 'quantity-10', 'quantity-20']);
    expect(keys(markup(view('stamps', 'few')), 'stamps.quantity.changed')).toEqual(['less', 'more', 'quantity-1']);
  });

  test('what is not sold here stays, with its reason, and cannot be chosen', () => {
    expect(keys(markup(view('stamps', 'ten')), 'stamps.chosen')).not.toContain('lettre_internationale-100');
    expect(read(view('stamps', 'ten'))).toContain(fr.reason['at-the-counter']);
  });

  test('the key to pay says the whole sum, what the basket held already included', () => {
    const shown = { ...view('stamps', 'ten'), money: { state: 'to-pay', amount: 2639 } } as ViewOf<'stamps'>;
    expect(read(shown)).toContain('Payer 26,39 €');
  });

  test('nothing can be bought before something is chosen', () => {
    expect(keys(markup(view('stamps', 'first')), 'stamps.confirmed')).toEqual([]);
    expect(keys(markup(view('stamps', 'ten')), 'stamps.confirmed')).toEqual(['basket', 'pay']);
  });

  test('without a card terminal they can still be put into the basket, and the reason is said', () => {
    expect(keys(markup(view('stamps', 'no-card')), 'stamps.confirmed')).toEqual(['basket']);
    expect(read(view('stamps', 'no-card'))).toContain(fr.reason['card-unavailable']);
  });
});

describe('the rest of a postage', () => {
  test('says what is missing as soon as it is known', () => {
    expect(read(view('supplement', 'weighed'))).toContain('Cet envoi coûte 3,10 € en tout.');
    expect(read(view('supplement', 'missing'))).toContain('il manque 1,58 €.');
  });

  test.each(['weighed', 'nothing-missing', 'too-much', 'too-little'])('cannot be bought while there is nothing sound to buy: %s', (name) => {
    expect(keys(markup(view('supplement', name)), 'supplement.confirmed')).toEqual([]);
  });

  test('a scale that is out of service leaves the other way open', () => {
    expect(keys(markup(view('supplement', 'no-scale')), 'supplement.way.chosen')).toEqual(['amount']);
  });
});

describe('envelopes and packaging', () => {
  test('are called as the operator calls them, in the language of the screen', () => {
    expect(read(view('articles', 'chosen'))).toContain('Enveloppe prête à poster');
    expect(read(view('articles', 'chosen'), 'en')).toContain('Prepaid envelope');
  });

  test('when the basket is full less can be taken, and no more', () => {
    expect(new Set(keys(markup(view('articles', 'full')), 'article.quantity.changed'))).toEqual(new Set(['less']));
  });
});

describe('a code that is not what was asked for', () => {
  test.each(scanProblemSchema.shape.problem.options)('%s: the fact, what it means and what to do, in both languages', (problem) => {
    const refused: View = { ...view('drop-off', 'not-postal'), problem: { problem, carrier: 'UPS', at: null } };
    for (const [locale, words] of [['fr', fr.scan[problem]], ['en', en.scan[problem]]] as const) {
      const text = read(refused, locale);
      for (const sentence of [words.title, words.text, words.next]) expect(text).toContain(plain(sentence.replace('{{carrier}}', 'UPS')));
    }
  });

  test('another carrier is named when it is known', () => {
    expect(read(view('drop-off', 'other-carrier'))).toContain('Ce colis est confié à Mondial Relay.');
    expect(read(view('drop-off', 'some-carrier'))).toContain('Ce colis est confié à un autre transporteur.');
  });

  test('what was left before says when, by the clock of the post office', () => {
    const shown: View = { ...view('drop-off', 'already-deposited'), problem: { problem: 'already-deposited', carrier: null, at: Date.UTC(2026, 10, 22, 23, 30) } };
    expect(read(shown)).toContain('Il a été laissé ici le 23 novembre à 00:30.');
  });
});

describe('an item that is left', () => {
  test.each([
    ['recognised', '9V 11111 11121 9'],
    ['recognised-letter', '87 000 720 610 100P'],
    ['recognised-s10', 'RR 123 456 785 FR'],
  ])('%s shows its number in groups that can be compared: %s', (name, grouped) => {
    expect(read(view('drop-off', name))).toContain(grouped);
  });

  test('offers its proof, and never asks for a receipt: nothing was bought', () => {
    expect(keys(markup(view('drop-off', 'accepted')), 'papers.chosen')).toEqual(['proof', 'none']);
  });
});

describe('a copy', () => {
  test('is numbered before it is printed', () => {
    expect(read(view('copy', 'choose'))).toContain('DUPLICATA n° 1');
    expect(keys(markup(view('copy', 'choose')), 'copy.chosen')).toEqual(['proof', 'receipt']);
  });

  test('waits for four digits', () => {
    expect(keys(markup(view('copy', 'check')), 'copy.digits.entered')).toEqual([]);
    expect(read(view('copy', 'last-attempt'))).toContain('Encore 1 essai.');
  });
});

describe('tracking', () => {
  test('without an address of the operator there is no code to aim at', () => {
    expect(markup(view('tracking', 'found'))).toContain('class="qr-code"');
    expect(markup(view('tracking', 'no-link'))).not.toContain('qr-code');
  });
});

describe('a basket of everything', () => {
  test('says where abroad, what was added, and what each thing is', () => {
    const text = read(view('basket', 'everything'));
    for (const words of ['SAINT-LOUIS-DU-HA! HA!, Canada', fr.option.avis_reception_international.name, 'Timbre Lettre verte', fr.kind.supplement, 'Enveloppe à bulles, format livre']) expect(text).toContain(words);
    expect(text).toContain('Votre panier : 15 achats');
  });

  test('offers what can be added without being weighed, and only that', () => {
    expect(keys(markup(view('basket', 'two')), 'service.started')).toEqual(['stamps', 'supplement', 'articles']);
    expect(keys(markup(view('basket', 'two-others')), 'service.started')).toEqual(['stamps', 'supplement']);
    expect(keys(markup(view('basket', 'cannot-pay')), 'service.started')).toEqual([]);
  });

  test('that the roll cannot carry says how many labels are left, and what can be done', () => {
    expect(read(view('basket', 'labels-low'))).toContain('Il ne reste que 3 étiquettes');
    expect(read(view('basket', 'last-label'))).toContain('Il ne reste qu’une étiquette,');
    expect(read(view('basket', 'labels-low'))).toContain(fr.basket['take-out']);
    expect(keys(markup(view('basket', 'labels-low')), 'basket.quantity.changed')).not.toEqual([]);
  });

  test('says before payment that no paper will be printed, and only where it can be paid', () => {
    expect(read(view('basket', 'without-papers'))).toContain(fr.basket['without-papers']);
    expect(read(view('basket', 'labels-low'))).not.toContain(fr.basket['without-papers']);
    expect(read(view('basket', 'two'))).not.toContain(fr.basket['without-papers']);
  });

  test('France goes without saying', () => {
    expect(read(view('basket', 'two'))).not.toContain('France');
  });
});

describe('the deposit', () => {
  const marks = (name: string) => [...markup(view('deposit', name)).matchAll(/data-deposit="(\w+)"/g)].map((match) => match[1]);

  test('marks each label that the scanner has seen', () => {
    expect(marks('half')).toEqual(['deposited', 'awaited']);
    expect(read(view('deposit', 'half'))).toContain(`${fr.piece.deposited} `);
    expect(read(view('deposit', 'all-scanned'))).toContain(plain(fr.deposit['all-scanned_other']));
  });

  test('without a scanner nothing is said to be left', () => {
    const text = read(view('deposit', 'no-scanner'));
    expect(text).not.toContain(fr.piece.awaited);
    expect(text).not.toContain(fr.piece.deposited);
  });

  test('customs sheets are signed before they go into the pouch, as long as one is still here', () => {
    expect(read(view('deposit', 'customs'))).toContain(fr.deposit.customs);
    expect(read(view('deposit', 'offered'))).not.toContain(fr.deposit.customs);
  });

  test('of what is only bought there is no posting to prove', () => {
    expect(keys(markup(view('deposit', 'stamps')), 'papers.chosen')).toEqual(['receipt', 'none']);
    expect(keys(markup(view('deposit', 'offered')), 'papers.chosen')).toEqual(['proof', 'proof-and-receipt', 'none']);
  });
});

describe('money that is not settled', () => {
  const until = Date.UTC(2026, 10, 23, 10, 12);
  const owed = { reference: 'I-00000007', amount: cents(360), slip: 'printed', retryUntil: until } as const;

  test('says until when the machine tries, by the clock of the post office, and that the counter settles it from then on', () => {
    vi.setSystemTime(until - 60_000);
    const shown = read({ ...view('deposit', 'still-tried'), incident: owed });
    expect(shown).toContain('Jusqu’à 11:12, la machine essaie de rendre 3,60 € sur votre carte.');
    expect(shown).toContain('I-00000007');
    expect(shown).toContain('À partir de 11:12, montrez votre bon au guichet.');
    expect(shown).not.toContain('À régler avec un agent');
  });

  test('names the day where that hour is not of today', () => {
    vi.setSystemTime(until - 12 * 3_600_000);
    expect(read({ ...view('farewell', 'still-tried'), incident: owed })).toContain('Jusqu’au 23 novembre à 11:12');
  });

  test('without a slip the number must be noted', () => {
    vi.setSystemTime(until - 60_000);
    expect(read({ ...view('deposit', 'still-tried'), incident: { ...owed, slip: 'not-printed' } })).toContain('Notez ce numéro : à partir de 11:12');
  });

  test.each(['deposit', 'farewell'] as const)('of a payment that nobody is sure of, %s says so and neither asks for it again nor promises it back', (screen) => {
    vi.setSystemTime(until - 60_000);
    const shown = read({ ...view(screen, 'payment-unknown'), incident: owed });
    expect(shown).toContain('Nous ne savons pas si votre carte est débitée.');
    expect(shown).toMatch(/Si votre carte est débitée, la machine essaie de lui rendre 3,60\s€ jusqu’à 11:12\./);
    expect(shown).not.toContain('Nous vous devons');
    expect(shown).not.toContain('En attente');
  });

  test('while a payment is checked the plate no longer says that it is to be paid', () => {
    expect(read(view('pay', 'checking'))).toContain('en vérification');
    expect(read(view('pay', 'checking'))).not.toContain('à payer');
    expect(read(view('pay', 'presenting'))).toContain('à payer');
  });

  test('where nobody tries any more a person settles it at once', () => {
    const shown = read(view('farewell', 'incident'));
    expect(shown).toContain('À régler avec un agent : 3,60 €.');
    expect(shown).not.toContain('essaie de rendre');
  });

  afterEach(() => {
    vi.useRealTimers();
  });
});

describe('school mode', () => {
  test('is written above every screen and every dialog, and nowhere when there is a sale', () => {
    for (const { view: shown } of everyFixture()) {
      expect(read({ ...shown, training: true })).toContain(plain(fr.training.band));
      expect(read({ ...shown, training: false })).not.toContain(plain(fr.training.band));
    }
  });

  test('can be read while a dialog stands before the screen: the band lies outside of what is inert', () => {
    const html = markup({ ...view('basket', 'two'), training: true, dialog: { kind: 'call' } });
    expect(html.indexOf('training-band')).toBeLessThan(html.indexOf('class="behind" inert=""'));
  });
});

describe('trouble with a label', () => {
  test('sends the sheets of a label that is printed anew to the bin, and asks nobody to sign them', () => {
    const shown = read(view('label-trouble', 'customs'));
    expect(shown).toContain(plain(fr['label-trouble']['void-sheets']));
    expect(shown).not.toContain('à signer');
    expect(read(view('label-trouble', 'jam'))).not.toContain(plain(fr['label-trouble']['void-sheets']));
  });

  test('leaves the sheets of a label that came out to be signed', () => {
    const shown = view('label-trouble', 'customs-recovered');
    expect(read({ ...shown, pieces: shown.pieces.filter(({ state }) => state === 'printed') })).toContain('Feuille de douane CN23 à signer');
  });
});

describe('a call', () => {
  test('promises that the basket waits only where there is one', () => {
    const dialog = { kind: 'call' } as const;
    expect(read({ ...view('basket', 'two'), dialog })).toContain(fr.dialog.call.basket);
    expect(read({ ...view('weigh', 'empty'), dialog })).not.toContain(fr.dialog.call.basket);
  });
});
