import { join } from 'node:path';
import type { Command } from './cli-asked.ts';
import { changedFiscalFiles, changeRules, fiscalVersion as version, renewFiscalVersion, type FiscalChange } from './fiscal-version.ts';

/** Of the sources: an installed program has no others to compare. */
const root = join(import.meta.dirname, '..', '..');

export const fiscalVersion: Command = ({ words, write }, say) => {
  const changed = changedFiscalFiles(root);
  if (!write) {
    say(`Fiscal kernel ${version}${changed.length === 0 ? ', unchanged' : `, and since then changed: ${changed.join(', ')}`}.`);
    return changed.length === 0 ? 0 : 1;
  }
  const [change = 'minor'] = words;
  if (!isChange(change)) {
    say('Which number moves? npm run ledger -- fiscal-version --write major|minor|same');
    for (const [name, rule] of Object.entries(changeRules)) say(`  ${name}: ${rule}`);
    return 2;
  }
  say(changed.length === 0 ? `Fiscal kernel ${version}, unchanged.` : `Fiscal kernel ${renewFiscalVersion(root, change)}: its digests are renewed.`);
  return 0;
};

function isChange(word: string): word is FiscalChange {
  return Object.hasOwn(changeRules, word);
}
