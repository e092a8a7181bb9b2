import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { LabelSlot } from '../parts/drawings/scenes.tsx';
import { Check, Clock } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { HelpSince } from '../parts/help-since.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { useWords } from '../parts/words.tsx';

const pictures: Record<ViewOf<'label-trouble'>['fault'], ComponentProps<typeof LabelSlot>['state']> = {
  'paper-out': 'paper-out',
  'head-open': 'open',
  jam: 'jam',
  offline: 'dark',
  hardware: 'dark',
};

export function LabelTroubleScreen({ view }: { readonly view: ViewOf<'label-trouble'> }) {
  const { t, money } = useWords();
  return (
    <Frame
      view={view}
      title={view.canRetry ? t('label-trouble.recovered') : t(`label-trouble.${view.fault}.title`)}
      look={
        <>
          <Notice tone="sage" drawing={<Check />}>
            {t('label-trouble.money')}
          </Notice>
          <div className="picture">
            <LabelSlot state={view.canRetry ? 'ready' : pictures[view.fault]} />
          </div>
        </>
      }
      act={
        <>
          <PieceList pieces={view.pieces} perPage={3} />
          <HelpSince since={view.helpSince} />
          {view.canRetry ? (
            <MainButton intent={{ type: 'label.retried' }}>{t('label-trouble.retry')}</MainButton>
          ) : (
            <Notice tone="plain" drawing={<Clock />} live>
              {t(`label-trouble.${view.fault}.next`)}
            </Notice>
          )}
          <SecondButton intent={{ type: 'label.refunded' }}>{t('label-trouble.refund', { amount: money(view.refund) })}</SecondButton>
        </>
      }
    />
  );
}
