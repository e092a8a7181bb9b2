import type { ViewOf } from '../../flows/view.ts';
import { PhoneToReader } from '../parts/drawings/phone.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';
import { addressSentence, isOfContact } from './address-problem.ts';

interface ContactProps {
  readonly view: ViewOf<'address'>;
}

/** A code that is not taken is answered at whatever question it was shown. */
export function ContactProblem({ view }: ContactProps) {
  const words = useWords();
  const problem = view.problems.find(isOfContact);
  if (problem === undefined) return null;
  return (
    <Notice tone="brick" drawing={<Info />} live>
      {addressSentence(problem, view.draft, words)}
    </Notice>
  );
}

/** Nobody types who need not: a contact's QR code, shown on a phone, says the whole address. */
export function ContactHint({ view }: ContactProps) {
  const { t } = useWords();
  if (view.problems.some(isOfContact)) return <ContactProblem view={view} />;
  if (!view.scanner) return null;
  return (
    <div className="contact-hint">
      <Notice tone="plain" drawing={<PhoneToReader />}>
        {t(`address.contact.${view.party}`)}
      </Notice>
    </div>
  );
}
