import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { DEFAULT_CONFIG_FILE, loadConfig } from '../../config/load.ts';
import { devicesResultSchema, holderResultSchema, statusResultSchema } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import type { Terminal } from '../base/console.ts';
import type { Environment } from '../base/environment.ts';
import { codeText, MadoguchiError } from '../base/errors.ts';
import { ask } from './client.ts';
import { checkConfig, renderProblems } from './config-check.ts';
import { EXIT, failureOf, type ExitCode } from './exit.ts';
import { addIncidentCommands } from './incidents.ts';
import { addLedgerCommands } from './ledger.ts';
import { renderDevices, renderStatus } from './render.ts';
import { addStaffCommands } from './staff.ts';
import { addPaperCalibrateCommand } from './paper-calibrate.ts';
import { addPaperRenderCommand } from './paper-render.ts';
import { addVerifyCommand } from './verify.ts';
import { cliWords } from './words.ts';

/** What the command line needs from the world. */
export interface CliWorld {
  readonly terminal: Terminal;
  readonly environment: Environment;
  readonly clock: Clock;
  /** The system's wall clock, milliseconds since 1970. */
  systemTime_epoch_ms(): number;
}

interface Options {
  readonly json?: boolean;
  readonly socket?: string;
  readonly config?: string;
  readonly check?: boolean;
  readonly fileOnly?: boolean;
}

const DEFAULT_SOCKET = '/run/madoguchi/madoguchi.sock';

/** Runs one command, `args` as after the program's name. Writes to the terminal; never throws. */
export async function runCli(args: readonly string[], world: CliWorld): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = makeProgram(world, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const ours = error instanceof CommanderError ? new MadoguchiError('usage', usageText(error)) : error;
    const failure = failureOf(ours);
    if (args.includes('--json')) {
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
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function makeProgram(world: CliWorld, end: (code: ExitCode) => void): Command {
  const { terminal, environment } = world;
  const words = cliWords(environment.language);
  const program = new Command('madoguchi')
    .description('Looks at and checks the certificate kiosk of this machine.')
    .version(version(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .addOption(new Option('--json', 'print one JSON document and nothing else, errors included'))
    .addOption(new Option('--socket <path>', 'socket of the daemon'))
    .addOption(new Option('--config <file>', 'configuration file'))
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: () => undefined })
    .showSuggestionAfterError(true)
    .addHelpText('after', EXIT_HELP);

  const answer = <T>(options: Options, value: T, render: (value: T) => string): void =>
    terminal.out(options.json === true ? `${JSON.stringify(value)}\n` : render(value));

  common(program.command('status').description('service, reasons, session and devices on one screen'))
    .option('--check', `exit ${EXIT.unhealthy} when the kiosk is not in service`)
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const status = await ask(socketPath(options, environment), 'status', statusResultSchema, world.clock);
      answer(options, status, (value) => renderStatus(value, words, terminal));
      if (options.check === true && status.service.state !== 'open') end(EXIT.unhealthy);
    });

  const devicesCommand = common(
    program.command('devices').description('every device with its model, state and details'),
  );
  for (const [name, method, about] of LENDING) {
    common(
      devicesCommand.command(name).argument('<device>', 'its name, as madoguchi devices shows it').description(about),
    ).action(async (device: string, _options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const path = socketPath(options, environment);
      const result = await ask(path, method, holderResultSchema, world.clock, { device });
      answer(options, result, ({ holder }) => `${device}: ${words.holder[holder]}\n`);
    });
  }
  devicesCommand
    .option('--check', `exit ${EXIT.unhealthy} when a device is stopped or does not answer`)
    .action(async (_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const devices = await ask(socketPath(options, environment), 'devices', devicesResultSchema, world.clock);
      answer(options, devices, (value) => renderDevices(value, words, terminal));
      const isBad = devices.devices.some(({ availability }) => availability === 'stop' || availability === 'offline');
      if (options.check === true && isBad) end(EXIT.unhealthy);
    });

  const config = program
    .command('config')
    .description('the configuration file')
    .helpOption('--help', 'print this help');
  const description = 'reads the configuration and the keys it names, and says what is wrong with them';
  common(config.command('check').description(description))
    .option('--file-only', 'leave the keys alone: they are on the kiosk')
    .action((_options: Options, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const checked = checkConfig(configFile(options, environment), options.fileOnly === true);
      const valid = checked.problems.length === 0;
      if (!valid) end(EXIT.failed);
      if (valid || options.json === true) {
        const problems = checked.problems.map((problem) => ({ ...problem, code: codeText(problem.code) }));
        const { file, devices } = checked;
        answer(options, { file, valid, devices, problems }, () => `${words.configValid(file, devices.length)}\n`);
      } else {
        const bad = terminal.tint('bad', words.error);
        for (const line of renderProblems(checked)) terminal.err(`madoguchi: ${bad}: ${line}\n`);
      }
    });
  addGroups(program, world, answer, end);
  return program;
}

