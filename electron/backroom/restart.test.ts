import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../devices/clock.ts';
import { createRestartBell, restartAfter, type Restart } from './restart.ts';

function heard() {
  const clock = new ManualClock();
  const asked: Restart[] = [];
  const bell = createRestartBell(clock);
  bell.onAsked((restart) => asked.push(restart));
  return { clock, bell, asked };
}

describe('a wish for a new start', () => {
  it('waits until what was under way is recorded and shown', () => {
    const { clock, bell, asked } = heard();
    bell.ask({ what: 'screen' });
    clock.advance(restartAfter - 1);
    expect(asked).toEqual([]);
    clock.advance(1);
    expect(asked).toEqual([{ what: 'screen' }]);
  });

  it('is told once, and the last one counts', () => {
    const { clock, bell, asked } = heard();
    bell.ask({ what: 'screen' });
    bell.ask({ what: 'program', training: true });
    clock.advance(10 * restartAfter);
    expect(asked).toEqual([{ what: 'program', training: true }]);
  });

  it('is forgotten when the terminal ends, and harms nobody when there is no shell to hear it', () => {
    const { clock, bell, asked } = heard();
    bell.ask({ what: 'screen' });
    bell.stop();
    clock.advance(restartAfter);
    expect(asked).toEqual([]);
    const alone = createRestartBell(clock);
    alone.ask({ what: 'screen' });
    expect(() => clock.advance(restartAfter)).not.toThrow();
  });
});
