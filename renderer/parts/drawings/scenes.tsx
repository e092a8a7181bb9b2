import type { SoldKind } from '../../../flows/view.ts';
import { StampShape } from './goods.tsx';
import { LetterShape, ParcelShape } from './items.tsx';

type Glass = 'waiting' | 'asking' | 'refused' | 'ended' | 'dark';

/** From a hundred euros on the amount is set smaller: the glass is 288 wide. */
const digitsInLarge = 4;

/** The card terminal and what its glass says: the amount and a card held to it, or how the payment ended. */
export function CardTerminal({ amount, glass = 'waiting' }: { readonly amount: string; readonly glass?: Glass }) {
  const shown = glass === 'waiting' || glass === 'asking';
  return (
    <svg className="card-terminal" viewBox="0 0 700 640" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="400" cy="618" rx="230" ry="18" fill="var(--paper-2)" />
      <rect x="220" y="30" width="360" height="574" rx="46" fill="var(--shade)" stroke="var(--ink)" strokeWidth="7" />
      <rect x="256" y="66" width="288" height="172" rx="20" fill={glass === 'refused' ? 'var(--brick-2)' : glass === 'dark' ? 'var(--metal)' : 'var(--sky-2)'} opacity={glass === 'dark' ? 0.3 : 1} />
      {shown ? (
        <text className="terminal-amount" data-long={amount.replaceAll(/\D/g, '').length > digitsInLarge || undefined} x="400" y="136" textAnchor="middle" fill="var(--ink)">
          {amount}
        </text>
      ) : null}
      {glass === 'refused' ? <path d="m362 114 76 76M438 114l-76 76" stroke="var(--brick)" strokeWidth="16" /> : null}
      {glass === 'ended' ? <path d="M352 152h96" stroke="var(--ink-2)" strokeWidth="12" /> : null}
      {glass === 'asking' ? (
        <g className="terminal-dots" fill="var(--ink)">
          <circle cx="364" cy="196" r="9" />
          <circle cx="400" cy="196" r="9" />
          <circle cx="436" cy="196" r="9" />
        </g>
      ) : null}
      {glass === 'waiting' ? (
        <g stroke="var(--sky)" strokeWidth="7">
          <path d="M382 178a22 22 0 0 1 0 30M397 170a34 34 0 0 1 0 46M412 162a46 46 0 0 1 0 62" />
        </g>
      ) : null}
      {[282, 346, 410].map((y) =>
        [262, 358, 454].map((x) => <rect key={`${x}-${y}`} x={x} y={y} width="84" height="48" rx="12" fill="var(--metal)" opacity="0.42" />),
      )}
      <rect x="262" y="490" width="84" height="60" rx="14" fill="var(--brick)" />
      <path d="m292 508 24 24M316 508l-24 24" stroke="var(--paper)" strokeWidth="7" />
      <rect x="358" y="490" width="84" height="60" rx="14" fill="var(--wheat)" />
      <path d="M412 508h-24l-10 12 10 12h24z" stroke="var(--on-wheat)" strokeWidth="5" />
      <rect x="454" y="490" width="84" height="60" rx="14" fill="var(--sage)" />
      <circle cx="496" cy="520" r="14" stroke="var(--paper)" strokeWidth="7" />
      {glass !== 'waiting' ? null : (
        <g className="card-approach">
          <g transform="translate(8 96) rotate(-14)">
            <rect width="250" height="158" rx="18" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="6" />
            <rect x="26" y="48" width="50" height="38" rx="8" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="4" />
            <path d="M26 67h50M51 48v38" stroke="var(--shade)" strokeWidth="3" />
            <path d="M26 122h38M76 122h38M126 122h38" stroke="var(--shade)" strokeWidth="7" />
            <path d="M196 44a20 20 0 0 1 0 28M208 36a34 34 0 0 1 0 44" stroke="var(--shade)" strokeWidth="5" />
          </g>
        </g>
      )}
    </svg>
  );
}

/** The key of the card terminal where a customer gives up, as it looks there. */
export function RedKey() {
  return (
    <svg className="red-key" viewBox="0 0 96 72" aria-hidden="true" fill="none" strokeLinecap="round">
      <rect x="4" y="4" width="88" height="64" rx="15" fill="var(--brick)" />
      <path d="m36 24 24 24M60 24 36 48" stroke="var(--paper)" strokeWidth="8" />
    </svg>
  );
}

