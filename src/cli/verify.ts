/** `madoguchi verify`: judges the scan of a sheet's back, shows its front, and compares it with a scan of the front. */
import type { Command } from 'commander';
import type { Terminal } from '../base/console.ts';
import { EXIT, type ExitCode } from './exit.ts';
import type { VerifyCommandOptions } from './verify-run.ts';

/** What the command needs from the rest of the command line. */
export interface VerifyCommandTools {
  readonly terminal: Terminal;
  readonly isJapanese: boolean;
  common(command: Command): Command;
  answer<T>(options: { readonly json?: boolean }, value: T, render: (value: T) => string): void;
  end(code: ExitCode): void;
}

/** Where the public keys lie that sheets are judged by, unless told otherwise. */
const DEFAULT_TRUST_FILE = '/etc/madoguchi/trust.json';

/** Adds `verify` to the program. */
export function addVerifyCommand(program: Command, tools: VerifyCommandTools): void {
  tools
    .common(program.command('verify').argument('<scan>', 'scan of the back: PNG, JPEG, TIFF or PDF'))
    .description('judges a printed sheet by the code on its back, and shows the front that belongs to it')
    .option('--out <file>', 'write the front there (PNG)')
    .option('--front <scan>', 'scan of the front: mark in the front where it differs')
    .option('--secret <text>', 'the secret printed on the sheet, when it cannot be read')
    .option('--authority-key <file>', 'private key of the verifying authority (PEM), instead of the secret')
    .option('--trust <file>', `public keys to trust (JSON); ${DEFAULT_TRUST_FILE} if left out`)
    .option('--number <text>', 'the number printed on the sheet: it must be the one in the code')
    .option('--leaf <i/n>', 'leaf and count printed on the sheet: they must be those in the code')
    .addHelpText(
      'after',
      `\nExit codes: ${EXIT.done} authentic · ${EXIT.unhealthy} not authentic · ${EXIT.failed} nothing can be said`,
    )
    .action(async (scan: string, _options: VerifyCommandOptions, command: Command) => {
      const options = command.optsWithGlobals<VerifyCommandOptions>();
      const { runVerify } = await import('./verify-run.ts');
      const verified = await runVerify(scan, { ...options, trust: options.trust ?? DEFAULT_TRUST_FILE }, tools);
      tools.answer(options, verified.json, () => verified.text);
      tools.end(verified.exit);
    });
}
