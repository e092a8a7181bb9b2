import type { ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Frame } from '../parts/frame.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Notice } from '../parts/notice.tsx';
import { AddressPlace } from './address-place.tsx';
import { AddressTown } from './address-town.tsx';
import { addressSentence, isOfContact } from './address-problem.ts';
import { AddressWords } from './address-words.tsx';

type AddressView = ViewOf<'address'>;

/** One address, four small questions: the town (from its postcode, or typed as abroad), the street, the name, and a look at the result. */
export function AddressScreen({ view }: { readonly view: AddressView }) {
  // A new part or party begins with what the draft holds; within one part the typed text is the customer's.
  const key = `${view.party}-${view.part}-${view.draft.country}`;
  switch (view.part) {
    case 'town':
      return view.form === null ? <AddressTown key={key} view={view} /> : <AddressPlace key={key} view={view} form={view.form} />;
    case 'street':
    case 'name':
      return <AddressWords key={key} view={view} part={view.part} />;
    case 'check':
      return <AddressCheck key={key} view={view} />;
  }
}

/** Up to here every line of the address fits the envelope in large letters. */
const shortLine = 24;
const reopened = ['name', 'street', 'town'] as const;

function AddressCheck({ view }: { readonly view: AddressView }) {
  const words = useWords();
  const { t } = words;
  const { problems } = view;
  const longest = Math.max(...view.lines.map((line) => line.length));
  return (
    <Frame
      view={view}
      title={t(`address.${view.party}.check`)}
      {...(problems.length === 0 ? { lead: t('address.check-lead') } : {})}
      look={
        <>
        <div className="picture picture-envelope">
          <div className="envelope">
            <span className="envelope-mark" aria-hidden="true" />
            <p className="envelope-lines" data-private data-short={longest <= shortLine || undefined}>
              {view.lines.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </p>
          </div>
        </div>
        {problems.map((problem) => (
          <Notice key={`${problem.field} ${problem.problem}`} tone="brick" drawing={<Info />} live>
            {addressSentence(problem, view.draft, words)}
          </Notice>
        ))}
        </>
      }
      act={
        <>
          <ul className="reopen">
            {reopened.map((part) => (
              <li key={part}>
                <Press className="second-button" intent={{ type: 'address.part.reopened', part }} choice={part}>
                  <span>{t(`address.change-${part}`)}</span>
                </Press>
              </li>
            ))}
          </ul>
          <MainButton intent={{ type: 'address.confirmed' }} disabled={!problems.every(isOfContact)}>{t('address.confirm')}</MainButton>
        </>
      }
    />
  );
}
