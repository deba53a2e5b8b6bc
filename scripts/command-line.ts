/** How the programs of this folder are called: what is wrong with a call is one sentence with what was expected, and status 64. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Status of a process that was called wrongly (sysexits.h, EX_USAGE). */
const USAGE = 64;

/** Called in a way that cannot be meant. */
export class UsageError extends Error {}

/**
 * Reads the arguments of this process. `--help` prints the help and ends the process with 0.
 * @throws UsageError for an argument nobody knows
 */
export function readArguments<T extends ParseArgsConfig>(config: T, help: string): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(help);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    if (error instanceof Error && String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS'))
      throw new UsageError(error.message);
    throw error;
  }
}

/** The status of a program; a call that cannot be meant is told with the help. */
export async function statusOf(main: () => Promise<number>, help: string): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${help}`);
    return USAGE;
  }
}
