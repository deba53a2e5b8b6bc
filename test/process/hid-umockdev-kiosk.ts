/** The kiosk's half of `hid-umockdev.test.ts`: its real wire and drivers; each fact is one line of JSON. */
import { openIndicators, openKeypad } from '../../drivers/open-panel.ts';
import type { Wires } from '../../drivers/open.ts';
import { openHidPipe } from '../../drivers/transport/hid.ts';
import { RealClock } from '../../src/base/real-clock.ts';

const clock = new RealClock();
const none = (): never => {
  throw new Error('not in this test');
};
const wires: Wires = {
  clock,
  openBytes: none,
  openApdu: none,
  openHttp: none,
  openHid: (selector) => openHidPipe(selector, clock),
};
// The test is over.
process.stdout.on('error', () => process.exit());
const say = (from: string, fact: object): void => void process.stdout.write(`${from} ${JSON.stringify(fact)}\n`);
const device = (name: string) => ({ id: name, class: name, driver: 'hid', options: {} });

// One node, one program at a time: which device it opens is said by the test.
if (process.argv[2] === 'keypad') openKeypad([device('keypad')], wires)?.onFact((fact) => say('fact', fact));
else {
  const [lamps] = openIndicators([device('indicators')], wires);
  lamps?.onFact((fact) => {
    say('fact', fact);
    if (fact.type === 'equipped') lamps.command({ type: 'light', place: 'changeTray', pattern: 'blink' });
  });
}
