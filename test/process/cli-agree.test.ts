/** Program, help, man pages and completions say the same: they are made from one table, and this looks at what was made. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../../config/describe.ts';
import { makeProgram } from '../../src/cli/program.ts';
import { helpText } from '../../src/cli/help.ts';
import { RUN_PATHS } from '../../src/cli/runs.ts';
import { COMMANDS } from '../../src/cli/table.ts';
import { longFlag, optionsOf } from '../../src/cli/table/row.ts';
import { readEnvironment } from '../../src/base/environment.ts';
import { RealClock } from '../../src/base/real-clock.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const read = (path: string): string => readFileSync(join(DOCS, path), 'utf8');

/** A program that is here; a test that needs another is skipped, with the reason in its name. */
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const program = makeProgram(
  {
    terminal: { out: () => undefined, err: () => undefined, tint: (_, text) => text },
    environment: readEnvironment({ NO_COLOR: '1', LANG: 'C' }),
    clock: new RealClock(),
    systemTime_epoch_ms: () => 0,
  },
  'en',
  () => undefined,
);

/** Every command of the program that does something, with its long options. */
function built(command: Command, path: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (COMMANDS.some((row) => row.path === path))
    found.set(
      path,
      command.options.map(({ long }) => long ?? ''),
    );
  for (const child of command.commands) {
    for (const [name, options] of built(child, path === '' ? child.name() : `${path} ${child.name()}`))
      found.set(name, options);
  }
  return found;
}

describe('one table', () => {
  const commands = built(program, '');

  test('every row is a command of the program with its options, and something is done for each', () => {
    expect([...commands.keys()].toSorted()).toEqual(COMMANDS.map(({ path }) => path).toSorted());
    expect(RUN_PATHS.toSorted()).toEqual(COMMANDS.map(({ path }) => path).toSorted());
    for (const row of COMMANDS) {
      expect(commands.get(row.path), row.path).toEqual(expect.arrayContaining(optionsOf(row).map(longFlag)));
    }
  });

  test.each(['en', 'ja'] as const)('help (%s) names every command, option and meaning', (language) => {
    for (const row of COMMANDS) {
      const help = helpText(row.path, language, 1_000);
      expect(help).toContain(row.about[language]);
      for (const option of optionsOf(row)) {
        expect(help).toContain(option.flags);
        expect(help).toContain(option.about[language]);
      }
      for (const { about } of row.arguments ?? []) expect(help).toContain(about[language]);
    }
  });

  test.each(['man/madoguchi.1', 'man/ja/madoguchi.1'])('%s has a section a command, with its options', (page) => {
    const sections = read(page).split('\n.Ss ').slice(1);
    expect(sections).toHaveLength(COMMANDS.length);
    for (const [index, row] of COMMANDS.entries()) {
      const section = (sections[index] ?? '').replaceAll('\\', '');
      expect(section.split('\n')[0]?.replaceAll('&', '')).toBe(row.path);
      for (const option of optionsOf(row)) expect(section).toContain(`Fl ${longFlag(option).slice(1)}`);
    }
  });

  test.each(['man/madoguchi.toml.5', 'man/ja/madoguchi.toml.5'])('%s has every key of the configuration', (name) => {
    const page = read(name).replaceAll('\\&', '').replaceAll('\\-', '-');
    for (const { key } of describeConfig()) expect(page).toContain(`.It Ic ${key}\n`);
  });

  test.each(['bash', 'zsh', 'fish'])('the completion of %s knows every word and option', (shell) => {
    const text = read(`completion/madoguchi.${shell}`);
    for (const row of COMMANDS) {
      for (const word of row.path.split(' ')) expect(text).toContain(word);
      for (const option of optionsOf(row)) expect(text).toContain(longFlag(option).slice(2));
    }
  });
});

describe('what was made is what it should be', () => {
  const pages = ['madoguchi.1', 'ja/madoguchi.1', 'madoguchid.8', 'madoguchi.toml.5', 'ja/madoguchi.toml.5'];
  test.skipIf(!has('mandoc'))('mandoc finds no error and no warning in a page (skipped without mandoc)', () => {
    for (const page of pages) {
      const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', join(DOCS, 'man', page)], {
        encoding: 'utf8',
      });
      expect(stdout, page).toBe('');
    }
  });

  test.each(['bash', 'zsh', 'fish'])('%s reads its completion (skipped where the shell is absent)', (shell) => {
    if (!has(shell)) return;
    execFileSync(shell, ['-n', join(DOCS, `completion/madoguchi.${shell}`)]);
  });

  /** What bash offers for the last word. */
  function offered(...words: readonly string[]): readonly string[] {
    const script = `source '${join(DOCS, 'completion/madoguchi.bash')}'
      COMP_WORDS=(madoguchi "$@"); COMP_CWORD=$#; _madoguchi; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean);
  }

  test('bash completes commands, their words, options, choices and values', () => {
    expect(offered('dia')).toEqual(['diag']);
    expect(offered('cash', 'exchange', '')).toEqual(['start', 'end', 'drop']);
    expect(offered('cash', 'exchange', 'start', 're')).toEqual(['refill']);
    expect(offered('--socket', '/x', 'diag', '--level', 'in')).toEqual(['internal', 'interactive']);
    expect(offered('status', '--w')).toEqual(['--watch']);
    expect(offered('verify', '--out', '/etc/host')).toContain('/etc/hosts');
  });

  test.skipIf(!has('fish'))('fish completes them too (skipped without fish)', () => {
    const script = `source '${join(DOCS, 'completion/madoguchi.fish')}'; complete -C 'madoguchi cash exchange start re'`;
    expect(execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })).toBe('refill\n');
  });
});
