/** The last lines of the journal about the kiosk, and of those only what its own log has written. */
import { execFile } from 'node:child_process';
import { childEnvironment } from '../base/environment.ts';
import { CLI_LIMITS } from './limits.ts';

const UNITS = ['madoguchid', 'madoguchi-screen', 'madoguchi-fleet'];

/** Lines of JSON; null where there is no journal. */
export async function journalLines(most: number): Promise<readonly string[] | null> {
  const units = UNITS.flatMap((unit) => ['-u', `${unit}.service`]);
  const text = await run('journalctl', [...units, '-n', String(most), '--no-pager', '-q', '-o', 'json']);
  return text === null ? null : keptLines(text);
}

/**
 * The lines that the kiosk's own log has written, whose fields are an allow-list (`src/base/log.ts`), and what systemd says about its
 * units. Anything else may quote anything, and is only counted.
 */
export function keptLines(text: string): readonly string[] {
  const kept: string[] = [];
  let left = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const entry = objectOf(line);
    const said = String(entry?.['MESSAGE'] ?? '');
    const ours = objectOf(said);
    const time = Number(entry?.['__REALTIME_TIMESTAMP']) / 1_000;
    const at = Number.isFinite(time) ? new Date(time).toISOString() : null;
    const unit = entry?.['_SYSTEMD_UNIT'] ?? entry?.['UNIT'] ?? null;
    if (ours !== null) kept.push(JSON.stringify({ at, unit, ...ours }));
    else if (entry?.['SYSLOG_IDENTIFIER'] === 'systemd') kept.push(JSON.stringify({ at, unit, systemd: said }));
    else left += 1;
  }
  return left === 0 ? kept : [...kept, JSON.stringify({ leftOut: left })];
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

/** Standard output of a program; null when it is not there or fails. */
function run(program: string, args: readonly string[]): Promise<string | null> {
  const options = {
    env: childEnvironment(),
    timeout: CLI_LIMITS.bundle_log_ms,
    maxBuffer: CLI_LIMITS.bundle_log_bytes_max,
  };
  return new Promise((resolve) => {
    execFile(program, [...args], options, (error, out) => resolve(error === null ? out : null));
  });
}
