import { realTerminal } from '../base/console.ts';
import { readEnvironment } from '../base/environment.ts';
import { RealClock } from '../base/real-clock.ts';
import { runCli } from './program.ts';

process.exitCode = await runCli(process.argv.slice(2), {
  terminal: realTerminal(),
  environment: readEnvironment(),
  clock: new RealClock(),
});
