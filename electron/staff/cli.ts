import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { roleSchema, staffIdSchema } from '../../flows/assisted/acts.ts';
import { loadConfig } from '../config.ts';
import { StoreError } from '../ledger/store.ts';
import { readPrivateKey, readPublicKey, signFile } from '../tariffs/signature.ts';
import { inWords } from '../tariffs/trouble.ts';
import { badgeSchema, importStaff, nameSchema, numberSchema } from './import.ts';
import { keepPin, pinFault } from './pin.ts';
import { openStaffStore, STAFF_FILE, type StaffStore } from './store.ts';

/** `npm run staff -- …`: who may sign in at a terminal. The running terminal is not disturbed, and obeys at the next act. */

const usage = `usage: npm run staff -- COMMAND [options]
  add ID --name NAME --role ROLE [--badge UID] [--number N]
                      somebody who works here; the PIN is asked for. ROLE: ${roleSchema.options.join(', ')}
  revoke ID           signs in no more, and is signed out at the next act
  reset-pin ID        another PIN, and an end to every lock-out
  list                who may sign in, and by what; no badge, no number, no PIN
  import FILE         the operator's signed list: the whole of it, or nothing. Who is not in it is revoked
      --config FILE   terminal.json, whose staff.publicKey names the key
  hash                the PIN, as an entry of such a list keeps it
  sign FILE --key PRIVATE.pem   writes FILE.sig; a pair is made by: npm run tariffs -- keys DIR
options:
  --data DIR          the terminal's data directory (default: data)
  --pin-file FILE     the PIN is in this file instead of being asked for
A badge's UID: npm run device -- badge-reader read --at unix:///run/pcscd/pcscd.comm`;

/** 0: done. 1: refused, with the reason. 2: asked wrongly, or could not be looked at. */
export type ExitCode = 0 | 1 | 2;

export interface StaffConsole {
  out(line: string): void;
  /** Asks a person, who does not see what is typed; null when nobody is there to ask. */
  readonly askPin: () => Promise<string | null>;
}

class Refusal extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}

const options = {
  data: { type: 'string', default: 'data' },
  name: { type: 'string' },
  role: { type: 'string' },
  badge: { type: 'string' },
  number: { type: 'string' },
  'pin-file': { type: 'string' },
  config: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Values = ReturnType<typeof parse>['values'];
interface Asked {
  readonly word: string;
  readonly values: Values;
  readonly console: StaffConsole;
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], allowPositionals: true, options });
}

/** Those that need no database; the others are given it open. */
const withoutStore: Readonly<Record<string, (asked: Asked) => Promise<string>>> = {
  async hash({ values, console }) {
    const { salt, hash } = await keepPin(await pinFrom(values, console, { number: values.number ?? null }));
    return JSON.stringify({ salt: Buffer.from(salt).toString('base64'), hash: Buffer.from(hash).toString('base64') });
  },
  sign({ word, values }) {
    const key = readPrivateKey(needed(values.key, '--key'));
    if (!key.ok) throw new Refusal(1, inWords(key.error));
    return Promise.resolve(`${signFile(needed(word, 'FILE'), key.value)} written.`);
  },
};

const withStore: Readonly<Record<string, (store: StaffStore, asked: Asked) => Promise<string>>> = { add, revoke, 'reset-pin': resetPin, list, import: takeOver };

/** @param words the arguments without the program's own name. */
export async function runStaffCommand(words: readonly string[], console: StaffConsole): Promise<ExitCode> {
  try {
    const { values, positionals } = asUsage(() => parse(words));
    const [name = '', word = '', ...rest] = positionals;
    if (values.help) {
      console.out(usage);
      return 0;
    }
    const [alone, stored] = [Object.hasOwn(withoutStore, name) ? withoutStore[name] : undefined, Object.hasOwn(withStore, name) ? withStore[name] : undefined];
    if ((alone ?? stored) === undefined || rest.length > 0) throw new Refusal(2, usage);
    const asked = { word, values, console };
    console.out(alone === undefined ? await inStore(values.data, name, (store) => (stored as NonNullable<typeof stored>)(store, asked)) : await alone(asked));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof StoreError) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    console.out((error as Error).message);
    return error instanceof Refusal ? error.code : 2;
  }
}

/** Only `add` and `import` may begin a list: any other command on a wrong directory would find nobody there. */
async function inStore(directory: string, name: string, work: (store: StaffStore) => Promise<string>): Promise<string> {
  if (name !== 'add' && name !== 'import' && !existsSync(join(directory, STAFF_FILE))) throw new Refusal(2, `There is no list of staff in ${directory}: give the terminal's data directory with --data DIR.`);
  const store = openStaffStore({ directory });
  if (!store.ok) throw new Refusal(2, store.error);
  try {
    return await work(store.value);
  } finally {
    store.value.close();
  }
}

