/**
 * The flag beside a country's name, one small file each (npm `country-flag-icons`, MIT). Only the addresses are in the
 * program; a flag is fetched when it is shown. `no-inline`: 250 of them written into the script would hold up the start.
 */
const flags: Readonly<Record<string, string>> = import.meta.glob<string>('../../node_modules/country-flag-icons/3x2/*.svg', { query: '?url&no-inline', import: 'default', eager: true });

const addressOf = new Map(Object.entries(flags).map(([file, address]) => [file.slice(file.lastIndexOf('/') + 1, -'.svg'.length), address]));

/** Nothing where a place has no flag of its own: its name says it. */
export function Flag({ code }: { readonly code: string }) {
  const address = addressOf.get(code);
  return address === undefined ? null : <img className="flag" src={address} alt="" width={90} height={60} draggable={false} />;
}
