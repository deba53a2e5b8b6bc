/** Undo before payment: whatever way forward and back, what was set on a form stands there again, and no line is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Form, View } from '../../src/api/messages.ts';
import type { Edit } from '../../src/api/messages-access.ts';
import { CN } from '../virtual/centre/fixture.ts';
import { authenticateAtKiosk } from './citizen.ts';
import { createWorld, type World } from './world.ts';

const SEED = 20261123;
const RUNS = 25;
const TYPES = ['juminhyo', 'inkan', 'kosekiTohon'];

/** One thing a citizen does; `n` chooses among what the screen has. */
const steps = fc.array(
  fc.record({
    deed: fc.constantFrom('edit', 'edit', 'on', 'on', 'on', 'back', 'back', 'more', 'language'),
    n: fc.nat(1_000),
  }),
  { minLength: 20, maxLength: 70, size: 'max' },
);

/** What is set on the form, without its words. */
function setOn(form: Form | null): unknown {
  switch (form?.kind) {
    case 'items':
      return form.toggles.map(({ id, chosen }) => [id, chosen]);
    case 'persons':
      return form.persons.map(({ chosen }) => chosen);
    case 'copies':
      return form.copies;
    default:
      return null;
  }
}

function editOf(form: Form, n: number): Edit | null {
  switch (form.kind) {
    case 'items': {
      const toggle = form.toggles[n % form.toggles.length];
      return toggle === undefined ? null : { kind: 'item', optionId: toggle.id, on: !toggle.chosen };
    }
    case 'persons': {
      const { person, chosen } = form.persons[n % form.persons.length]!;
      if (n % 7 === 0) return { kind: n % 2 === 0 ? 'everybody' : 'holderOnly' };
      return { kind: 'person', person, on: !chosen };
    }
    case 'copies':
      return { kind: 'copies', copies: form.min + (n % (form.max - form.min + 1)) };
    case 'counts':
      return null;
  }
}

/** The lines of the request: what will be printed. */
const linesOf = (world: World): string[] => world.picture().requests.map((line) => JSON.stringify(line));

class Walk {
  readonly world: World;
  /** What was set last, by line, type and form. */
  readonly #set = new Map<string, unknown>();
  /** Lines that stood on the check when it was left by 「戻る」. */
  #left: readonly string[] | null = null;
  /** Something was answered since. */
  #answered = false;

  constructor(world: World) {
    this.world = world;
  }

  step(deed: string, n: number): void {
    const { world } = this;
    const view = world.view();
    const { form, screen } = view;
    if (deed === 'language') world.kiosk().onDeed({ type: 'setLanguage', locale: n % 2 === 0 ? 'ja' : 'en' });
    else if (deed === 'back') this.#goBack(view);
    else if (form !== null && deed === 'edit') {
      const edit = editOf(form, n);
      if (edit === null) return;
      world.kiosk().onDeed({ type: 'edit', page: view.page, edit });
      this.#set.set(this.#key(), setOn(world.view().form));
    } else if (form !== null) {
      this.#answered = true;
      world.kiosk().onDeed({ type: 'submit', page: view.page });
    } else if (screen === 'certificate') {
      const offered = TYPES.filter((typeId) => world.offered({ type: 'citizen.chooseCertificate', typeId }));
      world.press({ type: 'citizen.chooseCertificate', typeId: offered[n % offered.length]! });
    } else if (screen === 'check' && deed === 'more' && world.offered({ type: 'citizen.addCertificate' })) {
      world.press({ type: 'citizen.addCertificate' });
    }
    this.#look();
  }

