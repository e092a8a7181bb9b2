import type { OptionId, ProductId } from '../facts.ts';
import type { Intent } from '../intents.ts';
import type { World } from '../world.fixture.ts';

/** A customer who knows what he wants and answers whatever he is asked. */

/** Every question that the terminal asks is answered from it. */
export interface Wish {
  readonly grams: number;
  readonly to: 'france' | { readonly overseas: string } | { readonly abroad: string };
  readonly contents?: 'documents' | 'goods';
  readonly format?: 'letter' | 'parcel';
  readonly product?: ProductId;
  readonly options?: readonly OptionId[];
  readonly addressee?: (world: World) => Promise<void>;
  readonly sender?: (world: World) => Promise<void>;
  readonly articles?: readonly Intent[];
}

export const lyon = (world: World): Promise<void> => world.typeAddress('69007', '12 rue de la République', 'Camille Martin', '06 12 34 56 78');
export const risOrangis = (world: World): Promise<void> => world.typeAddress('91130', '3 place du Moulin', 'Dominique Petit');
export const saintDenis = (world: World): Promise<void> => world.typeAddress('97400', '3 rue de Paris', 'Camille Martin');
export const ottawa = (world: World): Promise<void> => world.typeForeignAddress('K1A 0B1', 'Ottawa', 'ON', '24 Sussex Drive', 'Camille Martin');
export const bern = (world: World): Promise<void> => world.typeForeignAddress('3011', 'Bern', '', 'Kramgasse 49', 'Camille Martin');
export const berlin = (world: World): Promise<void> => world.typeForeignAddress('10115', 'Berlin', '', 'Chausseestraße 1', 'Camille Martin');
export const laPalmas = (world: World): Promise<void> => world.typeForeignAddress('35001', 'Las Palmas', '', 'Calle Mayor 1', 'Camille Martin');

export const article = (description: string, grams: string, value: string): Intent => ({ type: 'customs.article.entered', description, quantity: '1', grams, value, hsCode: '', origin: '' });
export const books = article('Livres', '60', '12,50');
export const scarf = article('Echarpe', '300', '40');

/** Answers one question; returns its name. */
export async function answer(world: World, wish: Wish): Promise<string> {
  const view = world.view();
  const { to } = wish;
  switch (view.screen) {
    case 'destination':
      await world.send({ type: 'destination.chosen', destination: to === 'france' ? to : 'overseas' in to ? 'overseas' : 'abroad' });
      return view.screen;
    case 'country':
      await world.send({ type: 'country.chosen', code: to === 'france' ? 'FR' : 'overseas' in to ? to.overseas : to.abroad });
      return view.screen;
    case 'contents':
      await world.send({ type: 'contents.chosen', contents: wish.contents ?? 'documents' });
      return view.screen;
    case 'format':
      await world.send({ type: 'format.chosen', format: wish.format ?? 'letter' });
      return view.screen;
    case 'offers':
      if (wish.product !== undefined) await world.send({ type: 'offer.selected', product: wish.product });
      for (const option of wish.options ?? []) await world.send({ type: 'offer.option.chosen', option, chosen: true });
      await world.send({ type: 'offer.confirmed' });
      return view.screen;
    case 'address':
      await (view.party === 'sender' ? (wish.sender ?? risOrangis) : (wish.addressee ?? lyon))(world);
      return view.party;
    case 'pick-up':
      await world.send({ type: 'pickup.chosen', point: 'P1' });
      return view.screen;
    case 'customs': {
      const [first = books, ...others] = wish.articles ?? [];
      await world.send({ type: 'customs.category.chosen', category: 'gift' }, first);
      for (const other of others) await world.send({ type: 'customs.article.added' }, other);
      await world.send({ type: 'customs.confirmed' });
      return view.screen;
    }
    default:
      return view.screen;
  }
}

/** The questions in the order in which they were asked, until the basket, or the screen that lets nothing pass. */
export async function journey(world: World, wish: Wish): Promise<string[]> {
  const asked: string[] = [];
  await world.weigh(wish.grams);
  for (;;) {
    const question = await answer(world, wish);
    if (asked.at(-1) === question) return asked;
    asked.push(question);
  }
}
