import type { Service, ViewOf } from '../../flows/view.ts';
import { ParcelAndLetter } from '../parts/drawings/items.tsx';
import { MillScene } from '../parts/drawings/mill.tsx';
import { Arrow, Check, Info } from '../parts/drawings/signs.tsx';
import { Dock } from '../parts/frame.tsx';
import { Chip } from '../parts/notice.tsx';
import { Press } from '../parts/press.tsx';
import { useWords } from '../parts/words.tsx';

/** The first screen: the mill, one sentence, and what can be done now, before anyone has invested a minute. */
export function AttractScreen({ view }: { readonly view: ViewOf<'attract'> }) {
  const { t } = useWords();
  const send = view.services.find((service) => service.id === 'send');
  // What this terminal does not do is one quiet sentence, not a row of dead keys; what it cannot do *now* says why.
  const others = view.services.filter((service) => service.id !== 'send' && service.reason !== 'not-yet');
  const elsewhere = view.services.filter((service) => service.reason === 'not-yet').map((service) => t(`attract.elsewhere.${service.id}`));
  const canSend = send?.reason === null;
  const allWorking = others.every((service) => service.reason === null);
  return (
    <div className="frame attract" data-many={others.length > 0 || undefined}>
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
          {others.length === 0 ? null : (
            <ul className="services">
              {others.map((service) => (
                <li key={service.id} className="service" data-choice={service.id} data-state={service.reason === null ? 'ready' : 'impossible'}>
                  <strong>{t(`attract.service.${service.id}`)}</strong>
                  {service.reason === null ? null : <span className="why">{t(`reason.${service.reason}`)}</span>}
                </li>
              ))}
            </ul>
          )}
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
          {elsewhere.length === 0 ? null : <p className="attract-elsewhere">{t('attract.at-the-counter', { list: elsewhere.join(', ') })}</p>}
        </section>
      </main>
      <Dock view={view} />
    </div>
  );
}

function SendKey({ service }: { readonly service: Service }) {
  const { t } = useWords();
  if (service.reason !== null) {
    return (
      <div className="send-key impossible" data-choice="send">
        <span className="send-key-drawing">
          <ParcelAndLetter />
        </span>
        <span className="send-key-words">
          <strong>{t('attract.service.send')}</strong>
          <span className="why">{t(`reason.${service.reason}`)}</span>
        </span>
      </div>
    );
  }
  return (
    <Press className="send-key" intent={{ type: 'send.started' }} choice="send">
      <span className="send-key-drawing">
        <ParcelAndLetter />
      </span>
      <span className="send-key-words">
        <strong>{t('attract.service.send')}</strong>
        <span>{t('attract.send-lead')}</span>
      </span>
      <Arrow />
    </Press>
  );
}
