import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

const PROGRAM = join(import.meta.dirname, '../../test/virtual/centre/main.ts');
const STARTS_MS = 60_000;
const answer = z.object({ url: z.url() });

/** The reference centre in a process of its own: composing a PDF takes longer than a coin unit may stay silent. */
export interface DemoCentre {
  readonly url: string;
  /** A line that a person could type to it, like `fault foreignPage` (test/virtual/centre/README.md). */
  command(line: string): void;
  stop(): Promise<void>;
}

/** `port` 0 = any free one. */
export function startCentre(keysFolder: string, cardAuthorityFile: string, port = 0): Promise<DemoCentre> {
  const options = ['--keys', keysFolder, '--card-authority', cardAuthorityFile, '--port', String(port)];
  const child = spawn(process.execPath, [PROGRAM, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the reference centre did not start')), STARTS_MS);
    void gone.then(() => reject(new Error('the reference centre ended at its start')));
    child.stdout.once('data', (data: Buffer) => {
      clearTimeout(late);
      const { url } = answer.parse(JSON.parse(data.toString()));
      resolve({
        url,
        command: (line) => void child.stdin.write(`${line}\n`),
        stop: () => {
          child.stdin.end();
          return gone;
        },
      });
    });
  });
}
