/** The fleet agent on a real broker, in a small sample of `npm run prove -- fleet`. */
import { expect, test } from 'vitest';
import { runFleet } from './run.ts';

test('events of 12 kiosks come through cuts, a broker restart and killed agents: none lost, none counted twice', async () => {
  const { counts, failures } = await runFleet({
    seed: 7,
    kiosks: 12,
    together: 6,
    events: 25,
    span_ms: 3_500,
    cut_ms: 600,
    restart_ms: 1_200,
    kill_ms: 1_600,
    away_ms: 200,
    settle_ms: 25_000,
  });
  expect(failures).toEqual([]);
  expect(counts).toMatchObject({ kiosks: 12, events: 300, counted: 300 });
  expect(counts['broker restarts']).toBeGreaterThan(0);
  expect(counts['agents killed']).toBeGreaterThan(0);
  expect(counts['lines cut']).toBeGreaterThan(0);
}, 60_000);
