import type { z } from 'zod';

/** The knobs of a twin: a strict schema with defaults, turned by patches, heard by whoever shows them. */
export class Knobs<T extends object> {
  readonly #device: string;
  readonly #schema: z.ZodType<T>;
  readonly #listeners = new Set<() => void>();
  #current: T;

  /** @throws Error that names the knob and what it takes. */
  constructor(device: string, schema: z.ZodType<T>, start: unknown = {}) {
    this.#device = device;
    this.#schema = schema;
    this.#current = this.#checked(start);
  }

  get current(): T {
    return this.#current;
  }

  /** @throws Error that names the knob and what it takes; nothing is turned then. */
  turn(patch: unknown): T {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
      throw new Error(`${this.#device}: knobs are turned with a JSON object such as {"silent": true}`);
    }
    this.#current = this.#checked({ ...this.#current, ...patch });
    this.changed();
    return this.#current;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #checked(value: unknown): T {
    const result = this.#schema.safeParse(value);
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    const names = 'shape' in this.#schema && typeof this.#schema.shape === 'object' && this.#schema.shape ? Object.keys(this.#schema.shape).join(', ') : '';
    if (issue?.code === 'unrecognized_keys') throw new Error(`${this.#device} has no knob "${issue.keys.join('", "')}": it has ${names}`);
    throw new Error(`${this.#device}, knob "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'wrong value'}`);
  }
}
