import type { SnapshotFrom } from 'xstate';
import { entryOf, ruleAgainst } from '../destinations/destinations.ts';
import type { DestinationBook, DestinationEntry } from '../destinations/book.ts';
import { searchDestinations } from '../destinations/search.ts';
import { cents, type Cents } from '../money.ts';
import { destinationChoices, formatChoices } from '../postage/limits.ts';
import { parisDay } from '../postage/paris.ts';
import { saving } from '../postage/quote.ts';
import { stepAt, type Shown } from '../shown.ts';
import { isWell } from '../terminal/world.ts';
import type { CountryChoice } from '../view.ts';
import { grams } from '../weight.ts';
import { showAddress } from './address-view.ts';
import { showCustoms } from './customs-view.ts';
import { chosenOffer, chosenPrice, missingPostage, type Item } from './item.ts';
import { weighing } from './pan.ts';
import type { SendingContext } from './sending-memory.ts';
import { contentsChoices, pendingPrice, pointsFor } from './sending-questions.ts';
import type { sendingMachine } from './sending.ts';
import { showAffixed } from './supplement-view.ts';

/** How many offers stand on the screen before "more" is asked for. */
const shownAtFirst = 3;
/** How many countries a search shows: what fits without turning pages. */
const mostFound = 7;

/**
 * The item being prepared as a screen. One branch a state; the machine decides, this only says it.
 * @param basket what lies in the basket already: the money's plate shows both.
 */
export function showSending(snapshot: SnapshotFrom<typeof sendingMachine>, basket: Cents): Shown {
  const { context } = snapshot;
  // Nothing is owed yet before an offer is chosen, nor of a supplement before the stamps on it are said.
  const amount = cents(basket + pendingPrice(context));
  const money: Shown['money'] = amount === 0 ? null : { state: 'to-pay', amount };
  return { ...bodyOf(snapshot), money };
}

function bodyOf(snapshot: SnapshotFrom<typeof sendingMachine>): Omit<Shown, 'money'> {
  const { context } = snapshot;
  const { item } = context;
  if (item === null || item.destination === null || snapshot.matches('weighing') || snapshot.matches('destination') || snapshot.matches('country')) return beginning(snapshot);
  const { destination } = item;
  const back = 'back' as const;
  if (snapshot.matches('contents') || snapshot.matches('describing')) {
    return { body: { screen: 'contents', destination: destination.code, choices: contentsChoices(context, destination, item.waived) }, step: stepAt('destination'), back };
  }
  if (snapshot.matches('format')) {
    return { body: { screen: 'format', grams: item.grams, choices: formatChoices(item.grams, destination, item.waived) }, step: stepAt('choose'), back };
  }
  if (snapshot.matches('affixed')) {
    const price = chosenPrice(item);
    return { body: showAffixed(price ?? cents(0), item.affixed, missingPostage(item)), step: stepAt('choose'), back };
  }
  const { address, customs } = snapshot.children;
  const party = snapshot.matches('sender') ? 'sender' : 'addressee';
  if (address && (snapshot.matches('addressee') || snapshot.matches('sender'))) {
    return { body: showAddress(address.getSnapshot(), party, isWell(context.world.health.scanner)), step: stepAt('address'), back };
  }
  if (snapshot.matches('pickUp')) {
    const points = pointsFor(context);
    return {
      body: { screen: 'pick-up', postcode: item.addressee?.postcode ?? '', points: [...points], selected: item.pickUp?.id ?? null },
      step: stepAt('address'),
      back,
    };
  }
  if (customs && snapshot.matches('customs')) return { body: showCustoms(customs.getSnapshot()), step: stepAt('customs'), back };
  return { body: offersBody(context, item, destination), step: stepAt('choose'), back };
}

/** Before a destination is known: the pan, the three ways, the country. */
function beginning(snapshot: SnapshotFrom<typeof sendingMachine>): Omit<Shown, 'money'> {
  const { context } = snapshot;
  const weight = context.item?.grams ?? grams(0);
  if (snapshot.matches('destination')) {
    return { body: { screen: 'destination', grams: weight, choices: destinationChoices() }, step: stepAt('destination'), back: 'back' };
  }
  if (snapshot.matches('country')) {
    return { body: { screen: 'country', purpose: context.among, query: context.query, choices: countryChoices(context) }, step: stepAt('destination'), back: 'back' };
  }
  // The same item put back needs no zero before it.
  const seen = weighing(context.purpose === 'again' ? { ...context.pan, zeroSeen: true } : context.pan);
  return {
    body: { screen: 'weigh', weighing: seen.state, grams: seen.grams, purpose: context.purpose },
    step: stepAt('weigh'),
    back: context.purpose === 'first' ? 'cancel' : 'back',
  };
}

/** Before anything is typed the most frequent, or all overseas territories; then what was found. */
export function countryChoices({ ports, among, query, item }: SendingContext): CountryChoice[] {
  const book = ports.destinations;
  const listed = among === 'overseas' ? book.overseas : book.frequent;
  const entries = query.trim() === '' ? listed.flatMap((code) => entryOf(book, code) ?? []) : placesFound(book, query, among);
  const day = parisDay(ports.clock.now());
  const rules = item?.waived.includes('destination') === true ? [] : book.rules;
  return entries.slice(0, 12).map((entry) => choiceOf(entry, rules, day));
}

/** Réunion is no country, and some look for it among them: whoever finds nothing there is shown what else is called so. */
function placesFound(book: DestinationBook, query: string, among: SendingContext['among']): DestinationEntry[] {
  const there = searchDestinations(book, query, among, mostFound);
  return there.length > 0 ? there : searchDestinations(book, query, 'all', mostFound);
}

/** A place to which nothing at all goes says so before it is chosen. */
function choiceOf(entry: DestinationEntry, rules: SendingContext['ports']['destinations']['rules'], day: string): CountryChoice {
  const found = (['letter', 'parcel'] as const).flatMap((kind) => (['documents', 'goods'] as const).map((contents) => ruleAgainst(rules, { code: entry.code, kind, contents, day })));
  const [rule] = found;
  const closed = rule !== null && rule !== undefined && found.every((one) => one !== null);
  return { code: entry.code, name: entry.name, reason: closed ? rule.effect : null, note: closed ? rule.note : null };
}

function offersBody(context: SendingContext, item: Item, destination: DestinationEntry): Shown['body'] {
  const chosen = chosenOffer(item);
  const tariff = item.pricing?.tariff ?? null;
  const first = item.offers.slice(0, shownAtFirst);
  // What is selected is always among what is seen.
  const hidden = chosen !== null && !first.includes(chosen);
  const all = context.allOffers || hidden;
  return {
    screen: 'offers',
    grams: item.grams,
    kind: item.format ?? 'letter',
    destination: destination.code,
    offers: all ? [...item.offers] : first,
    more: all ? 0 : item.offers.length - first.length,
    all,
    selected: chosen?.product ?? null,
    chosen: [...item.options],
    saving: chosen === null || tariff === null || item.pricing === null ? null : saving(chosen.product, item.grams, tariff, item.pricing.day),
    priceBefore: item.priceBefore,
    assumedLetter: item.assumedLetter,
    supplement: context.supplement,
  };
}
