/**
 * screen-address --config FILE --out FILE: writes the address of the screen, token included, for the user who shows it
 * (`ExecStartPost=` of the daemon's unit). That user may read nothing else of the daemon.
 */
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, DEFAULT_CONFIG_FILE } from '../config/load.ts';

const { values } = parseArgs({ options: { config: { type: 'string' }, out: { type: 'string' } } });
const { screen, service } = loadConfig(values.config ?? DEFAULT_CONFIG_FILE);
if (values.out === undefined || screen.port === 0) {
  throw new Error('expected --out FILE, and a fixed screen.port in the configuration');
}
const token = readFileSync(join(service.runFolder, 'screen-token'), 'utf8').trim();
const host = screen.address.includes(':') ? `[${screen.address}]` : screen.address;
// In one step: whoever waits for the file never reads half of it. The folder's group is the screen's (setgid).
writeFileSync(`${values.out}.new`, `http://${host}:${screen.port}/#token=${token}\n`, { mode: 0o640 });
chmodSync(`${values.out}.new`, 0o640);
renameSync(`${values.out}.new`, values.out);
