/**
 * Puts a virtual bus in the place of node-hid in a daemon of a test: `node --import` this file. Everything above the add-on is the
 * daemon's own.
 */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const BUS = pathToFileURL(join(import.meta.dirname, 'usb-bus.ts')).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'node-hid' ? { url: BUS, shortCircuit: true, format: 'module-typescript' } : next(specifier, context),
});