/** The label slot: paper comes out, or is caught. */
export function LabelSlot({ state }: { readonly state: 'printing' | 'jam' | 'paper-out' | 'open' | 'dark' | 'ready' }) {
  return (
    <svg className="label-slot" viewBox={state === 'open' ? '0 -52 640 552' : '0 0 640 520'} aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <rect x="60" y="20" width="520" height="176" rx="34" fill="var(--shade)" stroke="var(--ink)" strokeWidth="7" />
      <circle cx="528" cy="72" r="15" fill={state === 'printing' || state === 'ready' ? 'var(--sage)' : 'var(--brick)'} />
      {state === 'open' ? <path d="M70 34 30 -54H530l40 88z" fill="var(--metal)" stroke="var(--ink)" strokeWidth="6" transform="translate(10 10)" /> : null}
      <rect x="130" y="140" width="380" height="28" rx="14" fill="var(--ink-2)" />
      {state === 'printing' ? (
        <g className="label-feed">
          <path d="M160 154h320v300H160z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
          <path d="M190 214h150M190 250h180M190 286h120" stroke="var(--shade)" strokeWidth="10" />
          <path d="M196 334v80M214 334v80M226 334v80M246 334v80M258 334v80M282 334v80M294 334v80M312 334v80M330 334v80M342 334v80M360 334v80M384 334v80M396 334v80M420 334v80M440 334v80" stroke="var(--shade)" strokeWidth="7" />
          <rect x="402" y="196" width="54" height="54" rx="4" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="5" />
        </g>
      ) : null}
      {state === 'jam' ? (
        <g>
          <path d="M168 154h304l-18 60 26 44-42 34 14 56-70-22-50 44-46-38-66 30 6-58-48-30 30-52z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
          <path d="M196 196 290 240 250 300M444 190 350 262l44 42M290 240l60 22M240 176l40 30M330 180l-10 34" stroke="var(--metal)" strokeWidth="6" />
          <circle cx="500" cy="382" r="66" fill="var(--brick-2)" stroke="var(--brick)" strokeWidth="9" />
          <path d="M500 346v44M500 412v.1" stroke="var(--brick)" strokeWidth="14" />
        </g>
      ) : null}
      {state === 'paper-out' || state === 'open' ? (
        <g>
          <circle cx="320" cy="360" r="112" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
          <circle cx="320" cy="360" r="84" stroke="var(--metal)" strokeWidth="5" strokeDasharray="10 14" />
          <circle cx="320" cy="360" r="46" fill="var(--kraft-1)" stroke="var(--shade)" strokeWidth="6" />
          <circle cx="320" cy="360" r="24" fill="var(--kraft-3)" />
          <path d="M430 376c30 40 20 70-16 92" stroke="var(--shade)" strokeWidth="6" />
        </g>
      ) : null}
      {state === 'ready' ? (
        <g strokeWidth="14">
          <circle cx="320" cy="352" r="92" fill="var(--sage-2)" stroke="var(--sage)" />
          <path d="m278 354 30 32 56-66" stroke="var(--sage)" />
        </g>
      ) : null}
      {state === 'dark' ? (
        <g stroke="var(--brick)" strokeWidth="14">
          <circle cx="320" cy="352" r="92" fill="var(--brick-2)" />
          <path d="m286 318 68 68M354 318l-68 68" />
        </g>
      ) : null}
    </svg>
  );
}

/** Stick the label on the item: where it goes is dashed, and the label comes down to it. */
export function StickLabel({ kind }: { readonly kind: SoldKind }) {
  return (
    <svg className="stick-and-drop" viewBox="0 0 460 500" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="220" cy="474" rx="180" ry="14" fill="var(--paper-2)" />
      {kind === 'parcel' ? (
        <g transform="translate(10 84) scale(2.02)">
          <ParcelShape />
          <path d="M28 84 86 113v52L28 136z" stroke="var(--shade)" strokeWidth="3" strokeDasharray="1 7" />
        </g>
      ) : (
        <g transform="translate(14 190) scale(2.02)">
          <LetterShape />
          <path d="M132 20h50v40h-50z" stroke="var(--shade)" strokeWidth="3" strokeDasharray="1 7" />
        </g>
      )}
      <g className="stick-label" transform={kind === 'parcel' ? undefined : 'translate(110 20)'}>
        <path d="M196 20 320 42 300 158 176 136z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="7" transform="translate(16 -4)" />
        <path d="m232 46 58 10M228 70l74 13" stroke="var(--shade)" strokeWidth="8" />
        <path d="m226 96-5 30M240 98l-5 30M254 101l-5 30M268 103l-5 30M282 106l-5 30" stroke="var(--shade)" strokeWidth="6" />
      </g>
    </svg>
  );
}

