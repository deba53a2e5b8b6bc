/** `npm run lab`: lamps, towers and keypads on real device nodes with hot-plug, in a virtual machine (test/lab/README.md). */
import { labReport } from './lab/report.ts';

const { counts, failures } = await labReport((line) => process.stdout.write(`${line}\n`));
for (const [what, value] of Object.entries(counts)) process.stdout.write(`${what}: ${value}\n`);
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
