/** The part of the published contract that belongs to staff mode: touches, the counting form, tables and guide. */
import { z } from 'zod';

/** Most pieces of one kind that can be typed: what no unit holds is a slip of the finger. */
export const STAFF_PIECES_MAX = 99_999;

/** Most rows of a counting form: kinds of cash times units. */
const ROWS_MAX = 80;

const unitId = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);
const bare = <Name extends string>(type: Name) => z.strictObject({ type: z.literal(type) });

/** One for each `StaffTouch` of the chart. */
export const staffIntents = [
  bare('staff.knock'),
  bare('staff.enterCode'),
  z.strictObject({
    type: z.literal('staff.choose'),
    task: z.enum([
      'collect',
      'refill',
      'openingStock',
      'closing',
      'slips',
      'leftItems',
      'incidents',
      'guide',
      'doubts',
    ]),
  }),
  z.strictObject({
    type: z.literal('staff.resume'),
    task: z.enum(['collect', 'refill', 'openingStock', 'closing']),
    unitId: unitId.nullable(),
  }),
  z.strictObject({ type: z.literal('staff.chooseUnit'), unitId }),
  bare('staff.next'),
  z.strictObject({
    type: z.literal('staff.count'),
    counts: z
      .array(
        z.strictObject({
          unitId,
          denomination_yen: z.int().min(1).max(10_000),
          count: z.int().min(0).max(STAFF_PIECES_MAX),
        }),
      )
      .min(1)
      .max(ROWS_MAX),
  }),
  bare('staff.confirm'),
  z.strictObject({ type: z.literal('staff.chooseSlip'), claimNumber: z.string().regex(/^[A-Za-z0-9-]{1,32}$/) }),
  bare('staff.takePart'),
  bare('staff.handOver'),
  z.strictObject({ type: z.literal('staff.chooseDoubt'), questionId: z.string().regex(/^[\w.:-]{1,200}$/) }),
  z.strictObject({ type: z.literal('staff.decide'), answer: z.enum(['none', 'all', 'part']) }),
  bare('staff.print'),
  z.strictObject({ type: z.literal('staff.chooseIncident'), incident: z.int().min(0) }),
  z.strictObject({
    type: z.literal('staff.giveReason'),
    reason: z.enum([
      'centreCorrected',
      'paperRecovered',
      'machineRepaired',
      'noFaultFound',
      'sheetTaken',
      'sheetDestroyed',
      'sheetKept',
      'sheetNotFound',
    ]),
  }),
  z.strictObject({ type: z.literal('staff.resolve'), incident: z.int().min(0) }),
  bare('staff.touch'),
] as const;

/** Rows of numbers that are typed on a pad. */
export const countsForm = z.strictObject({
  kind: z.literal('counts'),
  answeredBy: z.literal('staff.count'),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      unitId,
      denomination_yen: z.int(),
      /** Unit, as in 「硬貨の金庫」. */
      place: z.string(),
      /** Kind, as in 「100円」. */
      label: z.string(),
      /** What may be typed at most, and how the screen says so; null = nothing to say. */
      max: z.int(),
      room: z.string().nullable(),
      preset: z.int().nullable(),
    }),
  ),
  /** What stands behind a number: 「枚」. */
  pieces: z.string(),
  delete: z.string(),
  nextRow: z.string(),
  submit: z.string(),
});

const tone = z.enum(['plain', 'good', 'warn', 'total']);

/** What only staff screens hold. `action` is the schema of a button. */
export const staffView = <Action extends z.ZodType>(action: Action) =>
  z.strictObject({
    /** Numbered steps to be done with the hands. */
    guide: z.array(z.strictObject({ id: z.string(), text: z.string() })),
    tables: z.array(
      z.strictObject({
        id: z.string(),
        head: z.array(z.strictObject({ label: z.string(), number: z.boolean() })),
        rows: z.array(z.strictObject({ id: z.string(), cells: z.array(z.string()), tone, action: action.nullable() })),
        /** Said when there is no row. */
        empty: z.string(),
      }),
    ),
    /** Live states of the devices. */
    devices: z.array(
      z.strictObject({ id: z.string(), label: z.string(), state: z.string(), tone, detail: z.string().nullable() }),
    ),
    /** For a citizen who comes meanwhile, in both languages whatever the screen speaks. */
    citizens: z.string(),
    /** The one figure of a result, as in 「不足 500円」. */
    result: z.strictObject({ text: z.string(), tone }).nullable(),
  });
