import { expect, test } from 'vitest';
import { operator } from './operator.ts';

test('without a theme the office stands alone, before the mill, and a call sounds as ever', () => {
  const { name, scene, callNotes } = operator({});
  expect([name, scene('light'), callNotes]).toEqual([null, null, null]);
});

test('a theme has its name, its own picture for each appearance, and its own notes', () => {
  const { name, scene, callNotes } = operator({ operator: 'Colline', sceneLight: '/operator/attract.svg', sceneDark: '/operator/attract-dark.svg', callNotes: '523@0 659@0.24' });
  expect([name, scene('light'), scene('dark'), scene('soft')]).toEqual(['Colline', '/operator/attract.svg', '/operator/attract-dark.svg', null]);
  expect(callNotes).toEqual([{ pitch: 523, from: 0 }, { pitch: 659, from: 0.24 }]);
});

test.each(['', 'loud', '523', '523@', '-5@0', '523@-1', '523@0  659@1'])('notes that are none, such as “%s”, are not believed', (callNotes) => {
  expect(operator({ callNotes }).callNotes).toBeNull();
});
