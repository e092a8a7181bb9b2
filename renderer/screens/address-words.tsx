import type { AddressDraft, AddressProblem, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { AddressSketch } from '../parts/drawings/scenes.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Chip } from '../parts/notice.tsx';
import { useTyping } from '../parts/typing.ts';
import { useWords } from '../parts/words.tsx';

type WordField = Exclude<AddressProblem['field'], 'postcode' | 'town'>;

const fieldsOf: Record<'street' | 'name', readonly WordField[]> = {
  street: ['street', 'building', 'apartment', 'place'],
  name: ['name', 'company'],
};
const required: ReadonlySet<WordField> = new Set(['street', 'name']);
/** Fields whose words begin with a capital: after a space or a hyphen the keyboard shows capitals. */
const capitalised: ReadonlySet<WordField> = new Set(['name', 'company', 'building', 'place']);

function beginsAWord(text: string): boolean {
  return text === '' || text.endsWith(' ') || text.endsWith('-');
}

/** The parts that are typed in words: the street with what helps to find the door, and the name. */
export function AddressWords({ view, part }: { readonly view: ViewOf<'address'>; readonly part: 'street' | 'name' }) {
  const { t } = useWords();
  const send = useSend();
  const { postcode: _postcode, town: _town, ...words } = view.draft;
  const typing = useTyping<WordField>(words, part);

  const enter = (texts: Omit<AddressDraft, 'postcode' | 'town'>) => {
    const { street, building, apartment, place, name, company } = texts;
    if (part === 'street') send({ type: 'address.street.entered', street, building, apartment, place });
    else send({ type: 'address.name.entered', name, company });
  };
  // A problem belongs to the text it was found in: once the customer types on, it goes.
  const problemOf = (field: WordField) => (typing.texts[field] === view.draft[field] ? view.problems.find((one) => one.field === field) : undefined);
  const active = typing.texts[typing.active];

  return (
    <Frame
      view={view}
      title={t(`address.${view.party}.${part}`)}
      look={
        <>
          <p className="chips">
            <Chip tone="wheat">
              {view.draft.postcode} {view.draft.town}
            </Chip>
          </p>
          <div className="fields" data-part={part}>
            {fieldsOf[part].map((field) => (
              <Field
                key={field}
                name={field}
                value={typing.texts[field]}
                active={field === typing.active}
                optional={!required.has(field)}
                problem={problemOf(field)}
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
          <Keyboard kind="letters" capital={capitalised.has(typing.active) && beginsAWord(active)} onText={(text) => typing.insert(text)} onDelete={() => typing.erase()} />
          <MainButton onPress={() => enter(typing.texts)} choice="address.entered">
            {t('address.continue')}
          </MainButton>
        </>
      }
    />
  );
}
