import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * First thing every program does: is this the Node.js its add-ons are built for? Plain JavaScript, because an older
 * Node.js cannot read TypeScript, and with a foreign one an add-on may take the process down instead of failing.
 */
export const MODULES = '137';

/** Message for a wrong runtime, null for the right one. `modules` is `process.versions.modules`. */
export function wrongRuntime(modules, version, program) {
  if (modules === MODULES) return null;
  return (
    `${program}: error: this is Node.js ${version} (modules ${modules}); ${program} needs Node.js 24 (modules ${MODULES}) (M1005). ` +
    `Start it with the Node.js of the package: node_modules/.bin/node\n`
  );
}

/** Compiled code of the installed package, made as root when it is installed; nobody else may write there, so that it is the program's own. */
const COMPILED = new URL('../../compiled', import.meta.url);

/** Starts a program, or says why not. `load` imports it. */
export async function launch(program, load) {
  const message = wrongRuntime(process.versions.modules, process.versions.node, program);
  if (message === null) {
    // Types are taken out and code is compiled once, not at each start.
    if (existsSync(COMPILED)) module.enableCompileCache(fileURLToPath(COMPILED));
    await load();
    return;
  }
  if (process.argv.includes('--json')) {
    const error = { code: 'M1005', action: 'maintenance', message: message.trim() };
    process.stdout.write(`${JSON.stringify({ error })}\n`);
  } else {
    process.stderr.write(message);
  }
  process.exitCode = 1;
}
