import type { PlaceForm, ViewOf } from '../../flows/view.ts';
import { MainButton } from '../parts/buttons.tsx';
import { Field } from '../parts/field.tsx';
import { Flag } from '../parts/flag.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Chip } from '../parts/notice.tsx';
import { useTyping } from '../parts/typing.ts';
import { useWords } from '../parts/words.tsx';
import { ContactHint } from './address-contact.tsx';
import { addressProblem, mostSigns } from './address-problem.ts';
import { OtherCountry } from './address-town.tsx';
import { beginsAWord } from './address-words.tsx';

type PlaceField = PlaceForm['fields'][number];

/** A code with a space in it stays on one line. */
function unbroken(code: string): string {
  return code.replaceAll(' ', '\u00A0');
}

/** Town, region and postcode as the country writes them, in its order; no list answers, so they are typed. */
export function AddressPlace({ view, form }: { readonly view: ViewOf<'address'>; readonly form: PlaceForm }) {
  const words = useWords();
  const { t } = words;
  const send = useSend();
  const { postcode, town, region } = view.draft;
  const typing = useTyping<PlaceField>({ postcode, town, region }, form.fields[0] ?? 'town');
  const enter = (texts: Record<PlaceField, string>) => {
    send({ type: 'address.place.entered', postcode: texts.postcode, town: texts.town, region: texts.region });
    typing.sent();
  };
  const labels: Record<PlaceField, string> = {
    postcode: form.postcodeExample === null ? t('address.field.postcode') : `${t('address.field.postcode')} ${t('address.example', { example: unbroken(form.postcodeExample) })}`,
    town: t('address.field.town-abroad'),
    region: t(`address.region.${form.region}`),
  };
  return (
    <Frame
      view={view}
      title={t(`address.${view.party}.place`)}
      look={
        <>
          <p className="chips">
            <Chip tone="wheat">
              <Flag code={view.draft.country} />
              {words.place(view.draft.country)}
            </Chip>
          </p>
          <div className="fields" data-part="place">
            {form.fields.map((field) => (
              <Field
                key={field}
                name={field}
                label={labels[field]}
                value={typing.texts[field]}
                active={field === typing.active}
                personal
                optional={!form.required.includes(field)}
                problem={typing.isUnsent(field) ? undefined : addressProblem(view, [field], words)}
                longest={mostSigns(view.draft)}
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
          <ContactHint view={view} />
        </>
      }
      act={
        <>
          <Keyboard
            kind="letters"
            capital={typing.active === 'postcode' || beginsAWord(typing.texts[typing.active])}
            onText={(text) => typing.insert(text)}
            onDelete={() => typing.erase()}
          />
          {view.canChangeCountry ? (
            <div className="other-ways">
              <OtherCountry view={view} />
            </div>
          ) : null}
          <MainButton onPress={() => enter(typing.texts)} choice="address.entered">
            {t('address.continue')}
          </MainButton>
        </>
      }
    />
  );
}
