/** Every command against a daemon that gives prepared answers: what is asked, what is said, and how it ends. */
import { gunzipSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CODES } from '../../src/base/codes.ts';
import { EXIT, EXIT_ABOUT, type ExitName } from '../../src/cli/exit.ts';
import { COMMANDS } from '../../src/cli/table.ts';
import { exitsOf, isAct } from '../../src/cli/table/row.ts';
import { fakeDaemon, run, type Answers, type FakeDaemon } from './cli-run.ts';

let folder: string;
let socket: string;
let daemon: FakeDaemon | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-cli-'));
  socket = join(folder, 'daemon.sock');
  daemon = null;
});

afterEach(async () => {
  await daemon?.close();
  rmSync(folder, { recursive: true });
});

async function answering(answers: Answers): Promise<FakeDaemon> {
  daemon = await fakeDaemon(socket, answers);
  return daemon;
}

const STATUS = {
  version: '0.1.0',
  service: { state: 'closed', reasons: [{ code: 'M4005', detail: 'no paper in tray 1' }] },
  session: null,
  devices: [],
};
const LEVELS = {
  units: [
    {
      unit: 'hopper-100',
      kind: 'hopper',
      availability: 'online',
      level: 'ok',
      capacity: 300,
      piles: [{ denomination_yen: 100, count: 52 }],
      amount_yen: 5_200,
    },
  ],
  total_yen: 5_200,
  counters: [{ unit: 'hopper-100', counter: 'piecesOut', device: 3, booked: 2, agrees: false }],
  paysChange: true,
};
const DISPENSED = {
  movement: 'a'.repeat(32),
  unit: 'hopper-100',
  denomination_yen: 100,
  asked: 2,
  dispensed: 2,
  outcome: 'done',
  code: null,
};
const BOOKED = {
  task: 'refill',
  unit: 'hopper-100',
  number: 7,
  piles: [{ unit: 'hopper-100', denomination_yen: 100, booked: 52, counted: 200, difference: 148 }],
  counted_yen: 20_000,
  difference_yen: 14_800,
  counters: [],
  closing: null,
};
const RECONCILED = {
  agrees: false,
  rows: [],
  uncounted: [],
  openOrders: 1,
  questions: 0,
  openExchanges: 0,
  unclaimed_yen: 0,
  disputed_yen: 0,
  overpaid_yen: 0,
  codes: ['M1508'],
};
const DRAINED = { state: 'draining', serving: true };
const FAILED_DIAG = {
  level: 'internal',
  passed: false,
  rows: [
    {
      device: 'printer',
      check: 'state',
      result: 'fail',
      code: 'M4005',
      name: 'printerPaper',
      detail: 'no paper',
      remedy: 'x',
    },
    { device: 'cash', check: 'state', result: 'ok', code: null, name: null, detail: '', remedy: '' },
  ],
};
const EMPTY_TRACE = `${JSON.stringify({
  trace: 1,
  started_epoch_ms: 0,
  program: '0.1.0',
  by: 'sato',
  only: null,
  devices: [],
  lines: [],
  memories: {},
})}\n`;
const RECORD = { k: 'screen', t: 1_500, screen: 'idle' };

