/** A technician at a simulated kiosk: methods asked as the socket asks them, with parameters and answers checked by the table. */
import { METHODS, type MethodName, type ParamsOf, type ResultOf } from '../../src/api/messages.ts';
import type { Asked, DiagRow } from '../../src/api/contract.ts';
import type { MadoguchiError } from '../../src/base/errors.ts';
import { operationsOf } from '../../src/kiosk/operations.ts';
import type { World } from './world.ts';

/** A request under way. */
export interface AskedOf<Name extends MethodName> {
  answer: ResultOf<Name> | null;
  error: MadoguchiError | null;
  readonly progress: string[];
  gone(): void;
}

export class Technician {
  readonly #world: World;
  readonly #operations: ReturnType<typeof operationsOf>;
  readonly by: string;

  constructor(world: World, by = 'sato') {
    this.#world = world;
    this.by = by;
    this.#operations = operationsOf(
      () => world.kiosk(),
      () => 'http://127.0.0.1:1/',
      null,
    );
  }

  begin<Name extends MethodName>(name: Name, params: Record<string, unknown> = {}): AskedOf<Name> {
    const gone: (() => void)[] = [];
    const told: AskedOf<Name> = {
      answer: null,
      error: null,
      progress: [],
      gone: () => {
        for (const one of gone.splice(0)) one();
      },
    };
    const { params: schema, result } = METHODS[name];
    const asked: Asked<ResultOf<Name>> = {
      by: this.by,
      answer: (value) => {
        told.answer ??= result.parse(value) as ResultOf<Name>;
      },
      refuse: (error) => {
        told.error ??= error;
      },
      progress: ({ text }) => void told.progress.push(text),
      push: () => false,
      onGone: (listener) => void gone.push(listener),
    };
    const work = this.#operations[name] as (params: ParamsOf<Name>, asked: Asked<ResultOf<Name>>) => void;
    work(schema.parse(params) as ParamsOf<Name>, asked);
    return told;
  }

  /** Asks and waits. @throws what it is refused with */
  ask<Name extends MethodName>(name: Name, params: Record<string, unknown> = {}, limit_ms = 300_000): ResultOf<Name> {
    const told = this.begin(name, params);
    this.#world.until(() => told.answer !== null || told.error !== null, limit_ms);
    if (told.answer === null) throw told.error!;
    return told.answer;
  }

  /** Rows of a diagnosis that are not well, as `device check result name`. */
  finds(device = 'all', level = 'internal'): string[] {
    return this.ask('diag.run', { device, level })
      .rows.filter(({ result }) => result === 'warn' || result === 'fail')
      .map(lineOf);
  }
}

export function lineOf({ device, check, result, name }: DiagRow): string {
  return `${device} ${check} ${result} ${name ?? ''}`.trim();
}
