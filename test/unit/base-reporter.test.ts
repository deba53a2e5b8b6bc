import { afterEach, expect, test, vi } from 'vitest';
import type { TestModule } from 'vitest/node';
import ClosingLine from '../reporter.ts';

afterEach(() => vi.restoreAllMocks());

type State = 'passed' | 'failed' | 'skipped' | 'pending';

const file = (state: 'passed' | 'failed', tests: readonly State[]): TestModule =>
  ({
    state: () => state,
    children: { allTests: () => tests.map((test) => ({ result: () => ({ state: test }) })) },
  }) as unknown as TestModule;

function lastLine(files: readonly TestModule[], unhandled: readonly unknown[] = []): string {
  let written = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  new ClosingLine().onTestRunEnd(files, unhandled);
  vi.restoreAllMocks();
  return written.trimEnd().split('\n').at(-1)!;
}

test('the run ends with the counts alone on a line', () => {
  expect(lastLine([file('passed', ['passed', 'passed']), file('failed', ['failed'])])).toBe('2 passed, 1 failed');
  expect(lastLine([file('passed', ['passed', 'skipped'])])).toBe('1 passed, 0 failed, 1 skipped');
});

test('a file that cannot be loaded, a test cut off and an error outside any test count as failures', () => {
  expect(lastLine([file('failed', [])])).toBe('0 passed, 1 failed');
  expect(lastLine([file('passed', ['pending'])])).toBe('0 passed, 1 failed');
  expect(lastLine([file('passed', ['passed'])], [new Error('x')])).toBe('1 passed, 1 failed');
});
