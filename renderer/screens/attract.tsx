import type { Reason, Service, ViewOf } from '../../flows/view.ts';
import { MillScene } from '../parts/drawings/mill.tsx';
import { serviceDrawings } from '../parts/drawings/services.tsx';
import { Arrow, Check, Info } from '../parts/drawings/signs.tsx';
import { Dock } from '../parts/frame.tsx';
import { Chip } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';

/** What this terminal leaves to the counter is no fault of it. */
const notOffered: ReadonlySet<Reason> = new Set(['at-the-counter', 'not-yet']);

/** The first screen: the mill, one sentence, and what can be done now, before anyone has invested a minute. */
export function AttractScreen({ view }: { readonly view: ViewOf<'attract'> }) {
  const { t } = useWords();
  const send = view.services.find((service) => service.id === 'send');
  const others = view.services.filter((service) => service.id !== 'send');
  const canSend = send?.reason === null;
  const allWorking = view.services.every(({ reason }) => reason === null || notOffered.has(reason));
  return (
    <div className="frame attract">
      <main className="frame-body">
        <section className="look">
          <MillScene />
          <div className="look-words">
            <p className="attract-office">{view.office}</p>
            <h1 tabIndex={-1}>{t(canSend ? 'attract.title' : 'attract.title-degraded')}</h1>
            <p className="lead">{t(canSend ? 'attract.lead' : 'attract.lead-degraded')}</p>
          </div>
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
          <p className="attract-state">
            {canSend ? (
              <Chip tone="sage">
                <Check /> {t(allWorking ? 'attract.ready' : 'attract.card')}
              </Chip>
            ) : (
              <Chip tone="sky">
                <Info /> {t('attract.counter')}
              </Chip>
            )}
          </p>
        </section>
      </main>
      <Dock view={view} />
    </div>
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
