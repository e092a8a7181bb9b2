import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { MainButton, SecondButton } from '../parts/buttons.tsx';
import { LabelSlot } from '../parts/drawings/scenes.tsx';
import { Bin, Check, Clock } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { HelpSince } from '../parts/help-since.tsx';
import { Notice } from '../parts/notice.tsx';
import { PieceList } from '../parts/piece-list.tsx';
import { useLandscape } from '../parts/shape.ts';
import { useWords } from '../parts/words.tsx';

type Trouble = ViewOf<'label-trouble'>;

const pictures: Record<Trouble['fault'], ComponentProps<typeof LabelSlot>['state']> = {
  'paper-out': 'paper-out',
  'head-open': 'open',
  jam: 'jam',
  offline: 'dark',
  hardware: 'dark',
};

/** Of what goes abroad there is more to say, and beside it the list has less room. */
function piecesPerPage({ pieces, preferences }: Trouble, landscape: boolean): number {
  if (pieces.every(({ customs }) => customs === null)) return 3;
  if (landscape) return 1;
  return preferences.textSize === 'large' ? 1 : 2;
}

/** Each label has a number of its own, and so have the customs sheets that came out with it. */
function VoidSheets({ pieces }: Pick<Trouble, 'pieces'>) {
  const { t } = useWords();
  if (pieces.every(({ customs, state }) => customs === null || state === 'printed' || state === 'returned')) return null;
  return (
    <Notice tone="wheat" drawing={<Bin />}>
      {t('label-trouble.void-sheets')}
    </Notice>
  );
}

export function LabelTroubleScreen({ view }: { readonly view: Trouble }) {
  const { t, money } = useWords();
  const landscape = useLandscape();
  return (
    <Frame
      view={view}
      title={view.canRetry ? t('label-trouble.recovered') : t(`label-trouble.${view.fault}.title`)}
      look={
        <>
          <Notice tone="sage" drawing={<Check />}>
            {t('label-trouble.money')}
          </Notice>
          <VoidSheets pieces={view.pieces} />
          <div className="picture picture-shrinking">
            <LabelSlot state={view.canRetry ? 'ready' : pictures[view.fault]} />
          </div>
        </>
      }
      act={
        <>
          <PieceList pieces={view.pieces} perPage={piecesPerPage(view, landscape)} />
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
