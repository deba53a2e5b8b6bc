/** Lamps, towers and keypads on real `/dev/hidraw*` with hot-plug, in a virtual machine (test/lab/README.md). */
import { labReport } from '../lab/report.ts';
import type { ProofResult } from '../prove.ts';

export async function prove(): Promise<ProofResult> {
  const { counts, failures } = await labReport();
  const { checks = 0, 'boards pulled out and put back': plugs = 0 } = counts;
  return { counts: { checks, 'boards pulled out and put back': plugs }, failures };
}