/** A paper with a serrated edge: proof (a seal) or receipt (sums). */
export function Paper({ sealed = false }: { readonly sealed?: boolean }) {
  return (
    <svg className="paper" viewBox="0 0 120 150" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M14 8h92v130l-11-8-12 8-11-8-12 8-12-8-11 8-12-8-11 8z" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="5" />
      <path d="M30 32h44M30 50h60M30 68h50" stroke="var(--shade)" strokeWidth="5" />
      {sealed ? (
        <>
          <circle cx="78" cy="98" r="19" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="4" />
          <path d="m69 98 7 7 12-13" stroke="var(--shade)" strokeWidth="5" />
        </>
      ) : (
        <path d="M30 92h24M70 92h20M30 108h24M70 108h20" stroke="var(--shade)" strokeWidth="5" />
      )}
    </svg>
  );
}

/** Coins that go back into the card. */
export function MoneyBack() {
  return (
    <svg className="money-back" viewBox="0 0 620 420" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="310" cy="396" rx="250" ry="16" fill="var(--paper-2)" />
      <rect x="120" y="150" width="380" height="234" rx="28" fill="var(--wheat)" stroke="var(--shade)" strokeWidth="8" />
      <rect x="160" y="216" width="76" height="58" rx="12" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="6" />
      <path d="M160 245h76M198 216v58" stroke="var(--shade)" strokeWidth="4" />
      <path d="M160 332h60M240 332h60M320 332h60" stroke="var(--shade)" strokeWidth="11" />
      <g className="coin-return">
        <circle cx="400" cy="82" r="66" fill="var(--sky-2)" stroke="var(--sky)" strokeWidth="9" />
        <path d="M424 56a34 34 0 1 0 0 52M360 74h44M360 92h38" stroke="var(--sky)" strokeWidth="9" />
      </g>
      <path d="M310 40c-70 8-104 40-110 92M200 132l-28-30M200 132l32-26" stroke="var(--ink)" strokeWidth="11" />
    </svg>
  );
}

/** The basket, with what is in it looking out. */
export function Basket({ kinds }: { readonly kinds: readonly SoldKind[] }) {
  const has = (...wanted: SoldKind[]) => kinds.some((kind) => wanted.includes(kind));
  return (
    <svg className="basket" viewBox="0 0 520 400" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <ellipse cx="260" cy="378" rx="190" ry="15" fill="var(--paper-2)" />
      <path d="M120 168C140 60 190 24 260 24s120 36 140 144" stroke="var(--ink)" strokeWidth="14" />
      {has('parcel', 'article') ? (
        <g transform="translate(112 52) scale(0.94)">
          <ParcelShape labelled={has('parcel')} />
        </g>
      ) : null}
      {has('stamp', 'supplement') ? (
        <g transform="translate(206 70) rotate(-6)">
          <StampShape />
        </g>
      ) : null}
      {has('letter') ? (
        <g transform="translate(268 96) rotate(9) scale(0.68)">
          <LetterShape />
        </g>
      ) : null}
      <path d="M62 168h396l-44 194a16 16 0 0 1-16 12H122a16 16 0 0 1-16-12z" fill="var(--wheat-2)" stroke="var(--ink)" strokeWidth="9" />
      <path d="M80 232h360M94 300h332M160 176l20 190M260 176v190M360 176l-20 190" stroke="var(--ink)" strokeWidth="6" />
      <rect x="40" y="150" width="440" height="40" rx="20" fill="var(--wheat)" stroke="var(--ink)" strokeWidth="9" />
    </svg>
  );
}

