/** Calls that have one home each (design, rule 3 and "Who may import whom"), as data. */
export interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  /** Folders (and files) the ban holds in. */
  readonly within: readonly string[];
  /** Files and folders where it is at home. */
  readonly homes: readonly string[];
}

const PRODUCT = ['src/', 'drivers/', 'fsm/', 'config/'];
/** Decisions are pure and synchronous: nothing here may wait for anything. */
const SYNCHRONOUS = ['drivers/', 'fsm/', 'src/ledger/', 'src/reminder/', 'src/guide/', 'src/words/', 'src/api/view'];

export const BANS: readonly Ban[] = [
  {
    what: "the machine's timers and clocks",
    pattern: /\b(setTimeout|setInterval|Date\.now|performance\.now|process\.hrtime)\b|\bnew Date\(\s*\)/g,
    within: PRODUCT,
    // A browser page has its own clock and no other one; XState's interface of a clock has methods of these names.
    homes: ['src/base/real-clock.ts', 'src/panel/', 'fsm/clock.ts'],
  },
  {
    what: 'setImmediate',
    pattern: /\bsetImmediate\b/g,
    within: PRODUCT,
    // It waits for no time: a helper process lets its pipe drain between two calls of a blocking library.
    homes: ['drivers/transport/', 'src/base/real-clock.ts'],
  },
  {
    what: 'randomness',
    pattern: /\bMath\.random\b|\b(randomBytes|randomInt|randomUUID|getRandomValues)\b/g,
    within: PRODUCT,
    homes: ['src/base/real-random.ts'],
  },
  {
    what: 'the environment',
    pattern: /\bprocess\.env\b/g,
    within: PRODUCT,
    homes: ['src/base/environment.ts'],
  },
  {
    what: 'the console',
    pattern: /\bconsole\.(log|error|warn|info|debug|trace)\b/g,
    within: PRODUCT,
    homes: ['src/base/console.ts', 'src/panel/'],
  },
  {
    what: 'standard output and error',
    pattern: /\bprocess\.(stdout|stderr)\b/g,
    within: PRODUCT,
    // A helper process speaks with its parent through its pipes.
    homes: ['src/base/console.ts', 'src/base/log.ts', 'drivers/transport/', 'src/cell/'],
  },
  {
    what: 'async, await and Promise',
    pattern: /\basync\b|\bawait\b|\bPromise\b/g,
    within: SYNCHRONOUS,
    homes: ['drivers/transport/'],
  },
];