describe('what is asked and said', () => {
  test('a trace in which nothing can be replayed is not called as in the trace: 10', async () => {
    const file = join(folder, 'empty.trace');
    writeFileSync(file, EMPTY_TRACE);
    const { exit, out } = await run(['trace', 'replay', file]);
    expect([exit, out]).toEqual([10, 'no device: 0 commands, 0 facts\nnothing in the trace could be replayed\n']);
    const json = await run(['trace', 'replay', file, '--json']);
    expect([json.exit, JSON.parse(json.out)]).toEqual([10, { devices: [], commands: 0, facts: 0, differences: [] }]);
  });

  test('a trace is read from a regular file alone: a pipe, a device and a folder are refused at once', async () => {
    const pipe = join(folder, 'pipe.trace');
    execFileSync('mkfifo', [pipe]);
    for (const named of [pipe, '/dev/zero', folder]) {
      const { exit, err } = await run(['trace', 'show', named]);
      expect([exit, err]).toEqual([64, expect.stringContaining(`${named} cannot be read`)]);
    }
  });

  test('diag shows each check, names the fault with what to do, and ends with 10', async () => {
    const { heard } = await answering({
      'diag.run': [{ progress: { done: 0, of: 2, text: 'check printer state' } }, { result: FAILED_DIAG }],
    });
    const { exit, out, err } = await run(['diag', 'printer', '--by', 'sato', '--socket', socket]);
    expect(exit).toBe(10);
    expect(out).toContain(`M4005 no paper\n    → ${CODES.printerPaper.remedy}`);
    expect(out).toContain('1 check failed');
    expect(err).toBe('0/2 printer: state\n');
    expect(heard[0]).toMatchObject({ params: { device: 'printer', level: 'internal' }, by: 'sato' });
  });

  test('an interactive diag asks at the terminal and sends what was typed', async () => {
    const { heard } = await answering({
      'diag.run': [{ progress: { done: 0, of: 1, text: 'ask 4 sound toneHeard speaker' } }],
      'diag.answer': { result: { taken: true } },
    });
    const asked = run(['diag', 'sound', '--level', 'interactive', '--socket', socket], { typed: ['y'] });
    await expect.poll(() => heard.length).toBe(2);
    expect(heard[1]).toMatchObject({ method: 'diag.answer', params: { question: 4, answer: 'yes' } });
    await daemon?.close();
    expect((await asked).exit, 'the daemon hung up').toBe(69);
  });

  test('cash levels says what lies where and what does not agree', async () => {
    await answering({ 'cash.levels': { result: LEVELS } });
    const { exit, out } = await run(['cash', 'levels', '--socket', socket]);
    expect(exit).toBe(0);
    expect(out).toMatch(/hopper-100 +hopper +ready +ok +100 +52 +300/);
    expect(out).toMatch(/hopper-100 +out +3 +2 +DIFFERS/);
  });

  test('a test dispense says how to book the pieces back, and ends with 1 when they did not all come', async () => {
    const { heard } = await answering({ 'cash.testDispense': { result: DISPENSED } });
    const done = await run(['cash', 'test-dispense', '100', '2', '--by', 'sato', '--socket', socket]);
    expect([done.exit, done.out]).toEqual([0, expect.stringContaining(`cash put-back ${'a'.repeat(32)}`)]);
    expect(heard[0]).toMatchObject({ params: { denomination_yen: 100, count: 2 }, by: 'sato' });
    await daemon?.close();
    await answering({
      'cash.testDispense': { result: { ...DISPENSED, dispensed: 1, outcome: 'partly', code: 'M3005' } },
    });
    expect((await run(['cash', 'test-dispense', '100', '2', '--socket', socket])).exit).toBe(1);
  });

  test('counted pieces are read from --count, and what is no count is refused before anything is asked', async () => {
    const { heard } = await answering({ 'cash.exchangeEnd': { result: BOOKED } });
    const words = ['cash', 'exchange', 'end', 'refill', 'hopper-100', '--socket', socket];
    const { exit, out } = await run([...words, '--count', 'hopper-100:100=200']);
    expect([exit, out]).toEqual([0, expect.stringMatching(/hopper-100 +100 +52 +200 +\+148/)]);
    const piles = [{ unit: 'hopper-100', denomination_yen: 100, count: 200 }];
    expect(heard[0]?.params).toEqual({ task: 'refill', unit: 'hopper-100', piles, part: false, sure: false });
    expect((await run([...words, '--count', 'two hundred'])).exit).toBe(64);
    expect(heard).toHaveLength(1);
  });

  test('drain --wait tells on the way what it waits for', async () => {
    await answering({
      'service.drain': [{ progress: { done: 0, of: 0, text: 'waiting choosing' } }, { result: DRAINED }],
    });
    const { exit, out, err } = await run(['drain', '--wait', '--socket', socket]);
    expect([exit, err]).toEqual([0, 'waiting for whoever is inside (choosing)\n']);
    expect(out).toBe('going out of service; somebody is still inside\n');
  });

  test('monitor --json is one line of JSON a record', async () => {
    await answering({ 'monitor.subscribe': [{ result: { devices: ['cash'] } }, { event: RECORD }, { event: RECORD }] });
    const { exit, out } = await run(['monitor', '--most', '2', '--json', '--socket', socket]);
    expect([
      exit,
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ]).toEqual([0, [RECORD, RECORD]]);
  });
});

