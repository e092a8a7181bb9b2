import type { CountryChoice, ViewOf } from '../../flows/view.ts';
import { Flag } from '../parts/flag.tsx';
import { Frame } from '../parts/frame.tsx';
import { useSend } from '../parts/kiosk.tsx';
import { Keyboard } from '../parts/keyboard.tsx';
import { Notice } from '../parts/notice.tsx';
import { Info } from '../parts/drawings/signs.tsx';
import { Overseas } from '../parts/drawings/places.tsx';
import { Pages } from '../parts/pages.tsx';
import { Press } from '../parts/press.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useTyping } from '../parts/typing.ts';
import { Said, useWords } from '../parts/words.tsx';

type CountryView = ViewOf<'country'>;

/** Where an item goes abroad or overseas, or where the sender lives: touched by its flag, or found by its first letters. */
export function CountryScreen({ view }: { readonly view: CountryView }) {
  return view.purpose === 'overseas' ? <Territories view={view} /> : <Countries view={view} />;
}

/** There are twelve, and everybody who sends there knows the name: nothing is typed. */
function Territories({ view }: { readonly view: CountryView }) {
  const { t } = useWords();
  // Where the display is low, larger letters leave no room for all of them, and neither does the band of school mode.
  const perPage = useLandscape() && (view.preferences.textSize === 'large' || view.training) ? 8 : 12;
  return (
    <Frame
      view={view}
      shape="wide"
      title={t('country.overseas')}
      look={
        <div className="picture picture-shrinking only-in-landscape">
          <Overseas />
        </div>
      }
      act={
        <Pages items={view.choices} perPage={perPage}>
          {(shown) => <Places choices={shown} territories />}
        </Pages>
      }
    />
  );
}

/** With less height for the list, the further ones are on the next page or one letter away. */
const shownAtOnce = { portrait: { standard: 10, large: 6, larger: 6, largest: 6 }, landscape: { standard: 6, large: 4, larger: 4, largest: 4 } } as const;

function Countries({ view }: { readonly view: CountryView }) {
  const { t } = useWords();
  const send = useSend();
  const typing = useTyping({ country: view.query }, 'country');
  const typed = typing.texts.country;
  const perPage = shownAtOnce[useLandscape() ? 'landscape' : 'portrait'][view.preferences.textSize];
  const change = (text: string) => {
    typing.set('country', text);
    send({ type: 'country.searched', text });
  };
  return (
    <Frame
      view={view}
      title={t(`country.${view.purpose}`)}
      look={
        <>
          <SearchField name="country" label={t('country.field')} value={typed} onChange={change} inputRef={typing.inputRef('country')} />
          {view.choices.length === 0 ? (
            <Notice tone="sky" drawing={<Info />} live>
              {t('country.none')}
            </Notice>
          ) : (
            <>
              {view.query === '' ? <h2 className="list-name">{t('country.frequent')}</h2> : null}
              {/* What was found for other letters begins at its own first page. */}
              <Pages key={view.query} items={view.choices} perPage={perPage}>
                {(shown) => <Places choices={shown} />}
              </Pages>
            </>
          )}
        </>
      }
      act={<Keyboard kind="letters" capital={typed === ''} onText={(text) => change(typing.insert(text))} onDelete={() => change(typing.erase())} />}
    />
  );
}

function Places({ choices, territories = false }: { readonly choices: readonly CountryChoice[]; readonly territories?: boolean }) {
  return (
    <ul className="countries" data-roomy={territories || undefined}>
      {choices.map((choice) => (
        <li key={choice.code} className={choice.reason === null ? undefined : 'country-refused'}>
          <PlaceKey choice={choice} flag={!territories} />
        </li>
      ))}
    </ul>
  );
}

/** Several territories fly the French flag, others none that all agree on: there the name alone says it. */
function PlaceKey({ choice: { code, name, reason, note }, flag }: { readonly choice: CountryChoice; readonly flag: boolean }) {
  const { t, place, locale, said: inLanguage } = useWords();
  // Unicode writes some names small, as they stand in a sentence: `îles Canaries`.
  const said = name === null ? place(code) : inLanguage(name);
  const title = said.charAt(0).toLocaleUpperCase(locale) + said.slice(1);
  if (reason !== null) {
    return (
      <div className="country impossible" data-choice={code}>
        {flag ? <Flag code={code} /> : null}
        <span className="country-words">
          <strong>{title}</strong>
          <span className="why">{note === null ? t(`reason.${reason}`) : <Said words={note} />}</span>
        </span>
      </div>
    );
  }
  return (
    <Press className="country" intent={{ type: 'country.chosen', code }} choice={code}>
      {flag ? <Flag code={code} /> : null}
      <span className="country-words">
        <strong>{title}</strong>
      </span>
    </Press>
  );
}