/** The commands that have a file of their own. */
function addGroups(
  program: Command,
  { terminal, environment, clock, systemTime_epoch_ms }: CliWorld,
  answer: <T>(options: Options, value: T, render: (value: T) => string) => void,
  end: (code: ExitCode) => void,
): void {
  const isJapanese = environment.language.startsWith('ja');
  const base = { terminal, isJapanese, common, answer };
  const socket = (options: Options): string => socketPath(options, environment);
  addLedgerCommands(program, { ...base, configFile: (options) => configFile(options, environment), end });
  addStaffCommands(program, { ...base, clock, socketPath: socket });
  addIncidentCommands(program, { ...base, clock, socketPath: socket });
  addVerifyCommand(program, { ...base, end });
  const paper = program
    .command('paper')
    .description('sheets: as pictures, and the calibration of this machine')
    .helpOption('--help', 'print this help');
  addPaperCalibrateCommand(paper, { ...base, clock, now_epoch_ms: systemTime_epoch_ms, socketPath: socket });
  addPaperRenderCommand(paper, { ...base, now_epoch_ms: systemTime_epoch_ms });
}

/** Options that may stand before or behind the name of a command. */
function common(command: Command): Command {
  return command
    .helpOption('--help', 'print this help')
    .allowExcessArguments(false)
    .addOption(new Option('--json', 'print one JSON document and nothing else').hideHelp())
    .addOption(new Option('--socket <path>', 'socket of the daemon').hideHelp())
    .addOption(new Option('--config <file>', 'configuration file').hideHelp());
}

const LENDING = [
  ['lend', 'devices.lend', 'lends a device to the copier’s own business and releases its port'],
  ['return', 'devices.return', 'takes a lent device back and finds out what moved meanwhile'],
] as const;

const EXIT_HELP = `
Exit codes: ${EXIT.done} done or nothing to do · ${EXIT.failed} failed · ${EXIT.unhealthy} a check found something · ${EXIT.usage} usage
            ${EXIT.unreachable} daemon unreachable · ${EXIT.busy} busy, try later · ${EXIT.noPermission} no permission`;

function configFile(options: Options, environment: Environment): string {
  return options.config ?? environment.configFile ?? DEFAULT_CONFIG_FILE;
}

/** The socket: as told, else as configured, else where it usually is. */
function socketPath(options: Options, environment: Environment): string {
  const told = options.socket ?? environment.socketPath;
  if (told !== null && told !== undefined) return told;
  if (options.config !== undefined) return loadConfig(options.config).socket.path;
  try {
    return loadConfig(configFile(options, environment)).socket.path;
  } catch {
    // No configuration, or one that is being written: the daemon may run all the same.
    return DEFAULT_SOCKET;
  }
}

function usageText(error: CommanderError): string {
  if (error.code === 'commander.help') return 'no command was given';
  return error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
}
