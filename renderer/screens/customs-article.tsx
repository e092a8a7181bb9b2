import type { CustomsDraft } from '../../flows/customs/declaration.ts';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Chip, Notice } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useTyping } from '../parts/typing.ts';
import { Said, useWords } from '../parts/words.tsx';
import { customsProblem, customsSentence } from './customs-problem.ts';

type CustomsView = ViewOf<'customs'>;
type ArticleField = keyof CustomsDraft;

const usual: readonly ArticleField[] = ['description', 'quantity', 'grams', 'value'];
const demandedOfSales: readonly ArticleField[] = ['hsCode', 'origin'];
const keyboards = { description: 'letters', quantity: 'digits', grams: 'digits', value: 'decimal', hsCode: 'digits', origin: 'letters' } as const;

/**
 * One kind of thing: what it is, how many, their weight and value. The keyboard follows the field; the main button leads
 * through what is still empty and then sends the line.
 */
export function CustomsArticleForm({ view }: { readonly view: CustomsView }) {
  const words = useWords();
  const { t, weight } = words;
  const send = useSend();
  // Most parcels hold one of each: who has more says so.
  const typing = useTyping<ArticleField>({ ...view.draft, quantity: view.draft.quantity === '' ? '1' : view.draft.quantity }, 'description');
  const fields = view.detailed ? [...usual, ...demandedOfSales] : usual;
  const empty = fields.find((field) => typing.texts[field].trim() === '');
  const general = view.problems.find((one) => one.field === 'articles');

  const enter = (texts: CustomsDraft) => {
    send({ type: 'customs.article.entered', ...texts });
    typing.sent();
  };
  const change = (field: ArticleField, text: string) => {
    typing.set(field, text);
    if (field === 'description') send({ type: 'customs.goods.searched', text });
  };
  const choose = (goods: CustomsView['suggestions'][number]) => {
    send({ type: 'customs.goods.chosen', goods: goods.id });
    // The terminal fills in what it knows: the words for customs, the code, and the weight that is left.
    typing.sent('description', 'hsCode');
    typing.activate(typing.texts.grams !== '' || view.gramsLeft > 0 ? 'value' : 'grams');
  };
  const again = view.at < view.articles.length;
  const title = again ? 'title-again' : view.articles.length === 0 ? 'title-first' : 'title-next';

  return (
    <Frame
      view={view}
      title={t(`customs.article.${title}`)}
      look={
        <>
          <p className="chips">
            <Chip tone="plain">{t('customs.article.left', { grams: weight(view.gramsLeft) })}</Chip>
          </p>
          <div className="fields fields-customs" data-detailed={view.detailed || undefined}>
            {fields.map((field) => (
              <Field
                key={field}
                name={field}
                label={t(`customs.field.${field}`)}
                value={typing.texts[field]}
                active={field === typing.active}
                problem={typing.isUnsent(field) ? undefined : customsProblem(view.problems, field, words)}
                onActivate={() => typing.activate(field)}
                onChange={(text) => change(field, text)}
                onProposal={(text) => {
                  typing.set(field, text);
                  enter({ ...typing.texts, [field]: text });
                }}
                inputRef={typing.inputRef(field)}
              />
            ))}
          </div>
          {general === undefined ? null : (
            <Notice tone="brick" drawing={<Info />} live>
              {customsSentence(general, words)}
            </Notice>
          )}
          {typing.active === 'description' && view.problems.length === 0 ? <Suggestions view={view} onChoose={choose} /> : null}
        </>
      }
      act={
        <>
          <Keyboard
            kind={keyboards[typing.active]}
            capital={typing.active === 'origin' || (typing.active === 'description' && typing.texts.description === '')}
            onText={(text) => change(typing.active, typing.insert(text))}
            onDelete={() => change(typing.active, typing.erase())}
          />
          <MainButton onPress={() => (empty === undefined ? enter(typing.texts) : typing.activate(empty))} choice="customs.entered">
            {t(empty !== undefined ? 'customs.article.next' : again ? 'customs.article.keep' : 'customs.article.add')}
          </MainButton>
        </>
      }
    />
  );
}

/** Common things that fit what is typed: one touch gives the words that customs know, and the code with them. */
function Suggestions({ view, onChoose }: { readonly view: CustomsView; readonly onChoose: (goods: CustomsView['suggestions'][number]) => void }) {
  const { t } = useWords();
  if (view.suggestions.length === 0) return null;
  return (
    <ul className="suggestions" aria-label={t('customs.article.suggestions')}>
      {view.suggestions.map((goods) => (
        <li key={goods.id}>
          <Press className="suggestion" onPress={() => onChoose(goods)} choice={goods.id}>
            <Said words={goods.name} />
          </Press>
        </li>
      ))}
    </ul>
  );
}