describe('every command', () => {
  /** Arguments that a command wants, so that it comes to ask. */
  const WANTED: Readonly<Record<string, readonly string[]>> = {
    // The steps before it ask the machine's own hardware.
    commission: ['--step', 'sound', '--yes'],
    device: ['printer'],
    'devices lend': ['printer'],
    'devices return': ['printer'],
    'cash test-dispense': ['100'],
    'cash put-back': ['a'.repeat(32)],
    'cash exchange start': ['refill'],
    'cash exchange end': ['refill'],
    'cash exchange drop': ['refill'],
    'trace record': ['jam'],
    'trace show': ['jam'],
    'trace replay': ['jam'],
    'incidents close': [join(import.meta.dirname, 'cli-run.ts')],
    'staff key': ['on'],
    'config explain': ['kiosk.id'],
  };
  const asking = COMMANDS.filter(({ methods, path }) => methods.length > 0 && path !== 'bundle');
  const wordsOf = (path: string): readonly string[] => [...path.split(' '), ...(WANTED[path] ?? [])];

  test.each(asking.map((row) => [row.path, row] as const))(
    '%s: 69 without a daemon, 75 when it is busy, 77 without the right, 1 for any other refusal, each as one JSON document',
    async (path, row) => {
      const words = [...wordsOf(path), '--json', '--socket', socket];
      const alone = await run(words);
      expect([alone.exit, JSON.parse(alone.out).error.code, alone.err]).toEqual([69, 'M7201', '']);
      const refused = async (name: 'deviceBusy' | 'methodRight' | 'ledgerDamaged'): Promise<number | null> => {
        const { number, action, cause } = CODES[name];
        const error = { code: `M${number}`, name, action, message: cause };
        await answering(Object.fromEntries(row.methods.map((method) => [method, { error }])));
        const { exit, out } = await run(words);
        expect(JSON.parse(out)).toEqual({ error: { code: error.code, action, message: expect.any(String) as string } });
        await daemon?.close();
        daemon = null;
        return exit;
      };
      expect([await refused('deviceBusy'), await refused('methodRight'), await refused('ledgerDamaged')]).toEqual([
        75, 77, 1,
      ]);
    },
  );

  test.each(COMMANDS.map(({ path }) => path))('%s: 64 for an option that it does not know', async (path) => {
    const { exit, out } = await run([...wordsOf(path), '--json', '--nonsense']);
    expect([exit, JSON.parse(out).error.code]).toEqual([64, 'M1009']);
  });

  test('whoever acts may say who it is, and no act is asked without a name', async () => {
    const acts = COMMANDS.filter(isAct);
    expect(acts.length).toBeGreaterThan(15);
    const { exit, err } = await run(['resume', '--by', 'Mr. Satō', '--socket', socket]);
    expect([exit, err]).toEqual([64, expect.stringContaining('is no id')]);
  });

  test('an exit code that a command names is one of the table, and the table says what each is', () => {
    for (const row of COMMANDS) for (const name of exitsOf(row)) expect(EXIT_ABOUT[name].ja).not.toBe('');
    expect(Object.values(EXIT).toSorted((a, b) => a - b)).toEqual([0, 1, 10, 11, 64, 69, 75, 77]);
    const told = new Set<ExitName>(COMMANDS.flatMap(exitsOf));
    expect([...told].toSorted()).toEqual(Object.keys(EXIT).toSorted());
  });
});

