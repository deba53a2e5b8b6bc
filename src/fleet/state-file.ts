/** The one thing that the agent keeps: which event the broker acknowledged last. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { MadoguchiError } from '../base/errors.ts';
import { parsedJson } from '../base/json.ts';

const stateSchema = z.strictObject({
  sequence: z.int().min(0),
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
});

/** Number and id of the last acknowledged event; 0 and null before the first. */
export type Acknowledged = Readonly<z.output<typeof stateSchema>>;

const NOTHING: Acknowledged = { sequence: 0, id: null };

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';

/** Reads it. A file that is not there or damaged is as none: everything is told again, under the same ids. @throws `fleetState` */
export function readAcknowledged(file: string): Acknowledged {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return NOTHING;
    throw new MadoguchiError('fleetState', `${file}: ${codeOf(error)}`);
  }
  return stateSchema.safeParse(parsedJson(text)).data ?? NOTHING;
}

function written(file: string, text: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts the new file in the place of the old one: after a power cut it is one or the other. @throws `fleetState` */
export function writeAcknowledged(file: string, { sequence, id }: Acknowledged): void {
  try {
    written(`${file}.new`, `${JSON.stringify({ sequence, id })}\n`);
    renameSync(`${file}.new`, file);
    const folder = openSync(dirname(file), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    throw new MadoguchiError('fleetState', `${file}: ${codeOf(error)}`);
  }
}
