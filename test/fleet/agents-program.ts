/** A process with many fleet agents: `node agents-program.ts PLAN.json`. It is killed without warning. */
import { readFileSync } from 'node:fs';
import { RealClock } from '../../src/base/real-clock.ts';
import { realRandom } from '../../src/base/real-random.ts';
import { startAgent, type AgentOptions } from '../../src/fleet/agent.ts';

type Plan = readonly Pick<AgentOptions, 'kioskId' | 'socketPath' | 'stateFile' | 'broker'>[];

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
for (const one of plan) {
  startAgent({
    ...one,
    needsReader: true,
    clock: new RealClock(),
    random: realRandom,
    log: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
}
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
