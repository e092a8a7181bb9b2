import { readFileSync } from 'node:fs';
import { err, ok, type Result } from '../../flows/result.ts';
import { said, trouble, wholeFile, type TariffTrouble } from './trouble.ts';

export function readJson(file: string, remedy: string): Result<unknown, TariffTrouble> {
  const bytes = readBytes(file);
  return bytes.ok ? parseJson(file, bytes.value, remedy) : bytes;
}

export function readBytes(file: string): Result<Buffer, TariffTrouble> {
  try {
    return ok(readFileSync(file));
  } catch (error) {
    return err(trouble(file, wholeFile, `it cannot be read (${said(error)})`, 'correct the path, or the rights of the file'));
  }
}

export function parseJson(file: string, bytes: Buffer, remedy: string): Result<unknown, TariffTrouble> {
  try {
    return ok(JSON.parse(bytes.toString('utf8')) as unknown);
  } catch (error) {
    return err(trouble(file, wholeFile, `it is not readable JSON (${said(error)})`, remedy));
  }
}
