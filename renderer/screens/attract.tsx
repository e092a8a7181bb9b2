import type { Reason, Service, ViewOf } from '../../flows/view.ts';
import { serviceDrawings } from '../parts/drawings/services.tsx';
import { Arrow, Check, Info, Warning } from '../parts/drawings/signs.tsx';
import { operator } from '../operator.ts';
import { joined } from '../parts/joined.ts';
import { Dock } from '../parts/frame.tsx';
import { LeftBehind } from '../parts/left-behind.tsx';
import { Chip } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { Scene } from '../parts/scene.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { useWords } from '../parts/words.tsx';

/** What this terminal leaves to the counter is no fault of it. */
const notOffered: ReadonlySet<Reason> = new Set(['at-the-counter', 'not-yet']);

/** What is paid for here. */
const selling: ReadonlySet<Service['id']> = new Set(['send', 'stamps', 'supplement', 'articles']);

/** The first screen: the mill, one sentence, and what can be done now, before anyone has invested a minute. */
export function AttractScreen({ view }: { readonly view: ViewOf<'attract'> }) {
  const { t, locale } = useWords();
  const send = view.services.find((service) => service.id === 'send');
  const others = view.services.filter((service) => service.id !== 'send');
  const canSend = send?.reason === null;
  const lead = leadOf(view.services);
  return (
    <div className="frame attract">
      <Scroll as="main" className="frame-body">
        <section className="look">
          <Scene theme={view.preferences.theme} />
          <div className="look-words">
            <p className="attract-office">{joined(locale, [operator().name ?? '', view.office])}</p>
            <h1 tabIndex={-1}>{t(canSend && view.left.length === 0 ? 'attract.title' : 'attract.title-alone')}</h1>
            {view.left.length === 0 ? <p className="lead">{t(`attract.${lead}`)}</p> : null}
          </div>
          {view.left.length === 0 ? null : <LeftBehind left={view.left} />}
        </section>
        <section className="act">
          {send === undefined ? null : <SendKey service={send} />}
          <ul className="services">
            {others.map((service) => (
              <li key={service.id}>
                <ServiceKey service={service} />
              </li>
            ))}
          </ul>
          <State view={view} />
        </section>
      </Scroll>
      <Dock view={view} />
    </div>
  );
}

/** What the machine can do at all, in one sentence. */
function leadOf(services: readonly Service[]): 'lead' | 'lead-degraded' | 'lead-nothing' {
  if (services.some(({ id, reason }) => id === 'send' && reason === null)) return 'lead';
  return services.some(({ reason }) => reason === null) ? 'lead-degraded' : 'lead-nothing';
}

/** How one pays, and what one would miss at the end: a sale without printed papers is told before it begins. */
function State({ view: { services, left } }: { readonly view: ViewOf<'attract'> }) {
  const { t } = useWords();
  const sells = services.some(({ id, reason }) => reason === null && selling.has(id));
  // Whoever reads that something was left, and must be dealt with first, is not told that everything works.
  const allWorking = left.length === 0 && services.every(({ reason }) => reason === null || notOffered.has(reason));
  const withoutPapers = services.some(({ reason }) => reason === 'receipts-unavailable');
  return (
    <p className="attract-state">
      {sells ? (
        <Chip tone="sage">
          <Check /> {t(allWorking ? 'attract.ready' : 'attract.card')}
        </Chip>
      ) : (
        <Chip tone="sky">
          <Info /> {t('attract.counter')}
        </Chip>
      )}
      {sells && withoutPapers ? (
        <Chip tone="wheat">
          <Warning /> {t('attract.without-papers')}
        </Chip>
      ) : null}
    </p>
  );
}

function SendKey({ service }: { readonly service: Service }) {
  const { t } = useWords();
  const drawing = <span className="send-key-drawing">{serviceDrawings.send}</span>;
  if (service.reason !== null) {
    return (
      <div className="send-key impossible" data-choice="send">
        {drawing}
        <span className="send-key-words">
          <strong>{t('attract.service.send')}</strong>
          <span className="why">{t(`reason.${service.reason}`)}</span>
        </span>
      </div>
    );
  }
  return (
    <Press className="send-key" intent={{ type: 'service.started', service: 'send' }} choice="send">
      {drawing}
      <span className="send-key-words">
        <strong>{t('attract.service.send')}</strong>
        <span>{t('attract.send-lead')}</span>
      </span>
      <Arrow />
    </Press>
  );
}

function ServiceKey({ service }: { readonly service: Service }) {
  const { t } = useWords();
  const words = <strong>{t(`attract.service.${service.id}`)}</strong>;
  if (service.reason !== null) {
    return (
      <div className="service impossible" data-choice={service.id}>
        <span className="service-words">
          {words}
          <span className="why">{t(`attract.why.${service.reason}`)}</span>
        </span>
      </div>
    );
  }
  return (
    <Press className="service" intent={{ type: 'service.started', service: service.id }} choice={service.id}>
      <span className="service-drawing">{serviceDrawings[service.id]}</span>
      <span className="service-words">{words}</span>
    </Press>
  );
}
