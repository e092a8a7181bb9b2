/**
 * The field data of `^BC` in mode N as a printer reads it: invocation codes and characters into the symbol values of
 * ISO/IEC 15417, and those into the text that a reader will show.
 */
export interface Symbols {
  /** From the start symbol on, without check and stop. */
  readonly values: readonly number[];
  readonly text: string;
}

const starts: Readonly<Record<string, number>> = { '9': 103, ':': 104, ';': 105 };

/** @throws Error that says what the printer would not print. */
export function readCode128(data: string): Symbols {
  let rest = data;
  let subset = 104;
  if (data[0] === '>' && data[1] !== undefined && data[1] in starts) {
    subset = starts[data[1]] ?? subset;
    rest = data.slice(2);
  }
  if (rest === '') throw new Error('Code 128: no data');
  const values = [subset];
  let text = '';
  while (rest !== '') {
    const invoked = rest.startsWith('>') ? invocation(rest[1]) : null;
    if (invoked !== null) {
      rest = rest.slice(2);
      values.push(invoked);
      if (invoked === 99 && subset !== 105) subset = 105;
      else if (invoked === 100 && subset !== 104) subset = 104;
      else if (invoked < 95 && subset === 104) text += String.fromCharCode(invoked + 32);
      else throw new Error(`Code 128: symbol ${invoked} in subset ${subset - 103} is not modelled`);
    } else if (subset === 105) {
      const pair = /^\d\d/.exec(rest)?.[0];
      if (!pair) throw new Error(`Code 128: "${rest}" does not begin with a pair of digits, as subset C needs`);
      values.push(Number(pair));
      text += pair;
      rest = rest.slice(2);
    } else if (subset === 104) {
      const value = rest.charCodeAt(0) - 32;
      if (value < 0 || value > 94) throw new Error(`Code 128: character ${rest.charCodeAt(0)} is not in subset B`);
      values.push(value);
      text += rest.charAt(0);
      rest = rest.slice(1);
    } else throw new Error('Code 128: subset A is not modelled');
  }
  return { values, text };
}

function invocation(character: string | undefined): number | null {
  if (character === '<') return 62;
  if (character === '0') return 30;
  if (character === '=') return 94;
  if (character !== undefined && character >= '1' && character <= '8') return 94 + Number(character);
  throw new Error(`Code 128: ">${character ?? ''}" is not an invocation code`);
}
