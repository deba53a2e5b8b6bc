/**
 * One card session as a program, for the bench: certificate, tries, VERIFY, signature, power off. Usage:
 *
 *     card-client.ts CSOCK PIN DIGEST_HEX
 *
 * Prints the signature in hex. Uses the daemon's own transport and driver; the helper process is started before anything
 * else is loaded.
 */
import { openPcscPipe } from '../../../drivers/transport/pcsc.ts';
import { RealClock } from '../../../src/base/real-clock.ts';

const [, , csockName = '', pin = '', digestHex = ''] = process.argv;
const clock = new RealClock();
const pipe = openPcscPipe({ readerName: '', csockName, clock, spare: false });

const { createJpkiMachine } = await import('../../../drivers/jpki/card-reader.ts');
const { run } = await import('../../../drivers/runner.ts');
const machine = createJpkiMachine({ readerName: '', acceptTestAuthority: true });
const session = run({
  machine,
  initial: machine.initial(null),
  // There is no next citizen: the helper ends with this program instead of being replaced.
  port: {
    send: (output) => {
      if (output.type !== 'retire') pipe.send(output);
    },
    onInput: (listener) => pipe.onInput(listener),
    onLost: (listener) => pipe.onLost(listener),
    close: () => pipe.close(),
  },
  clock,
  onFact: (fact) => {
    if (fact.type === 'cardIdentified') {
      const digits = new Uint8Array(Buffer.from(pin, 'ascii'));
      session.command({ type: 'verifyPin', pin: digits, triesShown: fact.tries });
    } else if (fact.type === 'pinVerified') {
      session.command({ type: 'sign', digest_sha256: new Uint8Array(Buffer.from(digestHex, 'hex')) });
    } else if (fact.type === 'signed') {
      process.stdout.write(`${Buffer.from(fact.signature).toString('hex')}\n`);
      session.command({ type: 'release' });
    } else if (fact.type === 'released') {
      session.close();
      process.exit(0);
    } else if (fact.type === 'cardRefused' || fact.type === 'cardFailed') {
      process.stderr.write(`${fact.type} ${fact.code}\n`);
      process.exit(1);
    }
  },
  onEnded: (reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  },
});
session.command({ type: 'accept' });
