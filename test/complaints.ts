import { format } from 'node:util';
import { afterEach } from 'vitest';

// What React finds wrong with a screen it says on the console, and draws it all the same: here it fails the test that drew it.
const complaints: string[] = [];
console.error = (...words: unknown[]) => void complaints.push(format(...words));
afterEach(() => {
  const heard = complaints.splice(0);
  if (heard.length > 0) throw new Error(heard.join('\n'));
});