  #key(): string {
    const { draft, requests, screen } = this.world.picture();
    return `${requests.length}/${draft?.typeId}/${screen}`;
  }

  #goBack(view: View): void {
    if (view.back === null) return;
    if (view.screen === 'check') {
      this.#left = linesOf(this.world);
      this.#answered = false;
    }
    this.world.press({ type: 'citizen.back' });
  }

  /** A form shows what was set on it; the check has every line it had, and the very same where nothing was answered anew. */
  #look(): void {
    const { form, screen } = this.world.view();
    const before = this.#set.get(this.#key());
    if (form !== null && before !== undefined) expect(setOn(form), this.#key()).toEqual(before);
    if (screen !== 'check' || this.#left === null) return;
    const lines = linesOf(this.world);
    expect(lines.length).toBeGreaterThanOrEqual(this.#left.length);
    expect(lines.slice(0, this.#left.length - 1)).toEqual(this.#left.slice(0, -1));
    if (!this.#answered) expect(lines).toEqual(this.#left);
  }
}

describe('「戻る」 before payment', () => {
  test('a mistaken one never loses what was chosen, whatever way a citizen goes', () => {
    const screens = new Set<string>();
    fc.assert(
      fc.property(steps, (chosen) => {
        const world = createWorld();
        try {
          authenticateAtKiosk(world, { subjectCn: CN.fuchuJiro, typeId: 'juminhyo' });
          const walk = new Walk(world);
          for (const { deed, n } of chosen) {
            walk.step(deed, n);
            screens.add(world.view().screen);
          }
        } finally {
          world.database.close();
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect([...screens].toSorted()).toEqual(['certificate', 'check', 'copies', 'items', 'persons']);
  }, 60_000);

  test('nothing of it is left for the next citizen', () => {
    const world = createWorld();
    const choose = (): View => {
      authenticateAtKiosk(world, { subjectCn: CN.fuchuJiro, typeId: 'juminhyo' });
      world.press({ type: 'citizen.chooseCertificate', typeId: 'juminhyo' });
      return world.view();
    };
    const before = setOn(choose().form);
    world.kiosk().onDeed({ type: 'setLanguage', locale: 'vi' });
    world.kiosk().onDeed({ type: 'setAccess', access: { textSize_percent: 200, contrast: 'dark' } });
    const { form, page } = world.view();
    world.kiosk().onDeed({ type: 'edit', page, edit: editOf(form!, 0)! });
    expect(setOn(world.view().form)).not.toEqual(before);
    world.press({ type: 'citizen.cancel' });
    world.until(() => ['takeItems', 'idle'].includes(world.view().screen));
    if (world.view().screen === 'takeItems') world.press({ type: 'citizen.confirmTaken' });
    expect(setOn(choose().form)).toEqual(before);
    expect(world.view()).toMatchObject({ locale: 'ja', access: { textSize_percent: 100, contrast: 'standard' } });
    world.database.close();
  });
});

describe('time', () => {
  const open = (): World => {
    const world = createWorld();
    world.until(() => world.view().screen === 'idle');
    world.press({ type: 'citizen.openGovernmentService' });
    world.press({ type: 'citizen.openCertificateService' });
    return world;
  };

  test('who reads for an hour is served on as long as they answer; then the time-out stands, announced like the others', () => {
    const world = open();
    const begun_ms = world.clock.now_ms();
    for (;;) {
      world.until(() => world.view().warning !== null, 300_000);
      if (world.view().warning?.extend.enabled !== true) break;
      world.press({ type: 'citizen.extend' });
      expect(world.view().screen).toBe('notes');
    }
    expect(world.clock.now_ms() - begun_ms).toBeGreaterThanOrEqual(3_600_000);
    world.until(() => world.view().screen === 'idle', 60_000);
    world.database.close();
  });

  test('who hears everything read aloud has twice the time, in the warning too', () => {
    const world = open();
    world.kiosk().onDeed({ type: 'setAccess', access: { speech: 'detailed' } });
    world.kiosk().onDeed({ type: 'repeat' });
    const begun_ms = world.clock.now_ms();
    world.until(() => world.view().warning !== null, 300_000);
    expect(world.clock.now_ms() - begun_ms).toBe(240_000);
    expect(world.view().warning?.timeLeft_s).toBe(40);
    world.database.close();
  });
});
