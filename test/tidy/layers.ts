/**
 * Who may import whom (design, The house), as data. A part is a folder of `src/`, or `drivers`, `fsm`, `config`,
 * `scripts`, `test`. Everybody may import `src/base`; `src/base` imports nothing of ours.
 */

/** Programs of `src` itself, which units start by path, and what the daemon's own is made of: they make real ports and join parts. */
const PROGRAMS = new Set([
  'main.ts',
  'daemon',
  'drain-and-wait.ts',
  'inhibit-cash.ts',
  'screen-address.ts',
  'screen-main.ts',
]);

/** Name of the part a file belongs to: `base`, `kiosk`, … , `drivers`, `fsm`, `config`, `scripts`, `test`, `main`. */
function partOf(path: string): string {
  const [first, second] = path.split('/');
  if (first !== 'src') return first ?? '';
  return second !== undefined && PROGRAMS.has(second) ? 'main' : (second ?? '');
}

/**
 * Files that play the role of a part's contract, beside its `contract.ts` and `contract/*.ts`: the only files of it
 * that other parts import.
 */
const CONTRACTS: Readonly<Record<string, RegExp>> = {
  fsm: /^fsm\/events\.ts$/,
  centre: /^src\/centre\/port\.ts$/,
  api: /^src\/api\/(messages|methods\/[^/]+)\.ts$/,
  drivers: /^drivers\/[^/]+\.ts$/,
  config: /^config\/(schema|profile)\.ts$/,
  words: /^src\/words\/locales\.ts$/,
};

/** Parts that import others whole, not only their contracts, with the reason. */
const WHOLE: Readonly<Record<string, readonly string[]>> = {
  // Joins everything.
  kiosk: ['ledger', 'centre', 'cell', 'paper', 'reminder', 'guide', 'words', 'api', 'drivers', 'fsm', 'config'],
  // The session's child process joins the session half of the centre, paper and speech.
  cell: ['centre', 'paper', 'words'],
  // Read-only looks at books, papers, configuration and municipal data; the words that the data need.
  cli: ['config', 'paper', 'ledger', 'centre', 'words', 'commission'],
  // Asks what is plugged in, before there is a configuration that a daemon could start with; tries a certificate at the centre.
  commission: ['drivers', 'config', 'centre'],
  // A program of its own: reads the one configuration.
  fleet: ['config'],
  // Words and formats are pure tables that screen, paper and voice share.
  api: ['words'],
  paper: ['words'],
  reminder: ['words'],
  guide: ['words'],
};

/** Never imported by product code. */
const NOT_FOR_PRODUCTS = new Set(['main', 'test', 'scripts']);

/** True for a file of `part` that other parts may import. */
function isContract(part: string, path: string): boolean {
  if (/\/contract(\.ts|\/[^/]+\.ts)$/.test(path)) return true;
  return CONTRACTS[part]?.test(path) ?? false;
}

/** Why `from` must not import `to`, or null when it may. Both are paths inside the repository. */
export function whyForbidden(from: string, to: string, isType: boolean): string | null {
  const source = partOf(from);
  const target = partOf(to);
  if (source === target || ['main', 'scripts', 'test'].includes(source)) return null;
  if (source === 'base') return 'base imports nothing of ours';
  if (target === 'base') return null;
  if (NOT_FOR_PRODUCTS.has(target)) return `product code does not import ${target}`;
  if (source === 'drivers') return 'drivers import only src/base and drivers';
  if (source === 'panel' || source === 'verifier')
    return isType || to.startsWith('src/paper/code/') ? null : 'browser code imports only types';
  if (source === 'config' && /^drivers\/[^/]+\/options\.ts$/.test(to)) return null;
  if (WHOLE[source]?.includes(target)) return null;
  if (isContract(target, to)) return null;
  return `${source} may import only the contract of ${target}`;
}

/** Vendor packages and the only folders that may touch them. */
export const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  serialport: ['drivers/transport/'],
  pcsclite: ['drivers/transport/'],
  'node-hid': ['drivers/transport/'],
  usb: ['drivers/transport/'],
  ipp: ['drivers/ipp/', 'drivers/transport/'],
  'better-sqlite3': ['src/ledger/'],
  xstate: ['fsm/', 'src/kiosk/'],
  pino: ['src/base/log.ts'],
  'smol-toml': ['config/'],
  commander: ['src/cli/'],
  mqtt: ['src/fleet/'],
};
