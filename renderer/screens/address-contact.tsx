import type { ViewOf } from '../../flows/view.ts';
import { PhoneToReader } from '../parts/drawings/phone.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

/** Nobody types who need not: a contact's QR code, shown on a phone, says the whole address. */
export function ContactHint({ view }: { readonly view: ViewOf<'address'> }) {
  const { t } = useWords();
  const problem = view.problems.find((one) => one.field === 'contact');
  if (problem !== undefined) {
    return (
      <Notice tone="brick" drawing={<Info />} live>
        {t(`address.problem.${problem.problem}`)}
      </Notice>
    );
  }
  if (!view.scanner) return null;
  return (
    <div className="contact-hint">
      <Notice tone="plain" drawing={<PhoneToReader />}>
        {t(`address.contact.${view.party}`)}
      </Notice>
    </div>
  );
}
