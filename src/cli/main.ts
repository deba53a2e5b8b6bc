import { realTerminal } from '../base/console.ts';
import { readEnvironment } from '../base/environment.ts';
import { RealClock } from '../base/real-clock.ts';
import { runCli } from './program.ts';

const clock = new RealClock();

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: realTerminal(),
  environment: readEnvironment(),
  clock,
  systemTime_epoch_ms: () => clock.systemTime_epoch_ms(),
});
