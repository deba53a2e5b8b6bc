/** `scripts/simulate.ts` as a person calls it. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../scripts/simulate.ts');

function simulate(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

const hashOf = (out: string): string => /^trace hash +([0-9a-f]{64})$/m.exec(out)?.[1] ?? 'no hash';

describe('npm run simulate', () => {
  const run = ['--sessions', '12', '--seed', '20'];

  test('the same seed gives the same trace hash in one process and in two', { timeout: 120_000 }, () => {
    const one = simulate(...run);
    const two = simulate(...run, '--jobs', '2');
    expect(hashOf(one.out)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(two.out)).toBe(hashOf(one.out));
    expect(hashOf(simulate('--sessions', '12', '--seed', '21').out)).not.toBe(hashOf(one.out));
    for (const word of ['seed', 'sessions', 'simulated time', 'exchanges', 'faults', 'states', 'transitions', 'a core'])
      expect(one.out).toContain(word);
  });

  test('with each byte an event nothing is violated either', { timeout: 120_000 }, () => {
    const { status, out } = simulate('--sessions', '5', '--seed', '3', '--bytes', 'each');
    expect(out).toMatch(/^violations +0$/m);
    expect(status).toBe(0);
  });

  test('a wrong call says what was wrong and how it is called', { timeout: 60_000 }, () => {
    for (const [args, told] of [
      [['--session', '5'], '--session'],
      [['--sessions', 'many'], '--sessions many'],
      [['--bytes', 'some'], '--bytes some'],
    ] as const) {
      const { status, err } = simulate(...args);
      expect({ status, told: err.includes(told), usage: err.includes('usage: npm run simulate') }).toEqual({
        status: 64,
        told: true,
        usage: true,
      });
    }
    expect(simulate('--help')).toMatchObject({ status: 0, err: '' });
  });
});
