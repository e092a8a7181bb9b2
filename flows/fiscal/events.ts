import { z } from 'zod';
import { factSchema, type FactType } from '../facts.ts';
import { centsSchema, totalSchema } from '../money.ts';
import { gramsSchema } from '../weight.ts';
import { catalogue, chains, type CatalogueEntry, type Chain } from './catalogue.ts';
import { triggers } from './triggers.ts';

/**
 * The documentation of every event, made from the catalogue and from the schemas that each record passes: what an auditor
 * reads (FIS-12), and what EVENTS.md beside this file holds. It cannot say anything else than what is recorded.
 */

export interface EventField {
  readonly name: string;
  /** In words: `cents`, `text, 1 to 64 characters`, `one of …`. */
  readonly type: string;
  /** Of an object, or of the objects of a list. */
  readonly fields: readonly EventField[];
}

/** What a record of this type says beside its type. */
export function fieldsOf(type: FactType): readonly EventField[] {
  const schema = byType.get(type);
  if (schema === undefined) throw new Error(`no schema of ${type}`);
  return membersOf(schema).filter(({ name }) => name !== 'type');
}

/** Of each schema the part that is used here (https://json-schema.org/draft/2020-12/json-schema-validation). */
interface Described {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Described[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Described;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

const units: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [centsSchema, 'euro cents'],
  [totalSchema, 'euro cents'],
  [gramsSchema, 'grams'],
]);

const described = z.toJSONSchema(factSchema, {
  io: 'input',
  override({ zodSchema, jsonSchema }) {
    const unit = units.get(zodSchema);
    if (unit !== undefined) jsonSchema.title = unit;
  },
}) as { readonly oneOf: readonly Described[] };

const byType = new Map(described.oneOf.map((schema) => [schema.properties?.['type']?.const as FactType, schema]));

function membersOf({ properties = {}, required = [] }: Described): readonly EventField[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, type: `${inWords(schema)}${required.includes(name) ? '' : '; may be absent'}`, fields: membersOf(schema.items ?? schema) }));
}

function inWords(schema: Described): string {
  if (schema.anyOf) return schema.anyOf.map(inWords).join(', or ');
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => inWords({ ...schema, type })).join(', or ');
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return `always \`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.length === 1 ? `always \`${String(schema.enum[0])}\`` : `one of ${schema.enum.map((value) => `\`${String(value)}\``).join(', ')}`;
  switch (schema.type) {
    case 'string':
      return schema.pattern === undefined ? `text${span(schema.minLength, schema.maxLength, ' characters')}` : `text of the form \`${schema.pattern}\``;
    case 'integer':
      return `whole number${span(schema.minimum, schema.maximum, '')}`;
    case 'array':
      return `list${span(schema.minItems, schema.maxItems, '')}`;
    case 'object':
      return 'object';
    case 'null':
      return 'null';
    default:
      throw new Error(`no words for ${JSON.stringify(schema)}`);
  }
}

/** Bounds that are those of every whole number that JSON can hold say nothing. */
function span(from: number | undefined, to: number | undefined, what: string): string {
  const least = from === undefined || from <= Number.MIN_SAFE_INTEGER ? null : from;
  const most = to === undefined || to >= Number.MAX_SAFE_INTEGER ? null : to;
  if (least === null && most === null) return '';
  if (most === null) return `, from ${least}${what}`;
  return least === null ? `, at most ${most}${what}` : `, ${least} to ${most}${what}`;
}

const lead = `# Events of the journal

Made from \`catalogue.ts\`, \`triggers.ts\` and the schemas of \`../facts.ts\` by \`npm run ledger -- catalogue --write\`; a test keeps it so.
Do not edit it.

A code is never given to another event. Amounts are whole euro cents, weights whole grams, times milliseconds since 1970-01-01T00:00:00Z.
The official list of NF525 event codes was not found: these codes are ours.
`;

/** The whole of EVENTS.md. */
export function eventsDocument(): string {
  const types = (Object.keys(catalogue) as FactType[]).toSorted((a, b) => catalogue[a].code - catalogue[b].code);
  const sections = (Object.keys(chains) as Chain[]).map((chain) => {
    const own = types.filter((type) => catalogue[type].chain === chain);
    if (own.length === 0) return `\n## ${chain} · ${chains[chain]}\n\nNo event of its own: the same events, under the same codes.\n`;
    return `\n## ${chain} · ${chains[chain]}\n${own.map((type) => eventText(type, catalogue[type])).join('')}`;
  });
  return `${lead}${sections.join('')}\n${triggersText()}`;
}

function eventText(type: FactType, { code, when }: CatalogueEntry): string {
  return `\n### ${code} \`${type}\`\n\nWhen: ${when}.\n${fieldsText(fieldsOf(type), '')}`;
}

function fieldsText(fields: readonly EventField[], indent: string): string {
  const lines = fields.map(({ name, type, fields: inner }) => `${indent}- \`${name}\`: ${type}\n${fieldsText(inner, `${indent}  `)}`);
  return indent === '' && lines.length > 0 ? `\n${lines.join('')}` : lines.join('');
}

function triggersText(): string {
  const rows = triggers.map(({ what, events, why }) => `| ${what} | ${events.map((type) => `${catalogue[type].code} \`${type}\``).join(', ') || '–'} | ${why ?? ''} |\n`);
  return `## What must be told (FIS-9), and by which event\n\n| trigger | events | remark |\n|---|---|---|\n${rows.join('')}`;
}
