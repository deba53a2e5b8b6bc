/**
 * The fleet: 1,000 kiosks' agents, 125 in each of 8 processes, on a real Mosquitto with TLS and client certificates, while lines are
 * cut, the broker is restarted and processes are killed. Nothing may be lost, and nothing counted twice. `--count`: kiosks.
 */
import { runFleet } from '../../test/fleet/run.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const KIOSKS = 1_000;

export function prove({ seed, count }: ProofOptions): Promise<ProofResult> {
  return runFleet({
    seed,
    kiosks: count ?? KIOSKS,
    together: 125,
    events: 60,
    span_ms: 240_000,
    cut_ms: 5_000,
    restart_ms: 30_000,
    kill_ms: 20_000,
    away_ms: 2_000,
    settle_ms: 300_000,
  });
}
