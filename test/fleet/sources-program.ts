/** A process with many sources: `node sources-program.ts PLAN.json`. Says `ready`, begins when told to, says `emitted`. */
import { readFileSync } from 'node:fs';
import { openSource } from './source.ts';

interface Plan {
  readonly seed: number;
  readonly kiosks: readonly { readonly kioskId: string; readonly socketPath: string }[];
  readonly events: number;
  readonly span_ms: number;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const sources = await Promise.all(
  plan.kiosks.map(({ socketPath, kioskId }) => openSource(socketPath, plan.seed, kioskId)),
);
process.send?.('ready');
process.on('message', (message) => {
  if (message !== 'begin') return;
  const total = plan.events * sources.length;
  const begun_ms = performance.now();
  let emitted = 0;
  const timer = setInterval(() => {
    const due = Math.min(total, Math.ceil((total * (performance.now() - begun_ms)) / plan.span_ms));
    for (; emitted < due; emitted += 1) sources[emitted % sources.length]?.emit();
    if (emitted < total) return;
    clearInterval(timer);
    process.send?.('emitted');
  }, 50);
});
process.on('disconnect', () => process.exit(0));
