/** Every method of the Unix sockets, by the name it has on the wire. */
import { z } from 'zod';
import { cardMethods } from './card.ts';
import { commissionMethods } from './commission.ts';
import { configMethods } from './config.ts';
import { copierMethods } from './copier.ts';
import { deviceMethods } from './device.ts';
import { diagMethods } from './diag.ts';
import { eventMethods } from './events.ts';
import { fleetMethods } from './fleet.ts';
import { healthMethods } from './health.ts';
import { incidentMethods } from './incidents.ts';
import { lampsMethods } from './lamps.ts';
import { lendingMethods } from './lending.ts';
import { metricsMethods } from './metrics.ts';
import { operatorSchema, progressSchema, type Asked, type Method, type Right } from './method.ts';
import { moneyMethods } from './money.ts';
import { paperMethods } from './paper.ts';
import { printerMethods } from './printer.ts';
import { serviceMethods } from './service.ts';
import { soundMethods } from './sound.ts';
import { statusMethods } from './status.ts';
import { traceMethods } from './trace.ts';

/** Every method of the sockets by its name. */
export const METHODS = {
  ...statusMethods,
  ...lendingMethods,
  ...copierMethods,
  ...incidentMethods,
  ...paperMethods,
  ...eventMethods,
  ...metricsMethods,
  ...healthMethods,
  ...fleetMethods,
  ...traceMethods,
  ...deviceMethods,
  ...diagMethods,
  ...cardMethods,
  ...moneyMethods,
  ...printerMethods,
  ...soundMethods,
  ...lampsMethods,
  ...serviceMethods,
  ...configMethods,
  ...commissionMethods,
} as const;

export type MethodName = keyof typeof METHODS;
type Spec<Name extends MethodName> = (typeof METHODS)[Name];
/** What a method is asked with. */
export type ParamsOf<Name extends MethodName> = z.output<Spec<Name>['params']>;
/** What it answers. */
export type ResultOf<Name extends MethodName> = z.output<Spec<Name>['result']>;
/** What it tells after its answer, again and again; `never` for most. */
export type EventOf<Name extends MethodName> =
  Spec<Name> extends { event?: infer E extends z.ZodType } ? z.output<E> : never;

/** What does the methods. Left out: not possible yet, answered with `deviceStarting`. */
export type Operations = {
  readonly [Name in MethodName]?: (params: ParamsOf<Name>, asked: Asked<ResultOf<Name>, EventOf<Name>>) => void;
};

/** The method of this name; null when there is none. */
export function methodNamed(name: string): Method | null {
  return Object.hasOwn(METHODS, name) ? METHODS[name as MethodName] : null;
}

/** True where the request must say who asks. */
export const wantsOperator = (right: Right): boolean => right !== 'watch' && right !== 'signed';

const requestId = z.union([z.int(), z.string().max(64)]);

/** One line of a client. The parameters are checked by the method's own schema. */
export const socketRequestSchema = z.strictObject({
  id: requestId,
  method: z.string().max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  /** Who asks: wanted for everything but watching. */
  by: operatorSchema.optional(),
});

const answerId = z.union([z.int(), z.string(), z.null()]);

/** One line of the daemon: progress, the answer or the refusal of a request, and what a subscription pushes. */
export const socketResponseSchema = z.union([
  z.strictObject({ id: answerId, result: z.unknown() }),
  z.strictObject({
    id: answerId,
    error: z.strictObject({
      code: z.string(),
      name: z.string(),
      action: z.string(),
      message: z.string(),
      /** What was found and what was expected, where there is more to say than the code says. */
      detail: z.string().optional(),
    }),
  }),
  z.strictObject({ id: answerId, progress: progressSchema }),
  z.strictObject({ id: answerId, event: z.unknown() }),
]);
