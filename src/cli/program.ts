/** The program, made from the table of commands. */
import { readFileSync } from 'node:fs';
import { Argument, Command, CommanderError, Option } from 'commander';
import { Call, type CliWorld, type Typed } from './call.ts';
import { EXIT, failureOf, UsageError, type ExitCode } from './exit.ts';
import { argumentForm, helpText } from './help.ts';
import { runOf } from './runs.ts';
import { childrenOf, commandOf } from './table.ts';
import { COMMON_OPTIONS, longFlag, optionsOf, type CommandRow, type OptionRow } from './table/row.ts';
import { languageOf, type Language } from './text.ts';
import { usageText } from './usage-words.ts';
import { columnsOf } from './width.ts';
import { cliWords } from './words.ts';

export type { CliWorld } from './call.ts';

/** Runs one command, `args` as after the program's name. Writes to the terminal; never throws. */
export async function runCli(args: readonly string[], world: CliWorld): Promise<ExitCode> {
  const language = languageOf(world.environment.language);
  let exit: ExitCode = EXIT.done;
  const program = makeProgram(world, language, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const ours = error instanceof CommanderError ? new UsageError(usageText(error)) : error;
    const isJson = args.includes('--json');
    // A program reads JSON: it is the same in every language.
    const failure = failureOf(ours, isJson ? 'en' : language);
    if (isJson) {
      const { code, action, message } = failure;
      world.terminal.out(`${JSON.stringify({ error: { code, action, message } })}\n`);
    } else {
      const word = cliWords(world.environment.language).error;
      world.terminal.err(`madoguchi: ${world.terminal.tint('bad', word)}: ${failure.message}\n`);
    }
    return failure.exit;
  }
}

/** Version of the package. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The program as commander has it; a test compares it with help, man page and completions. */
export function makeProgram(world: CliWorld, language: Language, end: (code: ExitCode) => void): Command {
  const { terminal } = world;
  const make = (name: string, path: string): Command => {
    const command = new Command(name)
      .description(path)
      .exitOverride()
      .helpOption('--help')
      .helpCommand(false)
      .showSuggestionAfterError(true)
      .allowExcessArguments(false)
      .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: () => undefined });
    command.helpInformation = () => helpText(path, language, columnsOf(terminal));
    for (const option of COMMON_OPTIONS) if (option.flags !== '--help') command.addOption(optionOf(option));
    const row = commandOf(path);
    if (row !== null) addCommand(command, row, world, language, end);
    for (const child of childrenOf(path)) command.addCommand(make(child.path.split(' ').at(-1) ?? '', child.path));
    return command;
  };
  return make('madoguchi', '').version(version(), '--version');
}

function addCommand(
  command: Command,
  row: CommandRow,
  world: CliWorld,
  language: Language,
  end: (code: ExitCode) => void,
): void {
  for (const argument of row.arguments ?? []) {
    const made = new Argument(argumentForm(argument), argument.about.en);
    command.addArgument(argument.choices === undefined ? made : made.choices(argument.choices));
  }
  for (const option of optionsOf(row)) command.addOption(optionOf(option));
  command.action(async () => {
    const call = new Call(world, language, command.args, command.optsWithGlobals<Typed>());
    try {
      const run = await runOf(row.path);
      await run(call);
      end(call.exit);
    } finally {
      call.progress.clear();
      await call.close();
    }
  });
}

function optionOf(row: OptionRow): Option {
  const option = new Option(row.flags, row.about.en);
  if (row.required === true) option.makeOptionMandatory();
  if (row.choices !== undefined) option.choices(row.choices);
  if (row.many === true) {
    option.argParser((value: string, before: readonly string[] | undefined) => {
      const known = row.choices ?? [value];
      if (!known.includes(value))
        throw new UsageError({ en: `${longFlag(row)} ${value}`, ja: `${longFlag(row)} ${value}` });
      return [...(before ?? []), value];
    });
  }
  return option;
}
