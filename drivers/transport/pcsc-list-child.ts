/**
 * Names of all PC/SC readers, for commissioning alone: one line of JSON each on stdout. A process of its own for the reasons of
 * `pcsc-child.ts`; whoever started it ends it.
 */
const { default: pcsclite } = await import('pcsclite');
const service = pcsclite();
service.on('error', () => process.kill(process.pid, 'SIGKILL'));
service.on('reader', (reader: { readonly name: string; on(event: 'error', listener: () => void): unknown }) => {
  reader.on('error', () => undefined);
  process.stdout.write(`${JSON.stringify(reader.name)}\n`);
});
