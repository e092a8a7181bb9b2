import { useState, type FormEvent } from 'react';
import { Switch } from './controls.tsx';
import type { DeviceAs } from './devices.ts';
import type { Turn } from './turn.ts';
import { useWords } from './words.tsx';

const symbologies = { code128: 'Code 128', 'data-matrix': 'Data Matrix', qr: 'QR', 'ean-13': 'EAN-13', code39: 'Code 39', pdf417: 'PDF417' } as const;
type Symbology = keyof typeof symbologies;

interface Code {
  readonly text: string;
  readonly symbology: Symbology;
}

const contact = ['BEGIN:VCARD', 'VERSION:3.0', 'N:Durand;Marie;;;', 'FN:Marie Durand', 'ADR;TYPE=HOME:;;12 rue de Marseille;Lyon;;69007;France', 'TEL:+33 6 39 98 01 23', 'END:VCARD'].join('\r\n');

/**
 * One of each kind that a customer may bring: numbers of the post whose keys are right (UPU S10's own example, and those of
 * `postal.md` 3.2), an invented contact, another company's parcel as its guide shows it, a book, and a web address.
 */
const samples: readonly (Code & { readonly name: string })[] = [
  { name: 'colissimo', text: '9V11111111219', symbology: 'code128' },
  { name: 'letter', text: '87000720610100P', symbology: 'data-matrix' },
  { name: 's10', text: 'RR123456785FR', symbology: 'code128' },
  { name: 'smudged', text: 'RR123456784FR', symbology: 'code128' },
  { name: 'contact', text: contact, symbology: 'qr' },
  { name: 'carrier', text: '1Z999AA10123456784', symbology: 'code128' },
  { name: 'book', text: '9782070360024', symbology: 'ean-13' },
  { name: 'address', text: 'https://example.org/', symbology: 'qr' },
];

/** Codes of papers that are offered: the last ones printed. */
const offered = 4;

export function ScannerDrawing({ reading }: { readonly reading: number }) {
  const { t } = useWords();
  return (
    <fieldset className="scanner device" aria-label={t('devices.code-scanner')}>
      <svg viewBox="0 0 120 150" aria-hidden="true" fill="none" stroke="var(--shade)" strokeWidth="3" strokeLinejoin="round" strokeLinecap="round">
        <path d="M34 146h58M63 146V104" strokeWidth="6" />
        <path d="M52 58h28l8 50a6 6 0 0 1-6 6H56a6 6 0 0 1-6-6z" fill="var(--ink-2)" />
        <path d="M22 26h72a12 12 0 0 1 12 12v14a12 12 0 0 1-12 12H34z" fill="var(--card)" />
        <path d="M22 26 34 64l-8-2-9-32z" fill="var(--ink)" />
        <path d="M52 70h-8" stroke="var(--wheat)" strokeWidth="5" />
        <path key={reading} className={reading > 0 ? 'beam' : 'beam rest'} d="M14 40-14 22M16 46h-34M18 52-14 72" stroke="var(--brick)" strokeWidth="4" />
      </svg>
    </fieldset>
  );
}

interface PanelProps {
  readonly scanner: DeviceAs<'code-scanner'>;
  readonly codes: readonly string[];
  readonly turn: Turn;
  readonly onRead: () => void;
}

export function ScannerPanel({ scanner, codes, turn, onRead }: PanelProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [symbology, setSymbology] = useState<Symbology>('code128');
  const { silent, cut, garbage } = scanner.knobs;
  const scan = ({ text: read, symbology: as }: Code): void => {
    onRead();
    void turn('code-scanner', { scan: { text: read, symbology: as } });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text !== '') scan({ text, symbology });
  };
  const pick = (kind: 'printed' | 'samples', list: readonly (Code & { readonly name?: string })[]) =>
    list.length === 0 ? null : (
      <div className={`codes codes-${kind}`}>
        <h2>{t(`scanner.${kind}`)}</h2>
        <ul>
          {list.map((code) => (
            <li key={code.text}>
              <button type="button" title={code.text} onClick={() => scan(code)}>
                {code.name === undefined ? code.text : t(`scanner.sample.${code.name}`)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <section className="panel scanner-panel" aria-label={t('devices.code-scanner')}>
      <form onSubmit={submit} className="row">
        <label htmlFor="code" className="unseen">
          {t('scanner.text')}
        </label>
        <input id="code" className="wide" placeholder={t('scanner.text')} value={text} maxLength={4_000} onChange={(event) => setText(event.target.value)} />
        <select aria-label={t('scanner.kind')} value={symbology} onChange={(event) => setSymbology(event.target.value as Symbology)}>
          {Object.entries(symbologies).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <button type="submit" className="main">
          {t('scanner.read')}
        </button>
      </form>
      {pick('printed', codes.slice(0, offered).map((code) => ({ text: code, symbology: /^[\x20-\x7e]{1,24}$/u.test(code) ? 'code128' : 'data-matrix' })))}
      {pick('samples', samples)}
      <div className="switches four">
        <Switch on={silent} onChange={(on) => void turn('code-scanner', { silent: on })}>
          {t('scanner.silent')}
        </Switch>
        <Switch on={cut} onChange={(on) => void turn('code-scanner', { cut: on })}>
          {t('scanner.cut')}
        </Switch>
        <Switch on={garbage} onChange={(on) => void turn('code-scanner', { garbage: on })}>
          {t('scanner.garbage')}
        </Switch>
      </div>
    </section>
  );
}
