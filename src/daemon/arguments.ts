import { isAbsolute } from 'node:path';
import { MadoguchiError } from '../base/errors.ts';

/** What the daemon was started with. */
export interface DaemonArguments {
  /** Null: the environment's, or the usual place. */
  readonly configFile: string | null;
  /** For a technician alone: a private socket instead of the published ones; null: it serves. */
  readonly maintenance: { readonly socket: string } | null;
}

const USAGE = 'usage: madoguchid [--config FILE] [--maintenance --socket PATH]';

/** Reads the command line of the daemon. @throws `usage` */
export function daemonArguments(args: readonly string[]): DaemonArguments {
  const named = new Map<string, string>();
  let isMaintenance = false;
  for (let at = 0; at < args.length; at += 1) {
    const flag = args[at] ?? '';
    if (flag === '--maintenance' && !isMaintenance) {
      isMaintenance = true;
      continue;
    }
    const value = args[at + 1];
    if ((flag !== '--config' && flag !== '--socket') || named.has(flag) || value === undefined)
      throw new MadoguchiError('usage', USAGE);
    named.set(flag, value);
    at += 1;
  }
  const socket = named.get('--socket');
  if (isMaintenance !== (socket !== undefined) || (socket !== undefined && !isAbsolute(socket)))
    throw new MadoguchiError('usage', `${USAGE}; PATH is absolute`);
  return {
    configFile: named.get('--config') ?? null,
    maintenance: socket === undefined ? null : { socket },
  };
}
