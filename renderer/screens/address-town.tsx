import type { ViewOf } from '../../flows/view.ts';
import { AddressSketch } from '../parts/drawings/scenes.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useTyping } from '../parts/typing.ts';
import { useWords } from '../parts/words.tsx';

const postcodeLength = 5;
/** A postcode can have forty towns: they are shown in two columns and turned like pages. */
const townsPerPage = 12;
const townsPerPageWithLessRoom = 8;
const fewTowns = 3;

/** The postcode on a keypad; as soon as it is whole, its towns take the keypad's place. */
export function AddressTown({ view }: { readonly view: ViewOf<'address'> }) {
  const { t } = useWords();
  const send = useSend();
  const typing = useTyping({ postcode: view.draft.postcode }, 'postcode');
  const typed = typing.texts.postcode;
  const perPage = useLandscape() || view.preferences.textSize === 'large' ? townsPerPageWithLessRoom : townsPerPage;

  const change = (text: string) => {
    const postcode = text.replaceAll(/\D/g, '').slice(0, postcodeLength);
    typing.set('postcode', postcode);
    if (postcode.length === postcodeLength && postcode !== typed) send({ type: 'address.postcode.entered', postcode });
  };
  const known = typed === view.draft.postcode && view.towns.length > 0;
  /** A few towns stay low, where the hand is, and leave the picture its room. */
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
          <Field
            name="postcode"
            value={typed}
            active
            problem={typed === view.draft.postcode ? view.problems.find((one) => one.field === 'postcode' || one.field === 'town') : undefined}
            onActivate={() => typing.activate('postcode')}
            onChange={change}
            onProposal={change}
            inputRef={typing.inputRef('postcode')}
          />
        </>
      }
      act={
        <>
          {known ? (
            <>
              <Pages items={view.towns} perPage={perPage}>
                {(shown) => (
                  <ul className="towns" data-many={view.towns.length > perPage / 2 || undefined}>
                    {shown.map((town) => (
                      <li key={town}>
                        <Press className="town" intent={{ type: 'address.town.chosen', town }} choice={town} pressed={town === view.draft.town}>
                          {town}
                        </Press>
                      </li>
                    ))}
                  </ul>
                )}
              </Pages>
              {few ? null : <div className="push" />}
              <Press className="second-button" choice="other-postcode" onPress={() => typing.set('postcode', '')}>
                <span>{t('address.other-postcode')}</span>
              </Press>
            </>
          ) : (
            <Keyboard kind="digits" capital={false} onText={(digit) => change(typed + digit)} onDelete={() => change(typed.slice(0, -1))} />
          )}
        </>
      }
    />
  );
}
