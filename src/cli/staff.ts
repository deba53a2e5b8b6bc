import { Argument, type Command } from 'commander';
import { staffKeyResultSchema, type StaffKeyResult } from '../api/messages.ts';
import type { Clock } from '../base/clock.ts';
import type { Terminal } from '../base/console.ts';
import { MadoguchiError } from '../base/errors.ts';
import { realRandom } from '../base/real-random.ts';
import { hashStaffCode, isStaffCode, STAFF_CODE_DIGITS } from '../base/staff-code.ts';
import { ask } from './client.ts';

/** What the commands about staff mode need from the rest of the command line. */
export interface StaffCommandTools {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly isJapanese: boolean;
  /** Adds the options every command knows. */
  common(command: Command): Command;
  /** Writes the answer as JSON or as text, as asked. */
  answer<T>(options: StaffOptions, value: T, render: (value: T) => string): void;
  socketPath(options: StaffOptions): string;
}

interface StaffOptions {
  readonly json?: boolean;
  readonly socket?: string;
  readonly config?: string;
}

const SALT_BYTES = 16;
const NEWLINES: readonly number[] = [0x0a, 0x0d];

const STATES: Readonly<Record<'ja' | 'en', Readonly<Record<StaffKeyResult['staff'], string>>>> = {
  en: {
    open: 'staff mode is open',
    waiting: 'a session is open: staff mode opens when it has ended',
    closed: 'staff mode is closed',
  },
  ja: {
    open: '係員モードを開きました',
    waiting: '手続き中です。終わると係員モードが開きます',
    closed: '係員モードを閉じました',
  },
};

/** Reads a code from standard input, without its line end. @throws MadoguchiError `usage` when it is no code */
async function readCode(terminal: Terminal): Promise<Uint8Array> {
  const typed = await terminal.input?.(64);
  const { min, max } = STAFF_CODE_DIGITS;
  let end = typed?.length ?? 0;
  while (typed !== undefined && end > 0 && NEWLINES.includes(typed[end - 1] ?? 0)) end -= 1;
  const digits = typed?.subarray(0, end);
  if (digits === undefined || !isStaffCode(digits)) {
    typed?.fill(0);
    throw new MadoguchiError('usage', `standard input holds no staff code: ${min} to ${max} digits`);
  }
  return digits;
}

/** `madoguchi staff key on|off` and `madoguchi staff hash-code`. */
export function addStaffCommands(program: Command, tools: StaffCommandTools): void {
  const staff = program.command('staff').description('staff mode (係員モード)').helpOption('--help', 'print this help');
  tools
    .common(staff.command('key').description('turns the key switch: on opens staff mode, off closes it'))
    .addArgument(new Argument('<position>', 'on or off').choices(['on', 'off']))
    .action(async (position: string, _options: StaffOptions, command: Command) => {
      const options = command.optsWithGlobals<StaffOptions>();
      const params = { position };
      const path = tools.socketPath(options);
      const result = await ask(path, 'staff.keySwitch', staffKeyResultSchema, tools.clock, params);
      tools.answer(options, result, (value) => `${STATES[tools.isJapanese ? 'ja' : 'en'][value.staff]}\n`);
    });
  tools
    .common(staff.command('hash-code').description('reads a code from standard input and prints its hash for [staff]'))
    .action(async (_options: StaffOptions, command: Command) => {
      const options = command.optsWithGlobals<StaffOptions>();
      const digits = await readCode(tools.terminal);
      const code_hash = hashStaffCode(digits, realRandom.bytes(SALT_BYTES));
      digits.fill(0);
      tools.answer(options, { code_hash }, (value) => `code_hash = "${value.code_hash}"\n`);
    });
}
