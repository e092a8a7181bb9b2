import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test } from 'vitest';
import fr from '../../assets/locales/fr/screens.json' with { type: 'json' };
import type { View } from '../../flows/view.ts';
import { fixtures, helperFixtures } from '../fixtures.ts';
import { KioskPage } from '../kiosk-page.tsx';
import { loadEveryLanguage } from '../parts/languages.ts';
import { loadLater } from '../presence.ts';

beforeAll(() => Promise.all([loadLater(), loadEveryLanguage()]));

function view(name: string): View {
  const found = helperFixtures[name];
  if (found === undefined) throw new Error(`no fixture helper/${name}`);
  return found;
}

const markup = (shown: View): string => renderToStaticMarkup(<KioskPage view={shown} connection="open" send={() => undefined} />);

describe('the keypad', () => {
  test('says of a key its place, and of what was typed only how much', () => {
    const html = markup(view('signing-in-typed'));
    expect([...html.matchAll(/data-choice="place-(\d)"/g)].map((match) => match[1])).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(html.match(/class="pin-dot"/g)).toHaveLength(4);
    expect(html).not.toContain('<input');
  });

  test('takes nothing while it is locked', () => {
    const keys = [...markup(view('signing-in-locked')).matchAll(/<button[^>]*class="press pin-key[^>]*>/g)].map(([tag]) => tag);
    expect(keys).toHaveLength(12);
    expect(keys.filter((tag) => !tag.includes('aria-disabled'))).toEqual([]);
  });

  test('leaves what the customer was told above it', () => {
    expect(markup(view('signing-in'))).toContain('data-screen="label-trouble"');
  });
});

describe('a worker who is there', () => {
  test('is named above every screen', () => {
    const { helper } = view('closed');
    for (const named of Object.values(fixtures)) for (const one of Object.values<View>(named)) expect(markup({ ...one, helper })).toContain('<strong>Nadia</strong>');
  });

  test('is not asked to remove a badge that is not there, but has a key to leave', () => {
    expect(markup(view('closed'))).toContain(fr.helper['remove-badge']);
    expect(markup(view('closed'))).not.toContain('data-intent="staff.left"');
    expect(markup(view('closed-number'))).toContain('data-intent="staff.left"');
  });

  test('has the customer’s keys out of the way while the panel is open, and the dock within reach', () => {
    const html = markup(view('jam'));
    expect(html).toContain('<main class="scroll frame-body" inert="">');
    expect(html).toContain('class="behind"><');
    expect(markup(view('closed'))).not.toContain('<main class="scroll frame-body" inert="">');
  });

  test('finds the most fitting act first', () => {
    expect(/help-act-first"[^>]*data-choice="([\w.-]+)"/.exec(markup(view('jam')))?.[1]).toBe('label.reprinted');
  });

  test('finds it there also while it cannot be done yet, with its reason: no refund takes its place, and a refund says how much', () => {
    const html = markup(view('still-stuck'));
    expect([...html.matchAll(/<(?:div|button)[^>]*help-act[^>]*data-choice="([\w.-]+)"/g)].map(([, act]) => act)).toEqual(['label.reprinted', 'item.refunded', 'sale.cancelled']);
    expect(html).toMatch(/<div class="help-act impossible" data-choice="label.reprinted">/);
    expect(html).toContain(fr['act-refusal']['device-first']);
    expect(html).not.toContain('help-act-first');
    expect(html).toContain('Rendre 3,60\u00A0€');
  });

  test.each(['lines', 'grams', 'reason', 'second'])('has a key back to the list of acts: %s', (name) => {
    expect(markup(view(name))).toMatch(/data-intent="staff.panel.opened" data-choice="acts"/);
  });
});

test('nothing of the customer’s address can be touched or seen before the customer agrees', () => {
  const html = markup(view('consent'));
  expect(html).toContain('class="behind" inert=""');
  expect(html).toContain('veil-closed');
  expect(html).toContain('data-choice="refuse"');
});

describe('the dock, once somebody was called', () => {
  const minute = 60_000;
  const called = (ago: number): string => /data-choice="call"[^>]*>(.*?)<\/button>/s.exec(markup({ ...view('door'), helpSince: Date.now() - ago }))?.[1] ?? '';

  test.each([
    ['has just been', 59_000, fr.dock['called-just-now']],
    ['one minute ago', minute, 'il y a 1 min'],
    ['as long ago as it is: nobody came for an hour', 61 * minute, 'il y a 61 min'],
  ])('says on every screen that it %s', (_, ago, words) => {
    expect(called(ago)).toContain(fr.dock.called);
    expect(called(ago)).toContain(words);
  });

  test('says nothing of it before', () => {
    expect(markup(view('door'))).not.toContain('dock-since');
  });
});

test('the door for staff is there only where no badge can be read, and nobody is there yet', () => {
  expect(markup(view('door'))).toContain('data-intent="staff.asked"');
  expect(markup({ ...view('closed'), staffDoor: true })).not.toContain('data-intent="staff.asked"');
  expect(markup({ ...view('door'), staffDoor: false })).not.toContain('data-intent="staff.asked"');
});
