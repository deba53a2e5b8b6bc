/**
 * The only home of `process.env`: every variable the program reads, with its meaning. Nothing here is a setting that
 * belongs into the configuration file.
 */
export interface Environment {
  /** Colours are not wanted (no-color.org). */
  readonly noColor: boolean;
  /** Set by systemd when standard output goes to the journal: log lines then carry their priority. */
  readonly toJournal: boolean;
  /** Set by systemd for services of Type=notify. */
  readonly notifySocket: string | null;
  /** Descriptors that systemd handed down: for which process, and their names (sd_listen_fds(3)). */
  readonly handedDown: { readonly pid: string | null; readonly names: string | null };
  /** Configuration file for daemon and command line when no `--config` is given. */
  readonly configFile: string | null;
  /** Socket of the daemon for the command line when no `--socket` is given. */
  readonly socketPath: string | null;
  /** Folder of the credentials that systemd gave this service (`LoadCredential=`), readable by it alone. */
  readonly credentialsFolder: string | null;
  /** Language of the terminal, as in `ja_JP.UTF-8`. */
  readonly language: string;
}

/** The environment this process was started in. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const text = (name: string): string | null => {
    const value = variables[name];
    return value === undefined || value === '' ? null : value;
  };
  return {
    noColor: text('NO_COLOR') !== null,
    toJournal: text('JOURNAL_STREAM') !== null,
    notifySocket: text('NOTIFY_SOCKET'),
    handedDown: { pid: text('LISTEN_PID'), names: text('LISTEN_FDNAMES') },
    configFile: text('MADOGUCHI_CONFIG'),
    socketPath: text('MADOGUCHI_SOCKET'),
    credentialsFolder: text('CREDENTIALS_DIRECTORY'),
    language: text('LC_ALL') ?? text('LC_MESSAGES') ?? text('LANG') ?? 'C',
  };
}

/**
 * Environment for a child process: only what a program needs to find its files and the user's session, nothing that
 * happens to be set. `more` is added.
 */
export function childEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of [
    'PATH',
    'HOME',
    'LANG',
    'LC_ALL',
    'TZ',
    'TMPDIR',
    'XDG_RUNTIME_DIR',
    'DISPLAY',
    'WAYLAND_DISPLAY',
  ]) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return { ...kept, ...more };
}