async function add(store: StaffStore, { word, values, console }: Asked): Promise<string> {
  const staff = checked(staffIdSchema, word, 'ID is 1 to 16 capital letters, digits and hyphens, as the office gave it out: no name');
  const name = checked(nameSchema, needed(values.name, '--name'));
  const role = checked(roleSchema, needed(values.role, '--role'), `--role is one of ${roleSchema.options.join(', ')}`);
  const badge = values.badge === undefined ? null : checked(badgeSchema, values.badge.replaceAll(':', '').toUpperCase());
  const number = values.number === undefined ? null : checked(numberSchema, values.number);
  if (badge === null && number === null) throw new Refusal(2, 'Give --badge or --number: without either nobody can sign in.');
  if (store.find(staff)?.revoked === false) throw new Refusal(1, `${staff} is there already: revoke first, or reset-pin.`);
  const pin = await keepPin(await pinFrom(values, console, { number }));
  try {
    store.transaction(() => {
      // The demonstration ends with the first real worker.
      store.removeDemonstration();
      for (const old of store.list()) if (old.revoked) store.release(old.staff);
      store.put({ staff, name, role, badge, number, pin });
    });
  } catch (error) {
    if (error instanceof StoreError && error.fault === 'rejected') throw new Refusal(1, 'Somebody else has that badge or that number.');
    throw error;
  }
  return `${staff} (${name}, ${role}) can sign in now.`;
}

function revoke(store: StaffStore, { word }: Asked): Promise<string> {
  known(store, word);
  store.transaction(() => store.revoke(word));
  return Promise.resolve(`${word} is revoked: signed out at the next act, and does not come in again.`);
}

async function resetPin(store: StaffStore, { word, values, console }: Asked): Promise<string> {
  const member = known(store, word);
  // Which number it is, nobody can read here: only its length can be asked for.
  const pin = await pinFrom(values, console, { number: member.hasNumber ? '' : null });
  const kept = await keepPin(pin);
  store.transaction(() => store.setPin(word, kept));
  return `${word} has another PIN, and is not locked out.`;
}

function list(store: StaffStore): Promise<string> {
  const lines = store.list().map(({ staff, name, role, hasBadge, hasNumber, revoked, demonstration }) => {
    const by = [hasBadge ? 'badge' : '', hasNumber ? 'number' : ''].filter(Boolean).join(' or ');
    const { failures, wait } = store.tries(`staff ${staff}`);
    const notes = [revoked ? 'revoked' : '', demonstration ? 'demonstration' : '', failures > 0 ? `${failures} wrong` : '', wait === null ? 'locked until reset-pin' : wait > 0 ? 'locked' : ''].filter(Boolean);
    return [staff, name, role, by, ...notes].join('  ');
  });
  return Promise.resolve(lines.length === 0 ? 'Nobody works here.' : lines.join('\n'));
}

function takeOver(store: StaffStore, { word, values }: Asked): Promise<string> {
  const config = loadConfig(values.config ?? null);
  if (!config.ok) throw new Refusal(2, config.error.map(({ message }) => message).join('\n'));
  const { publicKey } = config.value.staff;
  if (publicKey === null) throw new Refusal(2, 'Whose list would it be? Name the operator\'s key as staff.publicKey in terminal.json, and give that with --config FILE.');
  const key = readPublicKey(publicKey);
  if (!key.ok) throw new Refusal(2, inWords(key.error));
  const imported = importStaff(store, needed(word, 'FILE'), key.value);
  if (!imported.ok) throw new Refusal(1, imported.error);
  const { serial, staff, revoked } = imported.value;
  return Promise.resolve(`List ${serial}: ${staff} can sign in now.${revoked.length > 0 ? ` Revoked: ${revoked.join(', ')}.` : ''}`);
}

function known(store: StaffStore, staff: string) {
  const member = store.find(staff);
  if (member === null) throw new Refusal(1, `There is no ${staff || 'ID'} here: npm run staff -- list`);
  return member;
}

async function pinFrom(values: Values, console: StaffConsole, who: { readonly number: string | null }): Promise<string> {
  const file = values['pin-file'];
  const pin = file === undefined ? await console.askPin() : readFileSync(file, 'utf8').trim();
  if (pin === null) throw new Refusal(2, 'Nobody is there to type the PIN: give it with --pin-file FILE.');
  const fault = pinFault(pin, who);
  if (fault !== null) throw new Refusal(1, `${fault}.`);
  return pin;
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined || value === '') throw new Refusal(2, `${what} is missing.\n${usage}`);
  return value;
}

function checked<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } } }, value: string, otherwise?: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(2, `${otherwise ?? result.error.issues[0]?.message ?? 'wrong value'}.`);
}

function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Refusal(2, `${(error as Error).message}\n${usage}`);
  }
}

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) {
  process.stdout.on('error', () => undefined);
  const { askUnseen } = await import('./ask.ts');
  process.exitCode = await runStaffCommand(process.argv.slice(2), { out: (line) => console.log(line), askPin: () => askUnseen('PIN: ', process.stdin, process.stdout) });
}
