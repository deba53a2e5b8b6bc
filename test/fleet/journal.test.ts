/** Lines of the log as entries of the journal with fields of their own, through a socket that systemd would hand down. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { journalOr } from '../../src/base/journal.ts';
import { ROOT } from '../tidy/source.ts';

/** Plays systemd and the journal: a datagram socket as descriptor 3, and its entries as JSON. */
const JOURNAL = `
import fcntl, json, os, socket, subprocess, sys
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
# Out of the way of descriptor 3.
ours = socket.socket(fileno=fcntl.fcntl(ours.detach(), fcntl.F_DUPFD_CLOEXEC, 10))
os.dup2(theirs.fileno(), 3)
os.set_inheritable(3, True)
env = dict(os.environ, LISTEN_FDNAMES='journal', LISTEN_FDS='1')
command = 'export LISTEN_PID=$$; exec "$0" "$1"'
out = subprocess.run(['sh', '-c', command, *sys.argv[1:]], env=env, close_fds=False, capture_output=True, text=True)
ours.setblocking(False)
entries = []
while True:
    try: data = ours.recv(65536)
    except BlockingIOError: break
    fields = []
    while data:
        head, data = data.split(b'\\n', 1)
        if b'=' in head: name, value = head.split(b'=', 1)
        else:
            name, length = head, int.from_bytes(data[:8], 'little')
            value, data = data[8:8 + length], data[9 + length:]
        fields.append([name.decode(), value.decode()])
    entries.append(fields)
print(json.dumps({'entries': entries, 'out': out.stdout, 'err': out.stderr}))
`;

test('each line is one entry; journalctl finds it by code, device and event', () => {
  const folder = mkdtempSync(join(tmpdir(), 'madoguchi-journal-'));
  try {
    const program = join(folder, 'logs.ts');
    const from = (file: string): string => JSON.stringify(join(ROOT, file));
    writeFileSync(
      program,
      `import { createLog } from ${from('src/base/log.ts')};
       import { journalOr } from ${from('src/base/journal.ts')};
       import { readEnvironment } from ${from('src/base/environment.ts')};
       const write = journalOr(readEnvironment().handedDown, 'madoguchid', (line) => void process.stdout.write(line));
       const log = createLog({ level: 'info', write, time: null, priorities: true });
       log.warn('service.reasons', { reasons: ['M3001', 'M4001'], deviceClass: 'printer', count: 2 });
       log.error('device.fault', { code: 'M3001', device: 'cash', detail: 'x' });
       write('no line of the log\\n');`,
    );
    const told = execFileSync('python3', ['-c', JOURNAL, process.execPath, program], { encoding: 'utf8' });
    const { entries, out, err } = JSON.parse(told) as { entries: [string, string][][]; out: string; err: string };
    expect([err, out]).toEqual(['', 'no line of the log\n']);
    expect(entries).toEqual([
      [
        ['MESSAGE', 'service.reasons'],
        ['PRIORITY', '4'],
        ['SYSLOG_IDENTIFIER', 'madoguchid'],
        ['MADOGUCHI_EVENT_NAME', 'service.reasons'],
        ['MADOGUCHI_REASONS', 'M3001'],
        ['MADOGUCHI_REASONS', 'M4001'],
        ['MADOGUCHI_DEVICE_CLASS', 'printer'],
        ['MADOGUCHI_COUNT', '2'],
      ],
      [
        ['MESSAGE', 'device.fault'],
        ['PRIORITY', '3'],
        ['SYSLOG_IDENTIFIER', 'madoguchid'],
        ['MADOGUCHI_EVENT_NAME', 'device.fault'],
        ['MADOGUCHI_CODE', 'M3001'],
        ['MADOGUCHI_DEVICE', 'cash'],
        ['MADOGUCHI_DETAIL', 'x'],
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

test('without a socket of systemd, or one of another process, lines stay text', () => {
  const lines: string[] = [];
  const text = (line: string): void => void lines.push(line);
  journalOr({ pid: null, names: null }, 'x', text)('a');
  journalOr({ pid: '1', names: 'journal' }, 'x', text)('b');
  journalOr({ pid: String(process.pid), names: 'other' }, 'x', text)('c');
  expect(lines).toEqual(['a', 'b', 'c']);
});
