import type { AddressDraft, AddressProblem, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { AddressSketch } from '../parts/drawings/scenes.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Chip } from '../parts/notice.tsx';
import { useTyping } from '../parts/typing.ts';
import { useWords, type Words } from '../parts/words.tsx';
import { ContactProblem } from './address-contact.tsx';
import { addressProblem, isOfContact, mostSigns } from './address-problem.ts';

type AddressView = ViewOf<'address'>;
type WordField = Exclude<AddressProblem['field'], 'postcode' | 'town' | 'region' | 'contact'>;
type WordTexts = Pick<AddressDraft, WordField>;

/** Fields whose words begin with a capital: after a space or a hyphen the keyboard shows capitals. */
const capitalised: ReadonlySet<WordField> = new Set(['name', 'company', 'building', 'place']);

export function beginsAWord(text: string): boolean {
  return text === '' || text.endsWith(' ') || text.endsWith('-');
}

function fieldsOf(part: 'street' | 'name', phone: AddressView['phone']): readonly WordField[] {
  if (part === 'street') return ['street', 'building', 'apartment', 'place'];
  return phone === 'none' ? ['name', 'company'] : ['name', 'company', 'phone'];
}

function placeOf({ country, postcode, town, region }: AddressDraft, { place }: Pick<Words, 'place'>): string {
  return country === 'FR' ? `${postcode} ${town}` : [town, region, postcode, place(country)].filter((word) => word !== '').join(' ');
}

/** The parts that are typed in words: the street with what helps to find the door, and the name. */
export function AddressWords({ view, part }: { readonly view: AddressView; readonly part: 'street' | 'name' }) {
  const words = useWords();
  const { t } = words;
  const send = useSend();
  const { street, building, apartment, place, name, company, phone } = view.draft;
  const typing = useTyping<WordField>({ street, building, apartment, place, name, company, phone }, part);
  const fields = fieldsOf(part, view.phone);
  const required: ReadonlySet<WordField> = new Set(view.phone === 'required' ? ['street', 'name', 'phone'] : ['street', 'name']);

  const enter = (texts: WordTexts) => {
    if (part === 'street') send({ type: 'address.street.entered', street: texts.street, building: texts.building, apartment: texts.apartment, place: texts.place });
    else send({ type: 'address.name.entered', name: texts.name, company: texts.company, phone: texts.phone });
    typing.sent();
  };
  const active = typing.texts[typing.active];

  return (
    <Frame
      view={view}
      title={t(`address.${view.party}.${part}`)}
      look={
        <>
          {view.problems.some(isOfContact) ? (
            <ContactProblem view={view} />
          ) : (
            <p className="chips">
              <Chip tone="wheat">{placeOf(view.draft, words)}</Chip>
            </p>
          )}
          <div className="fields" data-part={part}>
            {fields.map((field) => (
              <Field
                key={field}
                name={field}
                label={t(`address.field.${field}`)}
                value={typing.texts[field]}
                active={field === typing.active}
                personal
                optional={!required.has(field)}
                // A problem belongs to the text it was found in: once the customer types on, it goes.
                problem={typing.isUnsent(field) ? undefined : addressProblem(view, [field], words)}
                longest={field === 'phone' ? null : mostSigns(view.draft)}
                onActivate={() => typing.activate(field)}
                onChange={(text) => typing.set(field, text)}
                onProposal={(text) => {
                  typing.set(field, text);
                  enter({ ...typing.texts, [field]: text });
                }}
                inputRef={typing.inputRef(field)}
              />
            ))}
          </div>
          {part === 'name' ? (
            <div className="picture picture-shrinking">
              <AddressSketch line="name" />
            </div>
          ) : null}
        </>
      }
      act={
        <>
          <Keyboard
            kind={typing.active === 'phone' ? 'phone' : 'letters'}
            capital={capitalised.has(typing.active) && beginsAWord(active)}
            onText={(text) => typing.insert(text)}
            onDelete={() => typing.erase()}
          />
          <MainButton onPress={() => enter(typing.texts)} choice="address.entered">
            {t('address.continue')}
          </MainButton>
        </>
      }
    />
  );
}