test('10: a kiosk out of service; 11: books that do not agree', async () => {
  await answering({ status: { result: STATUS }, 'ledger.reconcile': { result: RECONCILED } });
  expect((await run(['status', '--check', '--socket', socket])).exit).toBe(10);
  const { exit, out } = await run(['ledger', 'reconcile', '--json', '--socket', socket]);
  expect([exit, JSON.parse(out)]).toEqual([11, RECONCILED]);
});

describe('in Japanese', () => {
  const japanese = { language: 'ja_JP.UTF-8' };

  test('help, state and errors are Japanese', async () => {
    await answering({ status: { result: STATUS } });
    expect((await run(['diag', '--help'], japanese)).out).toContain('終了コード');
    expect((await run(['status', '--socket', socket], japanese)).out).toContain('取扱中止');
    expect((await run(['stats'], japanese)).err).toContain('コマンド stats はありません。もしかして: status');
    expect((await run(['status', '--wrong'], japanese)).err).toContain('オプション --wrong はありません');
    expect((await run(['device'], japanese)).err).toContain('引数 device がありません');
    expect((await run(['device'], japanese)).err).toMatch(/madoguchi --help で使い方を確認してください。\n$/);
  });

  test('a failure says its cause and its remedy; as JSON it is the same in every language', async () => {
    const absent = ['status', '--socket', join(folder, 'absent.sock')];
    expect((await run(absent, japanese)).err).toMatch(/制御プログラムが応答しません。.*M7201.*を確認してください。\n$/);
    for (const args of [absent, ['device']]) {
      const json = [...args, '--json'];
      expect((await run(json, japanese)).out, args[0]).toBe((await run(json)).out);
    }
  });

  test('no line of help is wider than the terminal', async () => {
    const { out } = await run(['cash', 'exchange', 'end', '--help'], { ...japanese, columns: 60 });
    const wide = out.split('\n').filter((line) => !line.includes('madoguchi') && widthOf(line) > 60);
    expect(wide).toEqual([]);
  });
});

const widthOf = (line: string): number => [...line].reduce((sum, letter) => sum + (letter > '\u1100' ? 2 : 1), 0);

test('a bundle names what is inside and what is missing, and what is told to be left out is in no file of it', async () => {
  const status = {
    ...STATUS,
    service: { state: 'closed', reasons: [{ code: 'M4005', detail: 'SN-12345 has no paper' }] },
  };
  const device = { id: 'printer', class: 'printer', model: 'ipp', availability: 'stop', reasons: [], details: {} };
  const identity = { maker: 'Acme', product: 'C1', serial: 'SN-12345', firmware: null };
  const whole = {
    ...{
      id: 'printer',
      class: 'printer',
      partOf: null,
      availability: 'stop',
      reasons: [],
      holder: 'claimed',
      identity,
    },
    ...{ counters: {}, traits: {}, options: { uri: 'ipp://10.1.2.3/' }, errors: [], history: [] },
  };
  const { number, action, cause } = CODES.deviceBusy;
  await answering({
    status: { result: status },
    devices: { result: { devices: [device] } },
    device: { result: whole },
    'diag.run': { error: { code: `M${number}`, name: 'deviceBusy', action, message: cause } },
    'cash.levels': { result: LEVELS },
    health: { result: { status: 'fail', version: '0', checks: [] } },
    metrics: { result: { text: 'madoguchi_up 1\n' } },
  });
  const file = join(folder, 'b.tar.gz');
  const { exit, out } = await run(['bundle', '--redact', '--out', file, '--json', '--socket', socket]);
  expect(exit).toBe(0);
  const manifest = JSON.parse(out);
  expect(manifest.files.map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['status.json', 'devices/printer.json', 'cash.json', 'metrics.txt', 'versions.json']),
  );
  expect(manifest.missing).toContainEqual(expect.objectContaining({ name: 'diag.json', code: `M${number}` }));
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  expect(text).toContain('madoguchi_up 1');
  expect(text).not.toContain('SN-12345');
  expect(text).not.toContain('10.1.2.3');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
