import type { ComponentProps } from 'react';
import type { ViewOf } from '../../flows/view.ts';
import { Machine } from '../parts/drawings/machine.tsx';
import { Scale } from '../parts/drawings/scale.tsx';
import { Info, Warning } from '../parts/drawings/signs.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useWords } from '../parts/words.tsx';

type Weighing = ViewOf<'weigh'>['weighing'];

/** How the scale is drawn in each state of the weighing. */
const looks: Record<Weighing, Pick<ComponentProps<typeof Scale>, 'tone' | 'load'>> = {
  'remove-first': { tone: 'quiet', load: 'leaving' },
  empty: { tone: 'quiet', load: 'invited' },
  settling: { tone: 'moving', load: 'settling' },
  accepted: { tone: 'good', load: 'still' },
  'below-minimum': { tone: 'bad', load: 'none' },
  overload: { tone: 'bad', load: 'leaving' },
  underload: { tone: 'bad', load: 'none' },
  unavailable: { tone: 'bad', load: 'none' },
};

const troubles: ReadonlySet<Weighing> = new Set(['below-minimum', 'overload', 'underload', 'unavailable']);

export function WeighScreen({ view }: { readonly view: ViewOf<'weigh'> }) {
  const { t, weight } = useWords();
  const trouble = troubles.has(view.weighing);
  // Only the first words depend on why we weigh; once something lies on the pan, they are about the pan.
  const title = view.weighing === 'empty' ? t(`weigh.empty.title-${view.purpose}`) : t(`weigh.${view.weighing}.title`);
  return (
    <Frame
      view={view}
      title={title}
      lead={view.weighing === 'empty' ? t(`weigh.empty.lead-${view.purpose}`) : t(`weigh.${view.weighing}.lead`)}
      look={
        <div className="picture">
          <Scale display={view.grams === null ? null : weight(view.grams)} {...looks[view.weighing]} />
        </div>
      }
      act={
        <div className="where">
          <Machine at="scale" />
          <div className="where-words">
            {/* An empty pan needs no figure; the line is there, and empty, so that a reader hears what comes into it. */}
            <output className="reading" data-weighing={view.weighing}>
              {view.weighing === 'empty' || view.grams === null ? null : weight(view.grams)}
            </output>
            {trouble ? (
              <Notice tone="brick" drawing={<Warning />}>
                {t(`weigh.${view.weighing}.next`)}
              </Notice>
            ) : (
              <Notice tone="plain" drawing={<Info />}>
                {t('weigh.where')}
              </Notice>
            )}
          </div>
        </div>
      }
    />
  );
}
