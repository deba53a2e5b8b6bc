/**
 * Plants the fault of every row of the requirements, one by one, in a copy of the tree, and runs the tests that hold the row: one
 * that names it must fail. Without any fault all of them pass. The seed plays no part.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { idsIn } from '../../test/requirements/named.ts';
import type { PlantedFault } from '../../test/requirements/requirement.ts';
import { REQUIREMENTS } from '../../test/requirements/rows.ts';
import type { ProofOptions, ProofResult } from '../prove.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Tests that do not end are no tests that have caught something; process tests take a minute on a loaded machine. */
const TESTS_LIMIT_MS = 300_000;
/** `REQUIREMENTS_JOBS=2` judges two at a time. */
const JOBS = Number(process.env['REQUIREMENTS_JOBS'] ?? 1);
/** `REQUIREMENTS_ONLY=R27,D4` plants only against these rows. */
const ONLY = (process.env['REQUIREMENTS_ONLY'] ?? '').split(',').filter((id) => id !== '');

/** One fault, and the row that it is planted against. */
interface Planted {
  readonly id: string;
  readonly fault: PlantedFault;
}

/** What tests said: titles of those that failed, and how many passed. */
interface Verdict {
  readonly failed: readonly string[];
  readonly passed: number;
}

/** Every file that git knows or would take, so that the proof is about the tree as it stands. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'madoguchi-requirements-'));
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  for (const name of listed.stdout.split('\0').filter((file) => file !== '')) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(ROOT, name), join(copy, name), { force: true });
  }
  for (const made of ['node_modules', 'out']) symlinkSync(join(ROOT, made), join(copy, made));
  return copy;
}

function runTests(root: string, files: readonly string[]): Promise<Verdict> {
  const report = join(root, 'report.json');
  rmSync(report, { force: true });
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${report}`, '--maxWorkers=1'];
  return new Promise((done) => {
    const child = spawn(process.execPath, [...args, ...files], {
      cwd: root,
      stdio: 'ignore',
      timeout: TESTS_LIMIT_MS,
      killSignal: 'SIGKILL',
      env: { ...process.env, VITEST_MODULE_CACHE: '0' },
    });
    child.on('close', () => done(readReport(report)));
  });
}

function readReport(file: string): Verdict {
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as {
      testResults: { name: string; message?: string; assertionResults: { status: string; fullName: string }[] }[];
    };
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return { failed, passed: all.filter(({ status }) => status === 'passed').length };
  } catch {
    return { failed: [], passed: 0 };
  }
}

/** Null when a test that names the row failed, else what happened instead. */
async function judge({ id, fault }: Planted, root: string): Promise<string | null> {
  const path = join(root, fault.file);
  const source = readFileSync(path, 'utf8');
  if (source.split(fault.find).length !== 2) return `${id}: the fault does not lie in ${fault.file} exactly once`;
  writeFileSync(
    path,
    source.replace(fault.find, () => fault.replace),
  );
  try {
    const { failed, passed } = await runTests(root, fault.tests);
    if (failed.some((title) => idsIn(title).includes(id))) return null;
    return failed.length > 0
      ? `${id}: only tests that do not name it failed: ${failed[0] ?? ''}`
      : `${id}: ${passed} tests pass with the fault in ${fault.file}`;
  } finally {
    writeFileSync(path, source);
  }
}

/** Every planted fault turns a test of its row red. */
export async function prove({ count }: ProofOptions): Promise<ProofResult> {
  const all = REQUIREMENTS.flatMap(({ id, faults }) => faults.map((fault): Planted => ({ id, fault })));
  const planted = all.filter(({ id }) => ONLY.length === 0 || ONLY.includes(id)).slice(0, count ?? all.length);
  const left = [...planted];
  const failures: string[] = [];
  let tests = 0;
  const work = async (): Promise<void> => {
    const root = copyOfTree();
    try {
      for (let next = left.shift(); next; next = left.shift()) {
        const wrong = await judge(next, root);
        process.stdout.write(`${wrong ?? `${next.id}: caught in ${next.fault.file}`}\n`);
        if (wrong !== null) failures.push(wrong);
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };
  const clean = copyOfTree();
  try {
    const control = await runTests(clean, [...new Set(planted.flatMap(({ fault }) => fault.tests))]);
    tests = control.passed;
    failures.push(...control.failed.map((title) => `without any fault this fails: ${title}`));
    if (control.passed === 0) failures.push('without any fault no test runs');
  } finally {
    rmSync(clean, { recursive: true, force: true });
  }
  await Promise.all(Array.from({ length: JOBS }, work));
  return {
    counts: { rows: new Set(planted.map(({ id }) => id)).size, faults: planted.length, 'tests without a fault': tests },
    failures,
  };
}
