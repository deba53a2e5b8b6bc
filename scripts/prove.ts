/**
 * `npm run prove -- NAME [--seed N] [--count N]`: runs the full figures of which `npm test` runs a fast sample, and
 * writes seed, counts and time into the committed table `test/proofs.md`. A file `scripts/prove/NAME.ts` exports
 * `prove(options: ProofOptions): Promise<ProofResult>`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** What a proof is given. `count` is null when the proof's own full figure is wanted. */
export interface ProofOptions {
  readonly seed: number;
  readonly count: number | null;
}

/** What a proof reports. `counts` says how much was tried, by name; `failures` holds one line each, empty when proven. */
export interface ProofResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const FOLDER = new URL('prove/', import.meta.url);
const TABLE = 'test/proofs.md';
const HEAD = `# Proofs

The last full run of each proof (\`npm run prove -- NAME\`); \`npm test\` runs fast samples of the same.

| proof | seed | counts | failures | time_s | day |
|---|---|---|---|---|---|
`;

/** The table with the row of `name` put in or replaced, rows in order of name. */
export function withRow(table: string, name: string, row: string): string {
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| proof ') && !line.startsWith(`| ${name} |`));
  return `${HEAD}${[...rows, row].toSorted().join('\n')}\n`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, count: { type: 'string' }, help: { type: 'boolean' } },
  });
  const known = existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.slice(0, -3))
    : [];
  const [name] = positionals;
  const usage = `usage: npm run prove -- NAME [--seed N] [--count N]; there are: ${known.join(', ')}\n`;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (!name || !known.includes(name)) {
    process.stderr.write(`${name === undefined ? '' : `there is no proof ${name}\n`}${usage}`);
    return 64;
  }
  const { prove } = (await import(new URL(`${name}.ts`, FOLDER).href)) as {
    prove(options: ProofOptions): Promise<ProofResult>;
  };
  const seed = Number(values.seed ?? Math.floor(Math.random() * 0x1_0000_0000));
  const start_ms = performance.now();
  const { counts, failures } = await prove({ seed, count: values.count === undefined ? null : Number(values.count) });
  const time_s = ((performance.now() - start_ms) / 1000).toFixed(1);
  const told = Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
  process.stdout.write(`${name}: seed ${seed}, ${told}, ${failures.length} failures, ${time_s} s\n`);
  for (const failure of failures) process.stdout.write(`  ${failure}\n`);
  const day = new Date().toISOString().slice(0, 10);
  const table = existsSync(TABLE) ? readFileSync(TABLE, 'utf8') : HEAD;
  writeFileSync(
    TABLE,
    withRow(table, name, `| ${name} | ${seed} | ${told} | ${failures.length} | ${time_s} | ${day} |`),
  );
  return failures.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  process.exitCode = await main().catch((error: unknown) => {
    if (!(error instanceof Error) || !String(Reflect.get(error, 'code')).startsWith('ERR_PARSE_ARGS')) throw error;
    process.stderr.write(`${error.message}\n`);
    return 64;
  });
}