/** An envelope on which the line that is asked for is lit. */
export function AddressSketch({ line }: { readonly line: 'name' | 'street' | 'town' }) {
  const colour = (one: typeof line) => (one === line ? 'var(--wheat)' : 'var(--metal)');
  return (
    <svg className="address-sketch" viewBox="0 0 620 380" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <rect x="20" y="14" width="580" height="346" rx="24" fill="var(--sheet)" stroke="var(--shade)" strokeWidth="8" />
      <rect x="462" y="48" width="98" height="78" rx="8" fill="var(--wheat-2)" stroke="var(--shade)" strokeWidth="6" />
      <path d="M482 74h58M482 98h34" stroke="var(--shade)" strokeWidth="5" />
      <path d="M64 60h96M64 88h64" stroke="var(--metal)" strokeWidth="11" />
      <path d="M216 196h250" stroke={colour('name')} strokeWidth={line === 'name' ? 40 : 18} />
      <path d="M216 248h300" stroke={colour('street')} strokeWidth={line === 'street' ? 40 : 18} />
      <path d="M216 302h96" stroke={colour('town')} strokeWidth={line === 'town' ? 40 : 18} />
      <path d="M368 302h150" stroke={line === 'town' ? 'var(--wheat-2)' : 'var(--metal)'} strokeWidth={line === 'town' ? 40 : 18} />
      {line === 'town' ? <path d="M210 302h.1M234 302h.1M258 302h.1M282 302h.1M306 302h.1" stroke="var(--on-wheat)" strokeWidth="13" /> : null}
      {line === 'name' ? <path d="M222 196h60M304 196h130" stroke="var(--on-wheat)" strokeWidth="9" /> : null}
    </svg>
  );
}

/** Somebody of the post comes: cap, badge, open hand. */
export function PersonComing() {
  return (
    <svg className="person-coming" viewBox="0 0 320 340" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <path d="M40 330c0-96 46-142 120-142s120 46 120 142z" fill="var(--sky)" stroke="var(--ink)" strokeWidth="7" />
      <circle cx="160" cy="112" r="64" fill="var(--kraft-1)" stroke="var(--ink)" strokeWidth="7" />
      <path d="M94 92c-8-30-2-52 20-60 30-10 62-10 92 0 22 8 28 30 20 60z" fill="var(--sky)" stroke="var(--ink)" strokeWidth="7" />
      <path d="M92 94h136" stroke="var(--wheat)" strokeWidth="13" />
      <path d="M104 104c36 12 76 12 112 0" stroke="var(--ink)" strokeWidth="11" />
      <path d="M138 130v.1M182 130v.1" stroke="var(--shade)" strokeWidth="11" />
      <path d="M142 150c10 9 26 9 36 0" stroke="var(--shade)" strokeWidth="6" />
      <rect x="182" y="238" width="58" height="40" rx="7" fill="var(--sheet)" stroke="var(--ink)" strokeWidth="6" />
      <path d="M194 252h34M194 264h20" stroke="var(--shade)" strokeWidth="5" />
      <path d="M160 190v52" stroke="var(--ink)" strokeWidth="6" />
    </svg>
  );
}

/** How it ended: the item leaves, comes back into the customer's hands, or somebody must look at it. */
export function Sent({ sign }: { readonly sign: 'done' | 'back' | 'ask' }) {
  const done = sign === 'done';
  return (
    <svg className="sent" viewBox="0 0 640 520" aria-hidden="true" fill="none" strokeLinejoin="round" strokeLinecap="round">
      <circle cx="320" cy="260" r="232" fill={done ? 'var(--sage-2)' : sign === 'ask' ? 'var(--wheat-2)' : 'var(--sky-2)'} />
      <ellipse cx="320" cy="482" rx="230" ry="16" fill="var(--paper-2)" />
      <g transform="translate(180 116) scale(1.5)">
        <ParcelShape labelled={done} />
      </g>
      <g transform="translate(64 330) rotate(-7) scale(1.02)">
        <LetterShape labelled={done} />
      </g>
      <circle cx="484" cy="410" r="74" fill={done ? 'var(--sage)' : sign === 'ask' ? 'var(--ink)' : 'var(--sky)'} stroke="var(--paper)" strokeWidth="14" />
      {done ? <path d="m448 412 26 28 46-54" stroke="var(--paper)" strokeWidth="17" /> : null}
      {sign === 'back' ? <path d="M450 398h46a22 22 0 0 1 0 44h-30M472 374l-24 24 24 24" stroke="var(--paper)" strokeWidth="13" /> : null}
      {sign === 'ask' ? <path d="M460 394a25 25 0 1 1 36 22c-8 4-11 9-11 18M485 452v.1" stroke="var(--paper)" strokeWidth="14" /> : null}
    </svg>
  );
}
