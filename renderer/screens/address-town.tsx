import { useState } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { SecondButton } from '../parts/buttons.tsx';
import { AddressSketch } from '../parts/drawings/scenes.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useTyping, type Typing } from '../parts/typing.ts';
import { useWords } from '../parts/words.tsx';
import { ContactHint, ContactProblem } from './address-contact.tsx';
import { addressProblem, isOfContact } from './address-problem.ts';
import { Towns } from './address-towns.tsx';

type AddressView = ViewOf<'address'>;

interface TownProps {
  readonly view: AddressView;
  readonly typing: Typing<'postcode'>;
  readonly onChange: (text: string) => void;
  /** To the other way of finding a town. */
  readonly onOther: () => void;
}

const postcodeLength = 5;

/** Where in France: by the postcode on a keypad, or by the first letters of the town for who does not know it. */
export function AddressTown({ view }: { readonly view: AddressView }) {
  const send = useSend();
  const typing = useTyping({ postcode: view.draft.postcode }, 'postcode');
  const [byName, setByName] = useState(/\D/.test(view.draft.postcode));
  const other = () => {
    typing.set('postcode', '');
    setByName(!byName);
  };
  const search = (text: string) => {
    typing.set('postcode', text);
    send({ type: 'address.postcode.entered', postcode: text });
  };
  const dial = (text: string) => {
    const postcode = text.replaceAll(/\D/g, '').slice(0, postcodeLength);
    typing.set('postcode', postcode);
    if (postcode.length === postcodeLength && postcode !== typing.texts.postcode) send({ type: 'address.postcode.entered', postcode });
  };
  return byName ? <TownByName view={view} typing={typing} onChange={search} onOther={other} /> : <TownByPostcode view={view} typing={typing} onChange={dial} onOther={other} />;
}

/** Up to so many stay low, where the hand is, and leave the picture its room. */
const fewTowns = 3;
/** A postcode can have forty-six towns: they are shown in two columns and turned like pages. */
const townsPerPage = { usual: 12, short: 8 } as const;

function TownByPostcode({ view, typing, onChange, onOther }: TownProps) {
  const words = useWords();
  const { t } = words;
  const typed = typing.texts.postcode;
  const short = useLandscape() || view.preferences.textSize === 'large';
  const answered = typed === view.draft.postcode;
  const known = answered && typed.length === postcodeLength && view.towns.length > 0;
  const few = view.towns.length <= fewTowns;
  return (
    <Frame
      view={view}
      shape={known && !few ? 'wide' : 'open'}
      title={t(known ? `address.${view.party}.town` : `address.${view.party}.postcode`)}
      lead={t(known ? 'address.town-lead' : 'address.postcode-lead')}
      look={
        <>
          {known && !few ? null : (
            <div className="picture picture-shrinking">
              <AddressSketch line="town" />
            </div>
          )}
          {known ? <ContactProblem view={view} /> : <ContactHint view={view} />}
          <Field
            name="postcode"
            dialled
            label={t('address.field.postcode')}
            value={typed}
            active
            problem={answered && typed !== '' ? addressProblem(view, ['postcode', 'town'], words) : undefined}
            onActivate={() => typing.activate('postcode')}
            onChange={onChange}
            onProposal={onChange}
            inputRef={typing.inputRef('postcode')}
          />
        </>
      }
      act={
        known ? (
          <>
            <Towns view={view} perPage={short ? townsPerPage.short : townsPerPage.usual} />
            {few ? null : <div className="push" />}
            <SecondButton choice="other-postcode" onPress={() => typing.set('postcode', '')}>
              {t('address.other-postcode')}
            </SecondButton>
          </>
        ) : (
          <>
            <Keyboard kind="digits" capital={false} onText={(digit) => onChange(typed + digit)} onDelete={() => onChange(typed.slice(0, -1))} />
            <div className="other-ways">
              <SecondButton choice="by-name" onPress={onOther}>
                {t('address.by-name')}
              </SecondButton>
              <OtherCountry view={view} />
            </div>
          </>
        )
      }
    />
  );
}

const foundPerPage = { portrait: { standard: 6, large: 4, larger: 4, largest: 4 }, landscape: { standard: 6, large: 4, larger: 4, largest: 4 } } as const;
/** What a sentence above the list takes from it. */
const townsUnderAProblem = 2;

function TownByName({ view, typing, onChange, onOther }: TownProps) {
  const { t } = useWords();
  const typed = typing.texts.postcode;
  const perPage = foundPerPage[useLandscape() ? 'landscape' : 'portrait'][view.preferences.textSize];
  const refused = view.problems.some(isOfContact);
  return (
    <Frame
      view={view}
      title={t(`address.${view.party}.town`)}
      look={
        <>
          <SearchField name="postcode" label={t('address.field.search')} value={typed} onChange={onChange} inputRef={typing.inputRef('postcode')} />
          {view.towns.length > 0 && typed !== '' ? (
            <>
              <ContactProblem view={view} />
              <Towns key={view.draft.postcode} view={view} perPage={refused ? perPage - townsUnderAProblem : perPage} />
            </>
          ) : typed === '' || refused || view.problems.length === 0 ? (
            <ContactHint view={view} />
          ) : (
            <Notice tone="sky" drawing={<Info />} live>
              {t('address.no-town')}
            </Notice>
          )}
        </>
      }
      act={
        <>
          <Keyboard kind="letters" capital={typed === ''} onText={(text) => onChange(typing.insert(text))} onDelete={() => onChange(typing.erase())} />
          <SecondButton choice="by-postcode" onPress={onOther}>
            {t('address.by-postcode')}
          </SecondButton>
        </>
      }
    />
  );
}

/** The sender may live abroad; nobody else's country is asked here. */
export function OtherCountry({ view }: { readonly view: AddressView }) {
  const { t } = useWords();
  if (!view.canChangeCountry) return null;
  return (
    <SecondButton intent={{ type: 'address.country.reopened' }} choice="country">
      {t(view.draft.country === 'FR' ? 'address.abroad' : 'address.other-country')}
    </SecondButton>
  );
}
